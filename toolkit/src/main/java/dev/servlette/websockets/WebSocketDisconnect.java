package dev.servlette.websockets;

/**
 * Thrown when a socket is used after its end, whichever side ended it (Starlette: <a
 * href="https://www.starlette.io/websockets/">WebSocketDisconnect</a>). A handler need not catch it: it is no failure.
 */
public class WebSocketDisconnect extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;

    /** Says with what the socket was closed. */
    public WebSocketDisconnect(int code, String reason) {
        super("The socket was closed with " + code + (reason.isEmpty() ? "." : ": " + reason));
        this.code = code;
        this.reason = reason;
    }

    /**
     * The code with which it was closed, by the client or by the app; 1000 when the client gave none, 1006 when the connection was
     * lost (RFC 6455, section 7.4.1).
     */
    public int code() {
        return code;
    }

    /** The reason that came with the code, {@code ""} without one. */
    public String reason() {
        return reason;
    }
}
