package dev.servlette.handlers;

import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;

/**
 * Answers a request that failed.
 *
 * @param <E> what it failed with
 */
@FunctionalInterface
public interface ExceptionHandler<E extends Throwable> {
    /**
     * Makes the answer. The request is the one that the handler saw, so a body that it read is still there.
     *
     * @throws Exception takes the place of the error
     */
    Reply handle(Request request, E error) throws Exception;
}
