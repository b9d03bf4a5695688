package dev.servlette.requests;

/** Thrown when a body is read or written after the client has gone. */
public class ClientDisconnect extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says that the client has gone, and how that was noticed. */
    public ClientDisconnect(Throwable cause) {
        super("The client has gone.", cause);
    }
}
