package dev.servlette.responses;

import dev.servlette.exceptions.Status;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error that programs can read, as {@code application/problem+json} (RFC 9457): the status, its phrase as {@code title}, and
 * what happened as {@code detail}.
 *
 * <pre>{@code
 * return new ProblemResponse(409, "A book with this title exists.", Map.of("type", "https://example.org/taken"));
 * }</pre>
 */
public class ProblemResponse extends Response {
    /** A problem with this status; the detail is text for the client. */
    public ProblemResponse(int status, String detail) {
        this(status, detail, Map.of());
    }

    /**
     * A problem with more members: {@code type}, {@code title} and {@code instance} as RFC 9457 has them, and any other name as
     * an extension.
     *
     * @throws IllegalArgumentException when a member is {@code status} or {@code detail}, which are given
     */
    public ProblemResponse(int status, String detail, Map<String, ?> members) {
        super(new Body.Value(content(status, detail, members)), "application/problem+json", status);
    }

    private static Map<String, Object> content(int status, String detail, Map<String, ?> members) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("title", Status.phrase(status));
        content.put("status", status);
        content.put("detail", detail);
        for (Map.Entry<String, ?> member : members.entrySet()) {
            String name = member.getKey();
            if (name.equals("status") || name.equals("detail")) {
                throw new IllegalArgumentException(
                        "The member \"" + name + "\" was given to a ProblemResponse twice. Status and"
                                + " detail have arguments of their own; leave it out.");
            }
            content.put(name, member.getValue());
        }
        return content;
    }
}
