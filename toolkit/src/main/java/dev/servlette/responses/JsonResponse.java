package dev.servlette.responses;

import org.jspecify.annotations.Nullable;

/**
 * A value as {@code application/json}, compact and in UTF-8.
 *
 * <p>The value is encoded where the reply leaves the handler or middleware that made it, by the app's
 * {@link dev.servlette.json.Json}: an error in it is that handler's error, and middleware further out sees bytes.
 */
public class JsonResponse extends Response {
    /** A 200 with this value. */
    public JsonResponse(@Nullable Object content) {
        this(content, 200);
    }

    /** This value with this status. */
    public JsonResponse(@Nullable Object content, int status) {
        super(new Body.Value(content), "application/json", status);
    }
}
