package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.concurrency.Workers;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.ExceptionHandler;
import dev.servlette.handlers.Handler;
import dev.servlette.json.Json;
import dev.servlette.requests.ClientDisconnect;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.testclient.TestClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
        assertEquals("Internal Server Error", get(app));
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
        RunningApp running = RunningApp.start(app, Workers.start(Duration.ofSeconds(10)), Clock.systemUTC());
        Exception e = assertThrows(IllegalStateException.class, running::close);
        assertInstanceOf(IOException.class, e.getSuppressed()[0]);
        running.close();
        assertEquals("last opened", e.getMessage());
    }
}
