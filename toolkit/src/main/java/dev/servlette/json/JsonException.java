package dev.servlette.json;

import org.jspecify.annotations.Nullable;

/** Thrown when a text is no JSON of the type that was asked for, or a value has no form in JSON. The message is for logs. */
public class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong, and what the library threw. */
    public JsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
