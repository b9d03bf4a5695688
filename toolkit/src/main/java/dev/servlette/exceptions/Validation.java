package dev.servlette.exceptions;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects all that is wrong with a value, so that the client learns it at once. Made for the constructor of a record, which is
 * where it holds whoever makes the record; mutable, and used by one thread.
 *
 * <pre>{@code
 * record NewBook(String title, int year) {
 *     NewBook {
 *         new Validation()
 *                 .check("title", title != null && !title.isBlank(), "must not be blank")
 *                 .orThrow();
 *     }
 * }
 * }</pre>
 */
public final class Validation {
    private final Map<String, String> errors = new LinkedHashMap<>();

    /** A validation that has found nothing yet. */
    public Validation() {}

    /**
     * Notes a fault when the claim does not hold. The first fault of a field is kept.
     *
     * @param field the name that the client knows the value by
     * @param message what holds for right values, for the client: {@code must not be blank}
     */
    public Validation check(String field, boolean holds, String message) {
        if (!holds) {
            errors.putIfAbsent(field, message);
        }
        return this;
    }

    /**
     * Ends the validation.
     *
     * @throws ValidationException when there is a fault
     */
    public void orThrow() {
        if (!errors.isEmpty()) {
            throw new ValidationException(errors);
        }
    }
}
