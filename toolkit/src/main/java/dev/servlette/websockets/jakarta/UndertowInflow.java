package dev.servlette.websockets.jakarta;

import dev.servlette.websockets.WebSocketChannel;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * How Undertow is told to read nothing for a while. Its messages are brought by threads that each read many connections, unless it was
 * told otherwise, and if it was, texts wait in a queue of its own that has no end.
 */
final class UndertowInflow implements WebSocketChannel.Inflow {
    private final Object channel;
    private final Method suspend;
    private final Method resume;

    private UndertowInflow(Object channel) throws NoSuchMethodException {
        this.channel = channel;
        this.suspend = channel.getClass().getMethod("suspendReceives");
        this.resume = channel.getClass().getMethod("resumeReceives");
    }

    /** The messages of a session; {@code null} for one that is not Undertow's. */
    static @Nullable UndertowInflow of(Object session) {
        if (!session.getClass().getName().startsWith("io.undertow.")) {
            return null;
        }
        try {
            return new UndertowInflow(
                    session.getClass().getMethod("getWebSocketChannel").invoke(session));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Override
    public void pause() {
        call(suspend);
    }

    @Override
    public void resume() {
        call(resume);
    }

    private void call(Method method) {
        try {
            method.invoke(channel);
        } catch (ReflectiveOperationException e) {
            return; // its connection has gone, which is told otherwise
        }
    }
}
