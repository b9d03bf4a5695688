package dev.servlette.websockets.jakarta;

import dev.servlette.exceptions.Status;
import dev.servlette.websockets.WebSocketChannel;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The wire of a session. */
final class SessionChannel implements WebSocketChannel {
    private static final int CLOSE_MILLIS = 10_000;
    private static final String CLOSE_MILLIS_OF_TOMCAT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final @Nullable UndertowInflow inflow;

    SessionChannel(Session session) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        this.inflow = UndertowInflow.of(session);
    }

    @Override
    public void sendText(String text, Consumer<@Nullable Throwable> sent) {
        remote.sendText(text, toldTo(sent));
    }

    @Override
    public void sendBytes(byte[] bytes, Consumer<@Nullable Throwable> sent) {
        remote.sendBinary(ByteBuffer.wrap(bytes), toldTo(sent));
    }

    private static SendHandler toldTo(Consumer<@Nullable Throwable> sent) {
        return result -> sent.accept(result.isOK() ? null : result.getException());
    }

    @Override
    public void ping(Consumer<@Nullable Throwable> sent) {
        try {
            remote.sendPing(ByteBuffer.allocate(0));
            sent.accept(null);
        } catch (IOException e) {
            sent.accept(e);
        }
    }

    @Override
    public void close(int code, String reason) {
        end(code, reason, CLOSE_MILLIS);
    }

    @Override
    public @Nullable Inflow inflow() {
        return inflow;
    }

    @Override
    public void abort() {
        end(Status.WS_1001_GOING_AWAY, "", 1);
    }

    /** Closes it, and has the container break it off when the client does not answer in time. */
    private void end(int code, String reason, long millis) {
        try {
            session.setMaxIdleTimeout(millis);
            session.getUserProperties().put(CLOSE_MILLIS_OF_TOMCAT, millis); // which looks at nothing else any more
            session.close(new CloseReason(() -> code, reason));
        } catch (IOException | IllegalStateException e) {
            return; // it was closed already
        }
    }
}
