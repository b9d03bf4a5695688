package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.Time;
import dev.servlette.concurrency.Workers;
import dev.servlette.endpoints.HttpEndpoint;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.ExceptionHandler;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import dev.servlette.handlers.Next;
import dev.servlette.json.Json;
import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Completion;
import dev.servlette.requests.Request;
import dev.servlette.responses.Body;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Host;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServletteTest {
    private static final Handler FAILING = request -> {
        throw new IOException("secret");
    };

    private final List<String> log = new CopyOnWriteArrayList<>();

    private static String get(Servlette app) {
        try (TestClient client = new TestClient(app).raisesServerExceptions(false)) {
            return client.get("/").text();
        }
    }

    /** APP1. */
    @Test
    void anAppHasItsRoutes() {
        Route route = Route.get("/", request -> new PlainTextResponse("a"));
        assertEquals(List.of(route), Servlette.of(route).routes());
        assertEquals("a", get(Servlette.builder().routes(List.of(route)).build()));
    }

    /** APP5, ER1: status 500 and Exception are the outermost edge. */
    @Test
    void whatNobodyClaimsIsAnsweredByTheHandlerFor500OrException() {
        Route route = Route.get("/", FAILING);
        ExceptionHandler<HttpException> byStatus = (request, e) ->
                new PlainTextResponse(e.status() + " " + e.getCause().getMessage(), 500);
        assertEquals(
                "500 secret",
                get(Servlette.builder()
                        .routes(route)
                        .exceptionHandler(500, byStatus)
                        .build()));
        assertEquals(
                "java.io.IOException: secret",
                get(Servlette.builder()
                        .routes(route)
                        .exceptionHandler(Exception.class, (request, e) -> new PlainTextResponse(e.toString(), 500))
                        .build()));
    }

    /** APP5: of two places that say 500, the nearer one is asked for what was thrown on purpose. */
    @Test
    void theHandlerFor500AnswersAnHttpExceptionOf500Too() {
        Servlette app = Servlette.builder()
                .routes(Route.get("/", request -> {
                    throw new HttpException(500, "on purpose");
                }))
                .exceptionHandler(500, (request, e) -> new PlainTextResponse("handled " + e.detail(), 500))
                .build();
        assertEquals("500 handled on purpose", answer(app, "GET", "/"));
    }

    /** APP5: an HttpException is not what nobody claims, unless its status is 500. */
    @Test
    void anHttpExceptionIsGivenUnchanged() {
        HttpException own = new HttpException(500, "own");
        assertSame(own, ServerErrors.asHttpException(own));
        Servlette app = Servlette.builder()
                .routes(Route.get("/", request -> {
                    throw new HttpException(404);
                }))
                .exceptionHandler(Exception.class, (request, e) -> new PlainTextResponse("any", 500))
                .build();
        assertEquals("Not Found", get(app));
    }

    /** ER1. */
    @Test
    void withoutAHandlerNothingIsToldAndTheTestSeesTheFailure() {
        Servlette app = Servlette.of(Route.get("/", FAILING));
        assertEquals("Internal Server Error", get(app));
        try (TestClient client = new TestClient(app)) {
            assertEquals(
                    "secret",
                    assertThrows(IOException.class, () -> client.get("/")).getMessage());
        }
    }

    @Test
    void anErrorIsGivenInsideAnException() {
        Servlette app = Servlette.builder()
                .routes(Route.get("/", request -> {
                    throw new AssertionError("bug");
                }))
                .exceptionHandler(
                        Exception.class,
                        (request, e) -> new PlainTextResponse(e.getCause().getMessage(), 500))
                .build();
        assertEquals("bug", get(app));
    }

    @Test
    void aHandlerOf500ThatFailsLeavesThePlainAnswer() {
        Servlette app = Servlette.builder()
                .routes(Route.get("/", FAILING))
                .exceptionHandler(500, (request, e) -> {
                    throw new IllegalStateException("again");
                })
                .build();
        assertEquals("Internal Server Error", get(app));
    }

    @Test
    void aHandlerOf500ThatFailsInWhateverWayLeavesThePlainAnswer() {
        for (Throwable again : List.of(new AssertionError("secret"), new InterruptedException("secret"))) {
            Servlette app = Servlette.builder()
                    .routes(Route.get("/", FAILING))
                    .exceptionHandler(500, (request, e) -> {
                        if (again instanceof Error error) {
                            throw error;
                        }
                        throw (Exception) again;
                    })
                    .build();
            assertEquals("Internal Server Error", get(app));
        }
        OutOfMemoryError error = new OutOfMemoryError("test");
        Servlette app = Servlette.builder()
                .routes(Route.get("/", FAILING))
                .exceptionHandler(500, (request, e) -> {
                    throw error;
                })
                .build();
        try (TestClient client = new TestClient(app)) {
            assertSame(error, assertThrows(OutOfMemoryError.class, () -> client.get("/")));
        }
    }

    @Test
    void anErrorInAChangeOfTheErrorAnswerIsAnsweredToo() {
        Servlette app = Servlette.builder()
                .routes(Route.get("/", request -> Reply.from(CompletableFuture.supplyAsync(() -> null))))
                .middleware((request, next) -> next.handle(request).always(response -> {
                    throw new AssertionError("secret");
                }))
                .build();
        assertEquals("Internal Server Error", get(app));
    }

    @Test
    void aHandlerOf500MayAnswerWithJson() {
        Servlette app = Servlette.builder()
                .routes(Route.get("/", FAILING))
                .exceptionHandler(500, (request, e) -> new JsonResponse(List.of(500), 500))
                .build();
        assertEquals("[500]", get(app));
    }

    @Test
    void aPlaceTakenTwiceIsAMistake() {
        Servlette.Builder builder = Servlette.builder()
                .exceptionHandler(500, (request, e) -> new Response(500))
                .exceptionHandler(404, (request, e) -> new Response(404))
                .exceptionHandler(IOException.class, (request, e) -> new Response(500))
                .json(Json.builtIn());
        assertEquals(
                "Two exception handlers were given for status 500 or Exception. They are the same place, the outermost edge of"
                        + " the app; keep one.",
                mistake(() -> builder.exceptionHandler(Exception.class, (request, e) -> new Response(500))));
        String keep = ". One app has one for each; mount an app of its own where another is wanted.";
        assertEquals(
                "Two exception handlers were given for status 404" + keep,
                mistake(() -> builder.exceptionHandler(404, (request, e) -> new Response(404))));
        assertEquals(
                "Two exception handlers were given for IOException" + keep,
                mistake(() -> builder.exceptionHandler(IOException.class, (request, e) -> new Response(500))));
        assertEquals(
                "json(...) was given twice to one builder. An app has one; keep one call.",
                mistake(() -> builder.json(Json.builtIn())));
        assertEquals(
                "debug(...) was given twice to one builder. An app has one; keep one call.",
                mistake(() -> builder.debug(false).debug(true)));
        assertEquals(
                "workers(...) was given twice to one builder. An app has one; keep one call.",
                mistake(() -> builder.workers(new Workers.Options()).workers(new Workers.Options())));
        assertEquals(
                "maxBodyBytes(...) was given twice to one builder. An app has one; keep one call.",
                mistake(() -> builder.maxBodyBytes(1).maxBodyBytes(1)));
    }

    private static String mistake(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    private static final class Shouting implements Json {
        @Override
        public String write(@Nullable Object value) {
            return "\"" + value + "!\"";
        }

        @Override
        public <T> T read(String text, Class<T> type) {
            return type.cast(text + "!");
        }
    }

    @Test
    void anAppMayHaveAJsonOfItsOwn() {
        Servlette inner = Servlette.builder()
                .routes(Route.post("/", request -> new JsonResponse(request.json(String.class))))
                .json(new Shouting())
                .build();
        Servlette outer = Servlette.of(
                Mount.of("/in", inner), Route.post("/out", request -> new JsonResponse(request.json(Object.class))));
        try (TestClient client = new TestClient(outer)) {
            assertEquals("\"7!!\"", client.post("/in/", r -> r.json(7)).text());
            assertEquals("7", client.post("/out", r -> r.json(7)).text());
        }
        try (TestClient client = new TestClient(inner)) {
            assertEquals("\"7!!\"", client.post("/", r -> r.json(7)).text());
        }
    }

    @Test
    void aClientThatLeftIsNoFailureOfTheApp() {
        Servlette app = Servlette.of(Route.get("/", request -> {
            throw new ClientDisconnect(new IOException("gone"));
        }));
        assertEquals("Bad Request", get(app));
    }

    /** Design rule 5: a stage that nobody waits for any more is cancelled. */
    @Test
    void aPendingStageIsCancelledWhenItsClientLeaves() throws Exception {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        CompletableFuture<Completion> end = new CompletableFuture<>();
        Servlette app = Servlette.of(Route.get("/", request -> {
            request.onComplete(end::complete);
            return Reply.from(stage);
        }));
        try (TestClient client = new TestClient(app).timeout(Duration.ofMillis(50))) {
            assertThrows(UncheckedIOException.class, () -> client.get("/"));
            client.timeout(Duration.ofSeconds(20));
            assertInstanceOf(
                    ClientDisconnect.class, end.get(20, TimeUnit.SECONDS).failure());
        }
        assertTrue(stage.isCancelled());
    }

    /** That was the app's own doing. */
    @Test
    void aStageThatTheAppCancelsIsAFailure() {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        stage.cancel(true);
        assertEquals("Internal Server Error", get(Servlette.of(Route.get("/", request -> Reply.from(stage)))));
    }

    private static String answer(Servlette app, String method, String path) {
        try (TestClient client = new TestClient(app)) {
            TestResponse response = client.send(method, path, request -> {});
            return response.status() + " " + response.text();
        }
    }

    /** APP3: in place of the error that Starlette raises when middleware is added too late. */
    @Test
    void anAppThatIsBuiltDoesNotChange() {
        Servlette.Builder builder = Servlette.builder().route("/", request -> new PlainTextResponse("a"));
        Servlette app = builder.build();
        Servlette changed = builder.middleware((request, next) -> new PlainTextResponse("b"))
                .route("/more", request -> new PlainTextResponse("more"))
                .exceptionHandler(404, (request, e) -> new PlainTextResponse("c", 404))
                .onStartup(state -> log.add("started"))
                .build();
        assertEquals("200 a", answer(app, "GET", "/"));
        assertEquals("404 Not Found", answer(app, "GET", "/more"));
        assertEquals(List.of(), log);
        assertEquals("200 b", answer(changed, "GET", "/more"));
        assertEquals(List.of("started"), log);
    }

    private static final class Counting implements Middleware {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public Reply handle(Request request, Next next) {
            int call = calls.incrementAndGet();
            return next.handle(request).then(response -> response.withHeader("Call", String.valueOf(call)));
        }
    }

    /** APP4: a middleware is made once, by the program, and serves each request of each run. */
    @Test
    void oneMiddlewareServesAllRequests() {
        Servlette app = Servlette.builder()
                .routes(Route.get("/", request -> new PlainTextResponse("a")))
                .middleware(new Counting())
                .build();
        for (String first : List.of("1", "3")) {
            try (TestClient client = new TestClient(app)) {
                assertEquals(first, client.get("/").headers().get("Call"));
                client.get("/");
            }
        }
    }

    /** APP6: what Starlette's app has methods for, the builder has, or takes as routes. */
    @Test
    void theBuilderHasWhatStarlettesHelpersDo() {
        Servlette app = Servlette.builder()
                .routes(Mount.of("/files", request -> new PlainTextResponse("file " + request.path()))
                        .name("files"))
                .routes(Host.of("{sub}.example.org", request -> new PlainTextResponse("host"))
                        .name("sub"))
                .route("/made", request -> new Response(201), "POST")
                .exceptionHandler(404, (request, e) -> new PlainTextResponse("none", 404))
                .build();
        assertEquals("200 file /a", answer(app, "GET", "/files/a"));
        assertEquals("201 ", answer(app, "POST", "/made"));
        assertEquals("404 none", answer(app, "GET", "/"));
        assertEquals("/files/a", app.urlPathFor("files", "path", "a").toString());
        assertEquals(
                "//b.example.org/a",
                app.urlPathFor("sub", "sub", "b", "path", "a").toString());
    }

    /** APP7: what an app says of errors and JSON holds for its requests, and not what the app around it says. */
    @Test
    void theInnermostAppIsThatOfTheRequest() {
        Handler failing = request -> {
            throw new HttpException(Integer.parseInt(request.queryParams().get("status")));
        };
        Servlette inner = Servlette.builder()
                .routes(Route.get("/x", failing), Route.get("/json", request -> new JsonResponse(1)))
                .exceptionHandler(403, (request, e) -> new PlainTextResponse("inner", 403))
                .json(new Shouting())
                .build();
        Servlette outer = Servlette.builder()
                .routes(Mount.of("/in", inner), Route.get("/x", failing))
                .exceptionHandler(403, (request, e) -> new PlainTextResponse("outer", 403))
                .exceptionHandler(404, (request, e) -> new PlainTextResponse("outer", 404))
                .build();
        assertEquals("403 outer", answer(outer, "GET", "/x?status=403"));
        assertEquals("403 inner", answer(outer, "GET", "/in/x?status=403"));
        assertEquals("404 Not Found", answer(outer, "GET", "/in/x?status=404"));
        assertEquals("404 Not Found", answer(outer, "GET", "/in/none"));
        assertEquals("200 \"1!\"", answer(outer, "GET", "/in/json"));
    }

    private static final class Notes extends HttpEndpoint {
        @Override
        protected Reply put(Request request) {
            return new PlainTextResponse("put");
        }
    }

    /** OLD3, RT2: what the decorator of Starlette does. */
    @Test
    void aRouteOfTheBuilderAnswersGetOrWhatIsNamed() {
        Servlette app = Servlette.builder()
                .route("/get", request -> new PlainTextResponse(request.method()))
                .route("/named", request -> new PlainTextResponse(request.method()), "post", "PATCH")
                .route("/class", new Notes())
                .route("/half", new Notes(), "GET")
                .build();
        assertEquals("200 GET", answer(app, "GET", "/get"));
        assertEquals("405 Method Not Allowed", answer(app, "POST", "/get"));
        assertEquals("200 POST", answer(app, "POST", "/named"));
        assertEquals("200 PATCH", answer(app, "PATCH", "/named"));
        assertEquals("405 Method Not Allowed", answer(app, "GET", "/named"));
        assertEquals("200 put", answer(app, "PUT", "/class"));
        assertEquals("405 Method Not Allowed", answer(app, "PUT", "/half"));
    }

    /** OLD3: between the others, in the order they were given, and named where it was declared. */
    @Test
    void aRouteOfTheBuilderIsOneOfTheRoutes() {
        Route other = Route.get("/b", FAILING);
        Servlette.Builder builder =
                Servlette.builder().route("/a", FAILING).routes(other).route("/c", FAILING);
        assertEquals(
                List.of("/a", "/b", "/c"),
                builder.build().routes().stream().map(BaseRoute::path).toList());
        String text = builder.build().router().describe();
        assertTrue(text.contains("ServletteTest.java:"), text);
        assertFalse(text.contains("Servlette.java:"), text);
    }

    /** OLD4: in order with the lifespans, and ended in reverse. */
    @Test
    void startupsAndShutdownsStandInOrderWithLifespans() {
        Servlette app = Servlette.builder()
                .onStartup(state -> log.add("startup 1"))
                .onShutdown(() -> log.add("shutdown 1"))
                .lifespan(state -> {
                    log.add("open");
                    return () -> log.add("close");
                })
                .onShutdown(() -> log.add("shutdown 2"))
                .onStartup(state -> log.add("startup 2"))
                .build();
        new TestClient(app).close();
        assertEquals(List.of("startup 1", "open", "startup 2", "shutdown 2", "close", "shutdown 1"), log);
    }

    /** OLD4: what stands behind the failure has not begun, so it does not end. */
    @Test
    void shutdownsBehindAStartupThatFailsAreNotDone() {
        IOException broken = new IOException("broken");
        Servlette app = Servlette.builder()
                .onShutdown(() -> log.add("shutdown 1"))
                .onStartup(state -> {
                    throw broken;
                })
                .onShutdown(() -> log.add("shutdown 2"))
                .build();
        assertSame(broken, assertThrows(IOException.class, () -> new TestClient(app)));
        assertEquals(List.of("shutdown 1"), log);
    }

    /** OLD4: may set what requests find. */
    @Test
    void aStartupIsGivenTheState() {
        Servlette app = Servlette.builder()
                .onStartup(state -> state.set(String.class, "set"))
                .route("/", request -> new PlainTextResponse(request.state().get(String.class)))
                .build();
        assertEquals("set", get(app));
    }

    /** LF1, LF4. */
    @Test
    void lifespansOpenInOrderAndCloseInReverse() {
        Servlette app = Servlette.builder()
                .routes(Route.get(
                        "/", request -> new PlainTextResponse(request.state().get(String.class))))
                .lifespan(state -> {
                    log.add("open 1");
                    state.set(String.class, "shared");
                    return () -> log.add("close 1");
                })
                .lifespan(state -> {
                    log.add("open 2 " + state.get(String.class));
                    return () -> log.add("close 2");
                })
                .lifespan(state -> null)
                .build();
        assertEquals("shared", get(app));
        assertEquals(List.of("open 1", "open 2 shared", "close 2", "close 1"), log);
    }

    /** LF2. */
    @Test
    void aLifespanThatFailsClosesThoseBeforeIt() {
        IOException broken = new IOException("broken");
        Servlette app = Servlette.builder()
                .lifespan(state -> () -> log.add("close 1"))
                .lifespan(state -> () -> {
                    throw new IllegalStateException("close 2");
                })
                .lifespan(state -> {
                    throw broken;
                })
                .build();
        assertSame(broken, assertThrows(IOException.class, () -> new TestClient(app)));
        assertEquals(List.of("close 1"), log);
        assertEquals("close 2", broken.getSuppressed()[0].getMessage());
    }

    /** LF3. */
    @Test
    void allIsClosedThoughOneFails() throws Exception {
        Servlette app = Servlette.builder()
                .lifespan(state -> () -> {
                    throw new IOException("first opened");
                })
                .lifespan(state -> () -> {
                    throw new IllegalStateException("last opened");
                })
                .build();
        RunningApp running = RunningApp.start(app, Time.system());
        Exception e = assertThrows(IllegalStateException.class, running::close);
        assertInstanceOf(IOException.class, e.getSuppressed()[0]);
        running.close();
        assertEquals("last opened", e.getMessage());
    }

    private static Handler writing(Body.Writer writer) {
        return request -> new StreamingResponse("text/plain", writer);
    }

    private static Servlette.Builder failingBody(Exception e) {
        return Servlette.builder().routes(Route.get("/", writing(out -> {
            throw e;
        })));
    }

    /** EX8: the app that was asked for the body answers for it. */
    @Test
    void aBodyThatFailsIsAnsweredByTheInnermostApp() {
        Servlette inner = failingBody(new IllegalStateException("secret"))
                .json(new Shouting())
                .exceptionHandler(500, (request, e) -> new JsonResponse("inner " + request.route(), 500))
                .build();
        Servlette outer = Servlette.builder()
                .routes(Mount.of("/in", inner), Route.get("/", writing(out -> {
                    throw new IOException("secret");
                })))
                .exceptionHandler(500, (request, e) -> new PlainTextResponse("outer", 500))
                .build();
        try (TestClient client = new TestClient(outer).raisesServerExceptions(false)) {
            assertEquals("\"inner /in/!\"", client.get("/in/").text());
            assertEquals("outer", client.get("/").text());
        }
    }

    /** As of a handler that fails: a client that sent something wrong is told so, and the test is not stopped by it. */
    @Test
    void aBodyThatFailsIsAnsweredByTheExceptionHandlers() {
        Servlette app = failingBody(new HttpException(413)).build();
        assertEquals("413 Content Too Large", answer(app, "GET", "/"));
        Servlette handled = failingBody(new IOException("x"))
                .exceptionHandler(
                        IOException.class,
                        (request, e) -> Reply.from(CompletableFuture.supplyAsync(
                                () -> new PlainTextResponse("io " + e.getMessage(), 502))))
                .build();
        assertEquals("502 io x", answer(handled, "GET", "/"));
    }

    @Test
    void anAnswerToABodyThatFailsAtItsOwnBodyIsTheLast() {
        Servlette app = failingBody(new IOException("x"))
                .exceptionHandler(IOException.class, (request, e) -> {
                    log.add(e.getMessage());
                    return new StreamingResponse("text/plain", out -> {
                        throw new IOException("again");
                    });
                })
                .build();
        try (TestClient client = new TestClient(app)) {
            assertEquals(
                    "again",
                    assertThrows(IOException.class, () -> client.get("/")).getMessage());
        }
        assertEquals(List.of("x"), log);
    }

    /** When the wait for the answer to a body is interrupted, the plain answer stands in, and the flag stays. */
    @Test
    void anInterruptedAnswerToABodyLeavesThePlainAnswer() {
        Servlette app = failingBody(new IOException("x"))
                .exceptionHandler(IOException.class, (request, e) -> {
                    Thread.currentThread().interrupt();
                    return Reply.from(new CompletableFuture<Response>());
                })
                .build();
        assertEquals("Internal Server Error", get(app));
    }
}
