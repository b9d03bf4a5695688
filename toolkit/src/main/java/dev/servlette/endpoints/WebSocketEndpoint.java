package dev.servlette.endpoints;

import dev.servlette.exceptions.Status;
import dev.servlette.exceptions.WebSocketException;
import dev.servlette.websockets.WebSocket;
import dev.servlette.websockets.WebSocketHandler;
import dev.servlette.websockets.WebSocketListener;

/**
 * Serves sockets by events, so that none holds a thread while nothing happens (Starlette: <a
 * href="https://www.starlette.io/endpoints/">WebSocketEndpoint</a>).
 *
 * <p>One instance serves all sockets, so its fields are shared by all threads: what belongs to one socket is kept in
 * {@code socket.request().state()}, best as a small record. The methods are called for a socket one after another, mostly on threads of
 * the host, and while one runs the client's next messages wait.
 *
 * <pre>{@code
 * class Echo extends WebSocketEndpoint {
 *     @Override protected void onText(WebSocket socket, String text) { socket.sendText(text); }
 * }
 * WebSocketRoute.of("/echo", new Echo())
 * }</pre>
 */
public abstract class WebSocketEndpoint implements WebSocketHandler {
    /** An endpoint for any number of sockets. */
    protected WebSocketEndpoint() {}

    /** Begins with a socket, on a worker. */
    @Override
    public final void handle(WebSocket socket) throws Exception {
        onConnect(socket);
        if (socket.isAccepted()) {
            socket.listen(new Events(socket));
        }
    }

    /**
     * Decides about a socket: accepts it, unless it is overridden.
     *
     * @throws Exception as a handler; after that {@link #onDisconnect} is not called
     */
    protected void onConnect(WebSocket socket) throws Exception {
        socket.accept();
    }

    /**
     * A text has arrived. Unless it is overridden, texts are not taken: the socket is closed with 1003.
     *
     * @throws Exception as a handler: a {@link WebSocketException} closes the socket with its code, anything else with 1011
     */
    protected void onText(WebSocket socket, String text) throws Exception {
        throw new WebSocketException(Status.WS_1003_UNSUPPORTED_DATA, "Texts are not taken here.");
    }

    /**
     * Bytes have arrived. Unless it is overridden, they are not taken: the socket is closed with 1003.
     *
     * @throws Exception as {@link #onText}
     */
    protected void onBytes(WebSocket socket, byte[] bytes) throws Exception {
        throw new WebSocketException(Status.WS_1003_UNSUPPORTED_DATA, "Bytes are not taken here.");
    }

    /**
     * The socket has ended, with this code: the client's, 1006 when it was lost, or the one with which it was closed here. Called once for
     * each socket that was accepted.
     *
     * @throws Exception logged
     */
    protected void onDisconnect(WebSocket socket, int code) throws Exception {}

    /** What happens on one socket. */
    private final class Events implements WebSocketListener {
        private final WebSocket socket;

        Events(WebSocket socket) {
            this.socket = socket;
        }

        @Override
        public void onText(String text) throws Exception {
            WebSocketEndpoint.this.onText(socket, text);
        }

        @Override
        public void onBytes(byte[] bytes) throws Exception {
            WebSocketEndpoint.this.onBytes(socket, bytes);
        }

        @Override
        public void onDisconnect(int code) throws Exception {
            WebSocketEndpoint.this.onDisconnect(socket, code);
        }
    }
}
