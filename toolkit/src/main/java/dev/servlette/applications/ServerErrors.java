package dev.servlette.applications;

import dev.servlette.exceptions.Fatal;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.ErrorAnswers;
import dev.servlette.handlers.ExceptionHandler;
import dev.servlette.handlers.Next;
import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Request;
import dev.servlette.responses.AsyncResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The outermost edge of an app: what nobody claimed is logged once and answered with a 500. */
final class ServerErrors {
    private static final Logger LOG = System.getLogger("dev.servlette");

    private final @Nullable ExceptionHandler<? super Throwable> handler;
    private final Chain links;

    ServerErrors(@Nullable ExceptionHandler<? super Throwable> handler, Chain links) {
        this.handler = handler;
        this.links = links;
    }

    /** The same edge with the debug page, in the place of any handler. */
    ServerErrors debugging() {
        return new ServerErrors(new DebugPage(Path.of("")), links);
    }

    /** What a handler for {@code Exception} is given in place of any failure. */
    static Exception asException(Throwable e) {
        return e instanceof Exception known ? known : new RuntimeException(e);
    }

    /** What a handler for status 500 is given in place of any failure. */
    static HttpException asHttpException(Throwable thrown) {
        Exception e = asException(thrown);
        if (e instanceof HttpException known) {
            return known;
        }
        return new HttpException(500).initCause(e);
    }

    /**
     * The 500 for a failure; a 400 for a body that could not be read to its end, if anybody is there to see it. Never fails: a handler
     * that does is logged, and the plain answer stands in.
     */
    Response answer(Request request, Throwable e) {
        if (e instanceof ClientDisconnect || e instanceof CancellationException && request.isDisconnected()) {
            LOG.log(Level.DEBUG, "The client of " + line(request) + " left.", e);
            return ErrorAnswers.answer(request, new HttpException(400));
        }
        LOG.log(Level.ERROR, () -> line(request) + " failed.", e);
        if (handler == null) {
            return ErrorAnswers.answer(request, new HttpException(500));
        }
        Next link = links.link(r -> handler.handle(r, e), List.of(), "The exception handler for status 500");
        return awaited(request, link.handle(request));
    }

    /** The answer to what failed before its first byte: by the exception handlers, and if none claims it by this edge. */
    Response answerUnsent(Request request, Throwable e) {
        Reply reply =
                links.link(r -> AsyncResponse.failed(e), List.of(), "The body").handle(request);
        return awaited(
                request, reply instanceof AsyncResponse async ? async.answered(left -> answer(request, left)) : reply);
    }

    private static Response awaited(Request request, Reply reply) {
        try {
            return reply.await();
        } catch (Throwable again) {
            Fatal.rethrow(again);
            if (again instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.log(Level.ERROR, () -> "The exception handler of " + line(request) + " failed.", again);
            return ErrorAnswers.answer(request, new HttpException(500));
        }
    }

    private static String line(Request request) {
        return request.method() + " " + request.scope().exchange().rawPath();
    }
}
