package dev.servlette.datastructures;

/** Thrown when what a client sent is not what was asked for; an app answers it with a 400. */
public class InvalidValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    /** Says what is wrong, in words that the client may read. */
    public InvalidValueException(String text) {
        super(text);
        this.text = text;
    }

    /** What is wrong, in words that the client may read. */
    @Override
    public String getMessage() {
        return text;
    }
}
