package dev.servlette.websockets;

/**
 * Serves a socket, from its handshake to its end.
 *
 * <pre>{@code
 * WebSocketHandler echo = socket -> {
 *     socket.accept();
 *     for (String text : socket.texts()) socket.sendText(text);
 * };
 * }</pre>
 */
@FunctionalInterface
public interface WebSocketHandler {
    /**
     * Serves it. Called on a worker that is its own and may block: a virtual thread from Java 21 on, one of a bounded number
     * before, and when those are all busy the handshake is answered with a 503. Returning closes the socket with 1000, unless it
     * {@linkplain WebSocket#listen listens}.
     *
     * @throws Exception before the socket is accepted answered like that of any handler; afterwards a
     *     {@link dev.servlette.exceptions.WebSocketException} closes it with its code, a {@link WebSocketDisconnect} is its end,
     *     and anything else is logged and closes it with 1011
     */
    void handle(WebSocket socket) throws Exception;
}
