package dev.servlette.handlers;

import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;

/**
 * Answers a request. Everything that does is one: a lambda, a route, a router, a mount, a whole application.
 *
 * <pre>{@code
 * Handler hello = request -> new PlainTextResponse("Hello, " + request.pathParam("name"));
 * }</pre>
 */
@FunctionalInterface
public interface Handler {
    /**
     * Answers the request, now with a {@link dev.servlette.responses.Response} or later with {@link Reply#from}. Called
     * on a thread of the host; it may block.
     *
     * @throws Exception answered by the app's exception handlers; an
     *     {@link dev.servlette.exceptions.HttpException} by its status
     */
    Reply handle(Request request) throws Exception;
}
