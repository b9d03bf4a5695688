package dev.servlette.contract;

import java.io.IOException;
import org.junit.jupiter.api.Assertions;

/** The client's side of a handshake, and, if that was answered with a 101, of a socket. */
interface SocketClient extends AutoCloseable {
    /** What was answered; of a 101 the headers besides those of the protocol. */
    Answered handshake();

    void sendText(String text) throws IOException;

    void sendBytes(byte[] bytes) throws IOException;

    /** The next message as a line: {@code text hi}, {@code bytes [1, 2]}, {@code close 1000}, {@code close 4000 why}. Waits for it. */
    String receive() throws IOException;

    /** Next it is told that the app stops, in the words of whoever was first. */
    default void expectGoingAway() throws IOException {
        String last = receive();
        Assertions.assertTrue(last.startsWith("close 1001 "), last);
    }

    /** Closes, and does not wait for the answer. */
    void close(int code, String reason) throws IOException;

    /** Goes away as a process that was killed. */
    void leave() throws IOException;

    @Override
    void close() throws IOException;
}
