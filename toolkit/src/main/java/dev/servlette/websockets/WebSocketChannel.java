package dev.servlette.websockets;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The wire of one socket, as a host gives it to an {@link AcceptedSocket}: frames and masks are the host's. Called by one thread
 * at a time, but for {@link #abort}; a message is handed over only when the one before it was sent.
 */
public interface WebSocketChannel {
    /**
     * Sends a text message, without waiting for a slow client.
     *
     * @param sent called once, by any thread: with {@code null} when there is room for the next one, else with what went wrong
     */
    void sendText(String text, Consumer<@Nullable Throwable> sent);

    /** Sends a message of bytes in the same way. They are not changed until it was sent. */
    void sendBytes(byte[] bytes, Consumer<@Nullable Throwable> sent);

    /**
     * Asks the client for a sign of life, which is told to {@link AcceptedSocket#pong}.
     *
     * @param sent as above
     */
    void ping(Consumer<@Nullable Throwable> sent);

    /** Says that nothing more is sent, and ends the connection when the client has answered or does not within some seconds. */
    void close(int code, String reason);

    /** Ends the connection at once. May be called at any time, more than once and by any thread. */
    void abort();

    /**
     * How the host is told to bring no messages for a while; {@code null} when it cannot be told. Then the thread that brings them is
     * there for this connection alone, and may wait.
     */
    default @Nullable Inflow inflow() {
        return null;
    }

    /**
     * Messages that are brought by threads which other connections need too: these neither wait nor run what is the app's. Called by
     * any thread, in turns; does not throw.
     */
    interface Inflow {
        /** Brings no more from now on, but for what is on its way. */
        void pause();

        /** Goes on. */
        void resume();
    }
}
