package dev.servlette.handlers;

import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;

/** What comes after a middleware: the next one, and in the end the handler. Starlette's {@code call_next}. */
@FunctionalInterface
public interface Next extends Handler {
    /** Answers the request. Never throws: what fails inside comes back as a failed reply. */
    @Override
    Reply handle(Request request);
}
