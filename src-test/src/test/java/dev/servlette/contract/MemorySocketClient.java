package dev.servlette.contract;

import dev.servlette.testclient.WebSocketTestSession;
import dev.servlette.websockets.WebSocketDisconnect;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the test client.
 *
 * @param session the socket; {@code null} when the handshake was answered otherwise
 * @param handshake the answer
 */
record MemorySocketClient(@Nullable WebSocketTestSession session, Answered handshake) implements SocketClient {
    private WebSocketTestSession open() {
        return Objects.requireNonNull(session, handshake::toString);
    }

    @Override
    public void sendText(String text) {
        open().sendText(text);
    }

    @Override
    public void sendBytes(byte[] bytes) {
        open().sendBytes(bytes);
    }

    @Override
    public String receive() {
        try {
            Object message = open().receive();
            return message instanceof byte[] bytes ? "bytes " + Arrays.toString(bytes) : "text " + message;
        } catch (WebSocketDisconnect e) {
            return ("close " + e.code() + " " + e.reason()).strip();
        }
    }

    @Override
    public void close(int code, String reason) {
        open().close(code, reason);
    }

    @Override
    public void leave() {
        open().leave();
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
