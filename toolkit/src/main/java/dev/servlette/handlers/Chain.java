package dev.servlette.handlers;

import dev.servlette.datastructures.State;
import dev.servlette.exceptions.Fatal;
import dev.servlette.json.Json;
import dev.servlette.requests.Request;
import dev.servlette.responses.AsyncResponse;
import dev.servlette.responses.Body;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.ResponseWriter;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the handlers and middleware of one app are joined: each becomes a link that catches what it throws, answers it by
 * the app's exception handlers, finishes a body that is a draft, as the value of a JSON response is, and measures a file. Built once,
 * when the app is built.
 */
public final class Chain {
    // A failed reply carries what always(..) was told. await() throws the bare failure; here its reply is found again.
    private static final State.Key<Reply> LAST = new State.Key<>("servlette.last-unfinished-reply");

    // A failure that the exception handlers were asked about; further out they would be asked again.
    private static final State.Key<Throwable> ASKED = new State.Key<>("servlette.asked");

    private final @Nullable ExceptionHandlers handlers;
    private final @Nullable Json json;

    /** The chain of an app. */
    public Chain(ExceptionHandlers handlers, Json json) {
        this.handlers = handlers;
        this.json = json;
    }

    private Chain() {
        this.handlers = null;
        this.json = null;
    }

    /** The chain of a router that stands alone: failures and values pass, for the app around it, if there is one. */
    public static Chain passing() {
        return new Chain();
    }

    /**
     * A handler behind its middleware, the first of the list outermost.
     *
     * @param name what the handler is, for messages: {@code Route GET "/users"}
     */
    public Next link(Handler handler, List<Middleware> middleware, String name) {
        Next next = new Link(handler, name);
        for (int i = middleware.size() - 1; i >= 0; i--) {
            next = link(middleware.get(i), next);
        }
        return next;
    }

    private Next link(Middleware middleware, Next inner) {
        return new Link(
                request -> middleware.handle(request, inner),
                "Middleware " + middleware.getClass().getName());
    }

    private final class Link implements Next {
        private final Handler handler;
        private final String name;

        Link(Handler handler, String name) {
            this.handler = handler;
            this.name = name;
        }

        @Override
        public Reply handle(Request request) {
            Reply reply = call(request);
            request.scope().keepContext(ResponseWriter.leavesWork(reply));
            if (reply instanceof Response ready && isDecided(ready.body())) {
                return ready;
            }
            return settled(request, reply);
        }

        private Reply call(Request request) {
            try {
                Reply reply = handler.handle(request);
                return reply != null
                        ? reply
                        : AsyncResponse.failed(new NullPointerException(name + " returned null. It must"
                                + " return a Reply; return new Response(204) for an empty answer."));
            } catch (Throwable e) {
                Fatal.rethrow(e);
                return failed(request, e);
            }
        }

        private Reply settled(Request request, Reply reply) {
            Reply settled = json == null ? reply : reply.then(response -> decided(request, response, json));
            if (handlers != null && settled instanceof AsyncResponse) {
                settled = settled.recover(Throwable.class, e -> answer(request, handlers, e));
            }
            if (settled instanceof AsyncResponse async) {
                settled = now(request, async);
            }
            if (settled instanceof AsyncResponse) {
                request.state().set(LAST, settled);
            }
            return settled;
        }
    }

    /** Goes on with a reply as far as it can without waiting, in the context that was kept for it. */
    public static Reply now(Request request, AsyncResponse reply) {
        Reply[] now = {reply};
        request.scope().inContext(() -> now[0] = reply.now());
        return now[0];
    }

    private static Reply failed(Request request, Throwable e) {
        Reply last = request.state().find(LAST);
        return last instanceof AsyncResponse async && async.failure() == e ? async : AsyncResponse.failed(e);
    }

    /** The answer of an exception handler. A failure that passes by has been asked about further in. */
    private Reply answer(Request request, ExceptionHandlers known, Throwable e) {
        if (request.state().find(ASKED) == e) {
            return AsyncResponse.failed(e);
        }
        return ask(request, known, e).recover(Throwable.class, thrown -> answerAgain(request, known, e, thrown));
    }

    /** What a handler throws takes the place of the error, and may have a handler of its own; then that is enough. */
    private Reply answerAgain(Request request, ExceptionHandlers known, Throwable e, Throwable thrown) {
        return thrown == e || known.haveTheSame(e, thrown)
                ? passing(request, thrown)
                : ask(request, known, thrown).recover(Throwable.class, last -> passing(request, last));
    }

    private Reply ask(Request request, ExceptionHandlers known, Throwable e) {
        try {
            Reply answer = known.answer(request, e);
            if (answer == null) {
                return AsyncResponse.failed(e);
            }
            return answer.then(response -> decided(request, response, Objects.requireNonNull(json)));
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            return AsyncResponse.failed(thrown);
        }
    }

    private static Reply passing(Request request, Throwable e) {
        request.state().set(ASKED, e);
        return AsyncResponse.failed(e);
    }

    /** Whether middleware further out may know what is sent. */
    private static boolean isDecided(Body body) {
        return !(body instanceof Body.Draft) && !(body instanceof Body.File file && !file.isMeasured());
    }

    private static Response decided(Request request, Response response, Json json) throws IOException {
        return response.body() instanceof Body.Draft draft
                ? response.withBody(draft.finished(request, json))
                : FileResponse.measured(response, request.clock());
    }
}
