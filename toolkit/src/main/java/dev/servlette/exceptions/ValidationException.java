package dev.servlette.exceptions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers with 422 and what is wrong, field by field (RFC 9110, section 15.5.21). As {@code application/problem+json} it has
 * the member {@code errors}; as text, a line for each.
 */
public class ValidationException extends HttpException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> errors;

    /** The faults by field, in words for the client. */
    public ValidationException(Map<String, String> errors) {
        super(422, lines(errors));
        this.errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    }

    private static String lines(Map<String, String> errors) {
        StringBuilder lines = new StringBuilder();
        errors.forEach((field, message) -> lines.append(lines.length() == 0 ? "" : "\n")
                .append(field)
                .append(' ')
                .append(message));
        return lines.toString();
    }

    /** The faults by field, in the order they were found. */
    public Map<String, String> errors() {
        return errors;
    }
}
