package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Workers;
import dev.servlette.datastructures.State;
import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Every kind of middleware around every kind of handler with every end: each piece of the app's code sees the request, and the
 * context that the outermost middleware put on its thread for as long as {@code next.handle} took.
 */
class ContextContractTest extends Contract {
    private static final Executor SOON = CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS);
    private static final State.Key<String> ID = new State.Key<>("id");
    private static final List<String> MIDDLEWARE = List.of("/none", "/straight", "/steps", "/late", "/app");
    private static final List<String> HANDLERS = List.of("/ready", "/done", "/pending");
    private static final List<String> ENDS = List.of("/hooked", "/bytes", "/written", "/published", "/known", "/bug");

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @Override
    Servlette app() {
        return builder(
                        Mount.of("/none", handlers()),
                        Mount.of("/straight", handlers()).middleware(this::straight),
                        Mount.of("/steps", handlers()).middleware(this::steps),
                        Mount.of("/late", handlers()).middleware(this::late),
                        Mount.of("/app", builder(handlers()).build()))
                .middleware(ContextContractTest::outermost)
                .workers(options().decorator(Context::carrying))
                .build();
    }

    Workers.Options options() {
        return new Workers.Options();
    }

    private Servlette.Builder builder(BaseRoute... routes) {
        return Servlette.builder()
                .routes(routes)
                .exceptionHandler(IllegalStateException.class, (request, e) -> noting("exception handler", request))
                .exceptionHandler(500, (request, e) -> noting("500", request));
    }

    /** As it is done in servlet filters: it waits for nothing, and the context is gone from its thread before the answer ends. */
    private static Reply outermost(Request request, Next next) {
        Context.set(request.queryParams().get("id"));
        request.state().set(ID, request.queryParams().get("id"));
        try {
            return next.handle(request);
        } finally {
            Context.set(null);
        }
    }

    private Response straight(Request request, Next next) throws Exception {
        try {
            return noted("straight", request, next.handle(request).await());
        } catch (AssertionError e) {
            note("straight failed", request);
            throw e;
        }
    }

    private Reply steps(Request request, Next next) {
        return next.handle(request)
                .then(response -> noted("then", request, response))
                .recover(AssertionError.class, e -> {
                    note("recover", request);
                    throw e;
                })
                .always(response -> noted("always", request, response));
    }

    private Reply late(Request request, Next next) {
        return next.handle(request)
                .then(response -> soon(noted("late", request, response)))
                .then(response -> noted("later", request, response));
    }

    private static Reply soon(Response response) {
        return Reply.from(CompletableFuture.supplyAsync(() -> response, SOON));
    }

    /** How the end of a handler is reached. */
    private interface Kind {
        Reply of(CompletableFuture<Response> end) throws Exception;
    }

    private BaseRoute[] handlers() {
        return new BaseRoute[] {
            Mount.of("/ready", ends(ContextContractTest::ready)),
            Mount.of("/done", ends(Reply::from)),
            Mount.of(
                    "/pending",
                    ends(end -> Reply.from(
                            CompletableFuture.runAsync(() -> {}, SOON).thenCompose(done -> end))))
        };
    }

    private static Response ready(CompletableFuture<Response> end) throws Exception {
        return Reply.from(end).await();
    }

    private Route[] ends(Kind kind) {
        List<Route> routes = new ArrayList<>();
        for (String end : ENDS) {
            routes.add(Route.get(end, request -> handle(request, end, kind)));
        }
        return routes.toArray(new Route[0]);
    }

    private Reply handle(Request request, String end, Kind kind) throws Exception {
        note("handler", request);
        request.onComplete(completion -> note("hook", request));
        return kind.of(
                switch (end) {
                    case "/known" -> CompletableFuture.failedFuture(new IllegalStateException("known"));
                    case "/bug" -> CompletableFuture.failedFuture(new AssertionError("bug"));
                    case "/hooked" -> CompletableFuture.completedFuture(new PlainTextResponse("hooked"));
                    default -> CompletableFuture.completedFuture(withTask(request, response(request, end)));
                });
    }

    private Response response(Request request, String end) {
        return switch (end) {
            case "/bytes" -> new PlainTextResponse("bytes");
            case "/written" ->
                new StreamingResponse("application/x", out -> {
                    note("writer", request);
                    out.write('w');
                });
            default ->
                StreamingResponse.from("application/x", subscriber -> {
                    note("publisher", request);
                    subscriber.onSubscribe(new Parts(subscriber, "p"));
                });
        };
    }

    private Response withTask(Request request, Response response) {
        return response.withBackground(() -> note("task", request));
    }

    private Response noting(String what, Request request) {
        return noted(what, request, withTask(request, new PlainTextResponse(what)));
    }

    private Response noted(String what, Request request, Response response) {
        note(what, request);
        return response;
    }

    private void note(String what, Request request) {
        log.add(what + " " + request.state().get(ID) + " " + Context.seen());
    }

    /** What is noted for a request, in this order. */
    private static List<String> expected(String middleware, String end) {
        List<String> expected = new ArrayList<>(List.of("handler"));
        if (end.equals("/known")) {
            expected.add("exception handler");
        }
        expected.addAll(end.equals("/bug") ? failed(middleware) : passed(middleware));
        if (end.equals("/written") || end.equals("/published")) {
            expected.add(end.equals("/written") ? "writer" : "publisher");
        }
        expected.addAll(end.equals("/hooked") ? List.of("hook") : List.of("hook", "task"));
        return expected;
    }

    private static List<String> passed(String middleware) {
        return switch (middleware) {
            case "/straight" -> List.of("straight");
            case "/steps" -> List.of("then", "always");
            case "/late" -> List.of("late", "later");
            default -> List.of();
        };
    }

    private static List<String> failed(String middleware) {
        return switch (middleware) {
            case "/straight" -> List.of("straight failed", "500");
            case "/steps" -> List.of("recover", "500", "always");
            default -> List.of("500");
        };
    }

    private void check(String middleware, String handler, String end) throws Exception {
        String id = middleware + handler + end;
        send(Ask.get(id + "?id=" + id));
        for (String what : expected(middleware, end)) {
            assertEquals(what + " " + id + " " + id, log.poll(10, TimeUnit.SECONDS));
        }
    }

    /**
     * Threads: "The request, with its state, is the same on every thread." "What hangs on a thread instead, as the MDC of a logging
     * library or the context of a tracer does, is carried along by the decorator." "So what middleware has put on the thread around
     * `next.handle` is there in all of these, though the middleware waits for nothing." "What it returns runs around each part of
     * the work, on the thread of that part, and never within itself." MW6.
     */
    @Test
    void requestAndContextAreSeenInAllThatRunsForAnAnswer() throws Exception {
        for (String middleware : MIDDLEWARE) {
            for (String handler : HANDLERS) {
                for (String end : ENDS) {
                    check(middleware, handler, end);
                }
            }
        }
    }
}
