package dev.servlette.routing;

/** Thrown when a URL is asked for by a name, or with parameters, that no route has. */
public class NoMatchFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what was asked for, and what there is. */
    public NoMatchFound(String message) {
        super(message);
    }
}
