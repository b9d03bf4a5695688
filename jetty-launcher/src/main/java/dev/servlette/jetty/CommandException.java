package dev.servlette.jetty;

/** Ends the command with a message for the person who typed it. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
