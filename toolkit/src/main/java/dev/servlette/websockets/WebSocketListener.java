package dev.servlette.websockets;

/**
 * Is told what happens on a socket, so that no thread waits for it: one thing at a time, in order, mostly on a thread of the host. While
 * it is busy with one message the client's next ones wait.
 */
public interface WebSocketListener {
    /**
     * A text has arrived.
     *
     * @throws Exception as from a handler: it closes the socket
     */
    void onText(String text) throws Exception;

    /**
     * Bytes have arrived.
     *
     * @throws Exception as from a handler: it closes the socket
     */
    void onBytes(byte[] bytes) throws Exception;

    /**
     * The socket has been closed, by whichever side. The last call.
     *
     * @throws Exception logged
     */
    void onDisconnect(int code) throws Exception;
}
