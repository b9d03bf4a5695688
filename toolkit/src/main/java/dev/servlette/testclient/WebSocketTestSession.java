package dev.servlette.testclient;

import dev.servlette.datastructures.Headers;
import dev.servlette.json.Json;
import dev.servlette.websockets.WebSocketDisconnect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a socket that the app has accepted.
 *
 * <p>Each wait has a limit, {@link TestClient#timeout}; a longer one throws {@link java.io.UncheckedIOException}. What receives after
 * the app has closed throws {@link WebSocketDisconnect}, or, when the app failed and the client raises server exceptions, what it
 * failed with.
 */
public final class WebSocketTestSession implements AutoCloseable {
    private static final int NORMAL = 1000;
    private static final int FAILED = 1011;

    private final TestStream handshake;
    private final MemorySocket socket;
    private final Duration limit;

    WebSocketTestSession(TestStream handshake, MemorySocket socket, Duration limit) {
        this.handshake = handshake;
        this.socket = socket;
        this.limit = limit;
    }

    /** The headers of the 101, without those that only concern a connection. */
    public Headers headers() {
        return handshake.headers();
    }

    /** The subprotocol that was accepted, {@code ""} when none was. */
    public String subprotocol() {
        return socket.subprotocol();
    }

    /** Sends a text. Does not wait; after the end it is lost, as it may be on a wire. */
    public void sendText(String text) {
        socket.sendText(text);
    }

    /** Sends bytes in the same way. */
    public void sendBytes(byte[] content) {
        socket.sendBytes(content.clone());
    }

    /** Sends a value as a text of JSON, written by the library that an app uses which names none. */
    public void sendJson(@Nullable Object value) {
        sendText(Json.standard().write(value));
    }

    /**
     * The next message, a text. Waits for it.
     *
     * @throws WebSocketDisconnect when the app has closed
     * @throws IllegalStateException when bytes come instead
     */
    public String receiveText() {
        if (receive() instanceof String text) {
            return text;
        }
        throw new IllegalStateException(handshake.request() + " sent bytes where a text was to come.");
    }

    /**
     * The next message, of bytes. Waits for it.
     *
     * @throws WebSocketDisconnect when the app has closed
     * @throws IllegalStateException when a text comes instead
     */
    public byte[] receiveBytes() {
        Object message = receive();
        if (message instanceof byte[] content) {
            return content;
        }
        throw new IllegalStateException(
                handshake.request() + " sent the text \"" + message + "\" where bytes were to come.");
    }

    /**
     * The next message, a text or bytes, as a value of this type, read by the library that an app uses which names none.
     *
     * @throws WebSocketDisconnect when the app has closed
     * @throws dev.servlette.json.JsonException when it is not JSON of that type
     */
    public <T> T receiveJson(Class<T> type) {
        Object message = receive();
        String text =
                message instanceof byte[] content ? new String(content, StandardCharsets.UTF_8) : message.toString();
        return Json.standard().read(text, type);
    }

    /**
     * The next message, a {@code String} or a {@code byte[]}. Waits for it.
     *
     * @throws WebSocketDisconnect when the app has closed
     */
    public Object receive() {
        Object next = next();
        if (next instanceof WebSocketDisconnect closed) {
            raise(closed.code());
            throw new WebSocketDisconnect(closed.code(), closed.reason());
        }
        return next;
    }

    private Object next() {
        return socket.receive(new Wait(handshake.request() + " sent nothing more", limit));
    }

    /** An app that fails says so by a 1011, and then its handler is at its end. */
    private void raise(int code) {
        if (code == FAILED) {
            handshake.readChunk();
        }
    }

    /**
     * The code with which the app closes. Waits for it.
     *
     * @throws IllegalStateException when a message comes instead
     */
    public int receiveClose() {
        Object next = next();
        if (next instanceof WebSocketDisconnect closed) {
            raise(closed.code());
            return closed.code();
        }
        throw new IllegalStateException(handshake.request() + " sent a message where it was to close: "
                + (next instanceof String text ? text : ((byte[]) next).length + " bytes"));
    }

    /** Vanishes without a word, as a client does that loses its network: the app sees a 1006. */
    public void leave() {
        socket.end(new WebSocketDisconnect(1006, ""));
    }

    /** Closes with 1000, unless it is closed, and waits for the handler and for background tasks to end; throws what the app failed with. */
    @Override
    public void close() {
        close(NORMAL);
    }

    /** The same with another code. */
    public void close(int code) {
        close(code, "");
    }

    /** The same with another code and a reason. */
    public void close(int code, String reason) {
        socket.end(new WebSocketDisconnect(code, reason));
        try (handshake) {
            handshake.readChunk();
        }
    }
}
