package dev.servlette.handlers;

import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;

/**
 * Stands around handlers: sees the request before them and the reply after them.
 *
 * <p>{@link Next#handle} never throws and may return before the answer is there. So whatever must stand around the work
 * itself ({@code try}, {@code finally}, a lock, a transaction, a thread-bound scope) must contain {@code .await()}.
 * What only looks at responses uses {@link Reply#then}, {@link Reply#recover} and {@link Reply#always}, and holds no
 * thread.
 *
 * <pre>{@code
 * static Response signed(Request request, Next next) throws Exception {
 *     return next.handle(request).await().withHeader("X-Signed-By", "demo");
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Middleware {
    /**
     * Answers the request, mostly with what {@code next} answers. Called on a thread of the host; it may block.
     *
     * @throws Exception answered like an exception of a handler, by the app's exception handlers
     */
    Reply handle(Request request, Next next) throws Exception;
}
