package dev.servlette.servlet;

import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.ErrorAnswers;
import dev.servlette.handlers.ExceptionHandlers;
import dev.servlette.handlers.Handler;
import dev.servlette.json.Json;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.requests.UrlResolver;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.ResponseWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Handlers in servlets that are there already. */
public final class Servlets {
    /** Keeps nothing of a request. */
    private static final ResponseWriter WRITER = new ResponseWriter(Runnable::run, Runnable::run, Servlets::unanswered);

    private Servlets() {}

    /**
     * Answers the request of a servlet by a handler, a router for example, without an app around it. Returns when the
     * answer has been written: this thread waits for a pending reply, for a publisher, and for background tasks.
     *
     * <pre>{@code
     * protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
     *     Servlets.handle(r -> new JsonResponse(report()), request, response);
     * }
     * }</pre>
     *
     * @throws ServletException the failure of a handler, as its cause; an {@link HttpException}
     *     is answered by its status, and what a servlet may throw comes out unchanged
     * @throws IOException thrown by the handler, or to break the connection when the body failed after its first bytes
     */
    public static void handle(Handler handler, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ServletExchange exchange = new Waiting(request, response);
        try {
            answer(handler, new Request(scope(exchange, handler), Json.standard()));
        } catch (RuntimeException | IOException | ServletException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new ServletException(e);
        }
        exchange.throwIfAborted();
    }

    private static Scope scope(ServletExchange exchange, Handler handler) {
        return handler instanceof UrlResolver names
                ? new Scope(exchange, new State(), Clock.systemUTC(), names)
                : new Scope(exchange, new State(), Clock.systemUTC());
    }

    private static void answer(Handler handler, Request request) throws Exception {
        Chain links = new Chain(ExceptionHandlers.standard(), Json.standard());
        Reply reply = links.link(handler, List.of(), "The handler").handle(request);
        try {
            WRITER.send(request, reply.await());
        } catch (BodyFailedException e) {
            throw e.failure;
        }
    }

    private static Response unanswered(Request request, Throwable failure) {
        if (failure instanceof HttpException e) {
            return ErrorAnswers.answer(request, e);
        }
        throw new BodyFailedException(failure);
    }

    /** Brings the failure of a body, of which no byte was sent, through the writer. */
    private static final class BodyFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Exception failure;

        BodyFailedException(Throwable failure) {
            super(failure);
            this.failure = failure instanceof Exception e ? e : this;
        }
    }

    /** Keeps the servlet's thread: there are no workers to go on with. */
    private static final class Waiting extends ServletExchange {
        Waiting(HttpServletRequest request, HttpServletResponse response) {
            super(request, response, rootOfServlet(request));
        }

        @Override
        public boolean startAsync() {
            return false;
        }

        @Override
        public boolean takesDirectBuffers() {
            return false; // they would be made for this request alone
        }

        @Override
        public boolean sendFile(Path file, long offset, long length) {
            return false; // the servlet may do something when it has been sent
        }

        @Override
        public String obstacle() {
            return "Servlets.handle(..) has no workers for them; serve the handler by a ServletteServlet.";
        }
    }
}
