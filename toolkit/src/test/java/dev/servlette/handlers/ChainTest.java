package dev.servlette.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.exceptions.HttpException;
import dev.servlette.json.JsonException;
import dev.servlette.requests.Request;
import dev.servlette.responses.Body;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
    private final List<String> log = new CopyOnWriteArrayList<>();

    private static Servlette.Builder app(Handler handler) {
        return Servlette.builder().routes(Route.get("/", handler));
    }

    private static TestResponse get(Servlette.Builder app) {
        try (TestClient client = new TestClient(app.build()).raisesServerExceptions(false)) {
            return client.get("/");
        }
    }

    private static Throwable failure(Servlette.Builder app) {
        try (TestClient client = new TestClient(app.build())) {
            return assertThrows(Throwable.class, () -> client.get("/"));
        }
    }

    private static Handler failing(Exception e) {
        return request -> {
            throw e;
        };
    }

    private static Handler failingLater(Exception e) {
        return request -> Reply.from(
                CompletableFuture.supplyAsync(() -> null).thenCompose(x -> CompletableFuture.failedFuture(e)));
    }

    private static Reply tagged(Request request, Next next) {
        return next.handle(request).always(response -> response.withHeader("Tag", "yes"));
    }

    private static Response signed(Request request, Next next) throws Exception {
        return next.handle(request).await().withHeader("Signed", "yes");
    }

    /** APP2, MW1: the first middleware of the list is the outermost. */
    @Test
    void middlewareRunsInTheOrderOfTheList() {
        Middleware first = (request, next) -> {
            log.add("first");
            return next.handle(request);
        };
        Middleware second = (request, next) -> {
            log.add("second");
            return next.handle(request);
        };
        get(app(request -> new PlainTextResponse("")).middleware(first, second));
        assertEquals(List.of("first", "second"), log);
    }

    /** MW1. */
    @Test
    void middlewareMayAnswerOtherwise() {
        TestResponse response = get(app(failing(new IOException())).middleware((request, next) -> new Response(204)));
        assertEquals(204, response.status());
    }

    /** Design rule 4. */
    @Test
    void nextNeverThrows() {
        Middleware looks = (request, next) -> {
            Reply reply = next.handle(request);
            log.add("came back");
            return reply;
        };
        assertEquals(
                500, get(app(failing(new IOException("x"))).middleware(looks)).status());
        assertEquals(List.of("came back"), log);
    }

    /** EX6, and design rule 8: next to the endpoint, so that middleware sees a response. */
    @Test
    void anHttpExceptionIsAResponseForMiddleware() {
        Middleware looks = (request, next) -> {
            log.add(String.valueOf(next.handle(request) instanceof Response));
            return next.handle(request);
        };
        TestResponse response =
                get(app(failing(new HttpException(403).withHeader("A", "1"))).middleware(looks));
        assertEquals(403, response.status());
        assertEquals("Forbidden", response.text());
        assertEquals("1", response.headers().get("A"));
        assertEquals(List.of("true"), log);
    }

    /** EX3: there is one media type. */
    @Test
    void anHttpExceptionMaySayItsMediaType() {
        TestResponse response = get(app(failing(new HttpException(400, "a,b")
                .withHeader("content-type", "text/csv")
                .withHeader("Vary", "Cookie"))));
        assertEquals(List.of("text/csv"), response.headers().getAll("Content-Type"));
        assertEquals(List.of("Accept", "Cookie"), response.headers().getAll("Vary"));
        assertEquals("a,b", response.text());
    }

    /** EX3. */
    @Test
    void a204AsAnExceptionHasNoBody() {
        assertEquals("", get(app(failing(new HttpException(204)))).text());
        assertEquals("", get(app(failing(new HttpException(304)))).text());
    }

    /** EX4. */
    @Test
    void theMostSpecificHandlerAnswers() {
        Servlette.Builder app = app(failing(new FileNotFoundException("f")))
                .exceptionHandler(IOException.class, (request, e) -> new PlainTextResponse("io " + e.getMessage()))
                .exceptionHandler(
                        FileNotFoundException.class, (request, e) -> new PlainTextResponse("file " + e.getMessage()));
        assertEquals("file f", get(app).text());
        assertEquals(
                "io z",
                get(app(failing(new java.util.zip.ZipException("z")))
                                .exceptionHandler(
                                        IOException.class,
                                        (request, e) -> new PlainTextResponse("io " + e.getMessage())))
                        .text());
    }

    /** EX4: a status before a class; a handler of HttpException's superclass does not take it. */
    @Test
    void aStatusComesBeforeAClass() {
        Servlette.Builder app = app(failing(new HttpException(404)))
                .exceptionHandler(RuntimeException.class, (request, e) -> new PlainTextResponse("any"))
                .exceptionHandler(HttpException.class, (request, e) -> new PlainTextResponse("http"))
                .exceptionHandler(404, (request, e) -> new PlainTextResponse("not found"));
        assertEquals("not found", get(app).text());
        assertEquals(
                "http",
                get(app(failing(new HttpException(403)))
                                .exceptionHandler(HttpException.class, (request, e) -> new PlainTextResponse("http")))
                        .text());
        assertEquals(
                "Forbidden",
                get(app(failing(new HttpException(403)))
                                .exceptionHandler(RuntimeException.class, (request, e) -> new PlainTextResponse("any")))
                        .text());
    }

    /** EX6, and behaviour 5, 7. */
    @Test
    void anHttpExceptionOfMiddlewareIsMappedLikeAnyOther() {
        Middleware refuses = (request, next) -> {
            throw new HttpException(401);
        };
        TestResponse response = get(app(request -> new Response(204)).middleware(ChainTest::tagged, refuses));
        assertEquals(401, response.status());
        assertEquals("yes", response.headers().get("Tag"));
    }

    @Test
    void alwaysStandsOnA500() {
        for (Handler handler : List.of(failing(new IOException("x")), failingLater(new IOException("x")))) {
            TestResponse response = get(app(handler).middleware(ChainTest::tagged));
            assertEquals(500, response.status());
            assertEquals("Internal Server Error", response.text());
            assertEquals("yes", response.headers().get("Tag"));
        }
    }

    /** What an inner middleware said with always stands, though an outer one waits and lets the failure through. */
    @Test
    void alwaysStandsThroughAMiddlewareThatAwaits() {
        for (Handler handler : List.of(failing(new IOException("x")), failingLater(new IOException("x")))) {
            TestResponse response = get(app(handler).middleware(ChainTest::signed, ChainTest::tagged));
            assertEquals(500, response.status());
            assertEquals("yes", response.headers().get("Tag"));
        }
    }

    /** MW2: what it was, with all that it says of itself; and a middleware may answer it. */
    @Test
    void aFailureReachesMiddlewareAsItIs() {
        IOException failure = new IOException("x", new IllegalStateException("cause"));
        failure.addSuppressed(new TimeoutException("suppressed"));
        Middleware catches = (request, next) -> {
            try {
                return next.handle(request).await();
            } catch (IOException e) {
                assertSame(failure, e);
                return new PlainTextResponse(e.getCause().getMessage() + " " + e.getSuppressed()[0].getMessage());
            }
        };
        for (Handler handler : List.of(failing(failure), failingLater(failure))) {
            assertEquals(
                    "cause suppressed", get(app(handler).middleware(catches)).text());
        }
    }

    /** MW7: a middleware may add to what is done afterwards. */
    @Test
    void aMiddlewareMayAddABackgroundTask() {
        Handler handler = request -> new Response(204).withBackground(() -> log.add("handler's"));
        get(app(handler)
                .middleware((request, next) ->
                        next.handle(request).then(response -> response.withBackground(() -> log.add("middleware's")))));
        assertEquals(List.of("handler's", "middleware's"), log);
    }

    @Test
    void anotherFailureOfAMiddlewareIsItsOwn() {
        Middleware fails = (request, next) -> {
            next.handle(request);
            throw new IllegalStateException("mine");
        };
        assertEquals(
                "mine",
                failure(app(failing(new IOException("x"))).middleware(fails)).getMessage());
        assertEquals(
                "mine",
                failure(app(request -> new Response(204)).middleware(fails)).getMessage());
    }

    @Test
    void aPendingReplyGoesThroughAllKindsOfMiddleware() {
        Handler later = request -> Reply.from(CompletableFuture.supplyAsync(() -> new JsonResponse(Map.of("a", 1))));
        Middleware recovers =
                (request, next) -> next.handle(request).recover(IOException.class, e -> new Response(204));
        TestResponse response = get(app(later).middleware(ChainTest::tagged, ChainTest::signed, recovers));
        assertEquals("{\"a\":1}", response.text());
        assertEquals("yes", response.headers().get("Signed"));
        assertEquals("yes", response.headers().get("Tag"));
    }

    @Test
    void aPendingFailureIsAnsweredByItsHandler() {
        Servlette.Builder app = app(failingLater(new TimeoutException("late")))
                .exceptionHandler(TimeoutException.class, (request, e) -> new JsonResponse(e.getMessage(), 504));
        TestResponse response = get(app);
        assertEquals(504, response.status());
        assertEquals("\"late\"", response.text());
    }

    /** EX5: a handler that fails takes the place of the error. */
    @Test
    void aHandlerThatFailsTakesThePlaceOfTheError() {
        Servlette.Builder app = app(failing(new IOException("x"))).exceptionHandler(IOException.class, (request, e) -> {
            throw new IllegalStateException("handler");
        });
        assertEquals("handler", failure(app).getMessage());
    }

    /** MW2, MW8: of a middleware, its class. */
    @Test
    void aNullReplyNamesItsLink() {
        assertEquals(
                "Route GET, HEAD \"/\" returned null. It must return a Reply; return new Response(204) for an empty answer.",
                failure(app(request -> null)).getMessage());
        Middleware nothing = (request, next) -> null;
        assertTrue(failure(app(request -> new Response(204)).middleware(nothing))
                .getMessage()
                .startsWith("Middleware " + getClass().getName()));
    }

    @Test
    void anErrorOfTheCodecIsThatLinksError() {
        Handler handler = request -> new JsonResponse(Map.of("a", Double.NaN));
        Servlette.Builder app = app(handler)
                .exceptionHandler(JsonException.class, (request, e) -> new PlainTextResponse("not writable", 500))
                .middleware(ChainTest::tagged);
        TestResponse response = get(app);
        assertEquals("not writable", response.text());
        assertEquals("yes", response.headers().get("Tag"));
    }

    /** The code that used up its stack is at fault, and the client reads what it does of any failure. */
    @Test
    void aStackOverflowIsAFailureLikeOthers() {
        Servlette.Builder app = app(ChainTest::endless)
                .middleware(ChainTest::tagged)
                .exceptionHandler(
                        500,
                        (request, e) -> new PlainTextResponse(
                                e.getCause().getCause().getClass().getSimpleName(), 500));
        TestResponse response = get(app);
        assertEquals("StackOverflowError", response.text());
        assertEquals("yes", response.headers().get("Tag"));
    }

    private static Reply endless(Request request) {
        return endless(request).then(response -> response);
    }

    @Test
    void anErrorOfTheVirtualMachineIsNotAnswered() {
        OutOfMemoryError error = new OutOfMemoryError("test");
        assertSame(error, failure(app(request -> {
            throw error;
        })));
    }

    @Test
    void anErrorOfTheVirtualMachineInAHandlerOfErrorsIsNotAnswered() {
        OutOfMemoryError error = new OutOfMemoryError("test");
        assertSame(
                error, failure(app(failing(new IOException("x"))).exceptionHandler(IOException.class, (request, e) -> {
                    throw error;
                })));
    }

    /** A parameter that is not what was asked for is the client's mistake. */
    @Test
    void anInvalidValueIs400() {
        TestResponse response = get(
                app(request -> new PlainTextResponse("" + request.queryParams().getInt("n", 7))));
        assertEquals("7", response.text());
        try (TestClient client = new TestClient(
                app(request -> new PlainTextResponse("" + request.queryParams().getInt("n", 7)))
                        .build())) {
            assertEquals(400, client.get("/?n=x").status());
            assertEquals(
                    "The query parameter \"n\" must be a whole number.",
                    client.get("/?n=x").text());
        }
    }

    @Test
    void aHandlerOfErrorsMayThrowWhatAnotherAnswers() {
        Servlette.Builder app = app(failing(new IOException("x")))
                .exceptionHandler(IOException.class, (request, e) -> {
                    throw new TimeoutException("late");
                })
                .exceptionHandler(TimeoutException.class, (request, e) -> {
                    throw new IOException("again");
                });
        assertEquals("again", failure(app).getMessage());
    }

    @Test
    void whatAHandlerOfErrorsThrowsIsNotAskedOfItself() {
        Servlette.Builder app = app(failing(new IOException("x"))).exceptionHandler(IOException.class, (request, e) -> {
            log.add(e.getMessage());
            throw new IOException("again");
        });
        assertEquals("again", failure(app).getMessage());
        assertEquals(List.of("x"), log);
    }

    @Test
    void aHandlerOfErrorsMayThrowTheErrorItself() {
        IOException error = new IOException("x");
        assertSame(error, failure(app(failing(error)).exceptionHandler(IOException.class, (request, e) -> {
            throw e;
        })));
    }

    /** FR1, FR13. */
    @Test
    void middlewareSeesWhatIsSaidOfAFile(@TempDir Path folder) throws IOException {
        Response constant = new FileResponse(Files.writeString(folder.resolve("a"), "abc"));
        Servlette.Builder app = app(request -> constant).middleware((request, next) -> {
            Response seen = next.handle(request).await();
            log.add(seen.body() + " " + seen.headers().contains("ETag"));
            return seen;
        });
        assertEquals("abc", get(app).text());
        assertEquals(List.of(new Body.File(folder.resolve("a"), 0, 3) + " true"), log);
    }

    /** FR4. */
    @Test
    void aFileThatIsMissingIsTheHandlersFailure(@TempDir Path folder) {
        Servlette.Builder app = app(request -> new FileResponse(folder));
        assertEquals(500, get(app).status());
        assertEquals(
                404,
                get(app.exceptionHandler(NoSuchFileException.class, (request, e) -> new Response(404)))
                        .status());
    }

    /** RQ18. */
    @Test
    void aHandlerOfErrorsSeesTheBodyThatWasRead() {
        Servlette app = Servlette.builder()
                .routes(Route.post("/", request -> {
                    request.text();
                    throw new IOException("x");
                }))
                .exceptionHandler(IOException.class, (request, e) -> new PlainTextResponse(request.text()))
                .build();
        try (TestClient client = new TestClient(app)) {
            assertEquals(
                    "sent",
                    client.post("/", r -> r.body("sent".getBytes(), "text/plain"))
                            .text());
        }
    }

    /** EX8: an app that is mounted answers its own errors. */
    @Test
    void aMountedAppAnswersItsOwnErrors() {
        Servlette inner = Servlette.builder()
                .routes(Route.get("/a", failing(new IOException("x"))))
                .exceptionHandler(404, (request, e) -> new PlainTextResponse("inner", 404))
                .build();
        Servlette outer = Servlette.builder()
                .routes(Mount.of("/m", inner))
                .exceptionHandler(404, (request, e) -> new PlainTextResponse("outer", 404))
                .exceptionHandler(IOException.class, (request, e) -> new PlainTextResponse("outer"))
                .build();
        try (TestClient client = new TestClient(outer).raisesServerExceptions(false)) {
            assertEquals("inner", client.get("/m/b").text());
            assertEquals("outer", client.get("/b").text());
            assertEquals("Internal Server Error", client.get("/m/a").text());
        }
    }
}
