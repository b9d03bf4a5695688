package dev.servlette.exceptions;

/**
 * Closes the socket with a code; before it is accepted, refuses it with a 403 (Starlette:
 * <a href="https://www.starlette.io/exceptions/">Exceptions</a>).
 */
public class WebSocketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;

    /** Closes with this code and no reason. */
    public WebSocketException(int code) {
        this(code, "");
    }

    /**
     * Closes with this code and this reason, which the client sees.
     *
     * @throws IllegalArgumentException when the code may not be sent, or the reason has more than 123 bytes of UTF-8
     */
    public WebSocketException(int code, String reason) {
        super(reason.isEmpty() ? String.valueOf(code) : code + ": " + reason);
        CloseCode.check(code, reason);
        this.code = code;
        this.reason = reason;
    }

    /** The code. */
    public int code() {
        return code;
    }

    /** The reason, {@code ""} without one. */
    public String reason() {
        return reason;
    }
}
