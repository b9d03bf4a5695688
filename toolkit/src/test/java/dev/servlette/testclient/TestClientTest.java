package dev.servlette.testclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Time;
import dev.servlette.datastructures.State;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.RedirectResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TestClientTest {
    private final List<String> log = new CopyOnWriteArrayList<>();

    /** A client of an app that answers everything with this. */
    private static TestClient client(Handler handler) {
        return new TestClient(handler);
    }

    private static TestClient echo(Function<Request, String> text) {
        return client(request -> new PlainTextResponse(text.apply(request)));
    }

    private static String line(Request request) {
        return request.method() + " " + request.path();
    }

    /** TC2. */
    @Test
    void everyVerbSendsItsMethod() {
        try (TestClient client = echo(TestClientTest::line)) {
            assertEquals("GET /a", client.get("/a").text());
            assertEquals("POST /a", client.post("/a").text());
            assertEquals("POST /a", client.post("/a", r -> {}).text());
            assertEquals("PUT /a", client.put("/a", r -> {}).text());
            assertEquals("PATCH /a", client.patch("/a", r -> {}).text());
            assertEquals("DELETE /a", client.delete("/a").text());
            assertEquals("DELETE /a", client.delete("/a", r -> {}).text());
            assertEquals("OPTIONS /a", client.options("/a").text());
            assertEquals("BREW /a", client.send("BREW", "/a", r -> {}).text());
        }
    }

    @Test
    void headHasLengthAndNoBody() {
        try (TestClient client = echo(TestClientTest::line)) {
            TestResponse response = client.head("/a");
            assertEquals("7", response.headers().get("Content-Length"));
            assertEquals("", response.text());
        }
    }

    /** TC1. */
    @Test
    void requestLooksLikeStarlettes() {
        try (TestClient client = echo(r -> r.headers() + " " + r.client())) {
            assertEquals(
                    "[Host: testserver, User-Agent: testclient, Accept: */*] Address[host=testclient, port=50000]",
                    client.get("/").text());
        }
    }

    @Test
    void exchangeKnowsItsPlace() {
        try (TestClient client = echo(
                r -> r.scope().exchange().scheme() + " " + r.scope().exchange().server())) {
            assertEquals(
                    "http Address[host=testserver, port=80]", client.get("/").text());
        }
    }

    @Test
    void headerOfTheClientIsSentUntilItIsChanged() {
        try (TestClient client = echo(r -> r.headers().getAll("X-A").toString())) {
            assertEquals("[1]", client.header("X-A", "1").get("/").text());
            assertEquals("[2]", client.header("x-a", "2").get("/").text());
            assertEquals(
                    "[3, 4]",
                    client.get("/", r -> r.header("X-A", "3").header("X-A", "4"))
                            .text());
            assertEquals("[2]", client.get("/").text());
        }
    }

    /** TC2: what {@code Location} and {@code urlFor} say can be asked for. */
    @Test
    void aUrlOfTheAppIsAPath() {
        try (TestClient client = echo(r -> r.url().toString())) {
            assertEquals(
                    "http://testserver/a?b",
                    client.get("http://testserver/a?b#c").text());
            assertEquals("http://testserver/", client.get("http://testserver").text());
            assertEquals(
                    "http://testserver/a?b&c=1",
                    client.get("http://testserver/a?b#d", r -> r.query("c", 1)).text());
            client.header("Host", "books.example");
            assertEquals(
                    "http://books.example/a",
                    client.get("http://books.example/a").text());
        }
    }

    @Test
    void aUrlOfAnotherHostIsRefused() {
        try (TestClient client = echo(TestClientTest::line)) {
            Throwable e = assertThrows(IllegalArgumentException.class, () -> client.get("http://testserver.example/a"));
            assertEquals(
                    "The test client was asked for \"http://testserver.example/a\". The app is at \"http://testserver\";"
                            + " the header Host says where else.",
                    e.getMessage());
        }
    }

    @Test
    void pathThatDoesNotStartWithASlashIsRefused() {
        try (TestClient client = echo(TestClientTest::line)) {
            Throwable e = assertThrows(IllegalArgumentException.class, () -> client.get("books"));
            assertEquals(
                    "The test client was asked for \"books\". A path starts with \"/\", and the client's rootPath(..) if it"
                            + " has one; write \"/books\".",
                    e.getMessage());
        }
    }

    @Test
    void targetThatAContainerRefusesNeverReachesTheApp() {
        try (TestClient client = client(request -> {
            throw new AssertionError(request.path());
        })) {
            TestResponse response = client.get("/a|b");
            assertEquals(400, response.status());
            assertEquals("The path has a character that must be percent-encoded.", response.text());
            assertEquals(400, client.head("/a|b").status());
            assertEquals(400, client.get("/a?b=[c]").status());
            assertEquals(400, client.get("/%2e%2e/a").status());
        }
    }

    /** RT13. */
    @Test
    void rootPathBelongsToTheHost() {
        try (TestClient client = echo(TestClientTest::line).rootPath("/app")) {
            assertEquals("GET /a", client.get("/app/a").text());
            assertEquals("GET ", client.get("/app").text());
            assertEquals("GET /a", client.get("/%61pp/a").text());
            assertEquals(404, client.get("/a").status());
            assertEquals(
                    "No app is deployed at this path.", client.get("/apple/a").text());
            assertEquals("GET /app/a", client.rootPath("").get("/app/a").text());
        }
    }

    @Test
    void rootPathMustBeOne() {
        try (TestClient client = echo(TestClientTest::line)) {
            for (String path : List.of("app", "/", "/app/")) {
                Throwable e = assertThrows(IllegalArgumentException.class, () -> client.rootPath(path));
                assertEquals(
                        "The root path \"" + path
                                + "\" was given to a test client. It is \"\", or starts with a slash and does"
                                + " not end with one; write \"/app\".",
                        e.getMessage());
            }
        }
    }

    // redirects

    private static Response redirect(Request request) {
        int status = request.pathParam("status", Integer.class);
        return new RedirectResponse("/end?from=" + status, status);
    }

    private static Servlette redirecting() {
        return Servlette.of(
                Route.of(
                        "/end",
                        r -> new PlainTextResponse(
                                r.method() + " " + r.text() + " " + r.headers().get("Content-Type") + " "
                                        + r.headers().get("Content-Length"))),
                Route.of("/again/{status:int}", TestClientTest::redirect),
                Route.get("/loop", r -> new RedirectResponse("/loop")),
                Route.get("/away", r -> new RedirectResponse("https://example.org/")),
                Route.get("/nowhere", r -> new Response(302)),
                Route.get("/created", r -> new Response(201).withHeader("Location", "/end")));
    }

    private static String posted(TestClient client, int status) {
        return client.post("/again/" + status, r -> r.body(new byte[] {'x'}, "text/x"))
                .text();
    }

    /** TC1. */
    @Test
    void redirectIsFollowedAsBrowsersDo() {
        try (TestClient client = client(redirecting())) {
            assertEquals("GET  null null", posted(client, 301));
            assertEquals("GET  null null", posted(client, 302));
            assertEquals("GET  null null", posted(client, 303));
            assertEquals("POST x text/x 1", posted(client, 307));
            assertEquals("POST x text/x 1", posted(client, 308));
            assertEquals("DELETE  null null", client.delete("/again/302").text());
            assertEquals("GET  null null", client.delete("/again/303").text());
            assertEquals(200, client.head("/again/303").status());
        }
    }

    @Test
    void urlIsWhereRedirectsEnded() {
        try (TestClient client = client(redirecting())) {
            assertEquals(
                    "http://testserver/end?from=307",
                    client.get("/again/307").url().toString());
            assertEquals(
                    "http://example.org/end",
                    client.header("Host", "example.org").get("/end").url().toString());
        }
    }

    @Test
    void redirectsAreNotFollowedWhenTold() {
        try (TestClient client = client(redirecting()).followsRedirects(false)) {
            assertEquals("/end?from=307", client.get("/again/307").headers().get("Location"));
            assertEquals(200, client.followsRedirects(true).get("/again/307").status());
        }
    }

    @Test
    void redirectToAnotherHostIsTheAnswer() {
        try (TestClient client = client(redirecting())) {
            assertEquals("https://example.org/", client.get("/away").headers().get("Location"));
            assertEquals(302, client.get("/nowhere").status());
            assertEquals(201, client.get("/created").status());
        }
    }

    @Test
    void redirectsThatDoNotEndAreAnError() {
        try (TestClient client = client(redirecting())) {
            Throwable e = assertThrows(IllegalStateException.class, () -> client.get("/loop"));
            assertEquals(
                    "GET /loop was redirected 21 times, in the end to /loop. The test client follows 20;"
                            + " followsRedirects(false) shows the first.",
                    e.getMessage());
        }
    }

    // errors

    /** TC3. */
    @Test
    void bugOfTheAppReachesTheTestUnchanged() {
        IOException bug = new IOException("a bug");
        try (TestClient client = client(request -> {
            throw bug;
        })) {
            assertSame(bug, assertThrows(IOException.class, () -> client.get("/")));
            assertEquals(
                    "Internal Server Error",
                    client.raisesServerExceptions(false).get("/").text());
            assertSame(
                    bug,
                    assertThrows(
                            IOException.class,
                            () -> client.raisesServerExceptions(true).get("/")));
        }
    }

    /** TC3. */
    @Test
    void bugReachesTheTestAlsoWhenAHandlerAnswersIt() {
        IllegalStateException bug = new IllegalStateException("a bug");
        Servlette app = Servlette.builder()
                .routes(Route.get("/", request -> Reply.from(CompletableFuture.failedFuture(bug))))
                .exceptionHandler(Exception.class, (request, e) -> new PlainTextResponse("sorry", 500))
                .build();
        try (TestClient client = new TestClient(app)) {
            assertSame(bug, assertThrows(IllegalStateException.class, () -> client.get("/")));
            assertEquals("sorry", client.raisesServerExceptions(false).get("/").text());
        }
    }

    @Test
    void errorOfTheVirtualMachineReachesTheTestInAnyCase() {
        OutOfMemoryError error = new OutOfMemoryError();
        try (TestClient client = client(request -> {
            throw error;
        })) {
            client.raisesServerExceptions(false);
            assertSame(error, assertThrows(OutOfMemoryError.class, () -> client.get("/")));
        }
    }

    @Test
    void connectionThatWasCutIsAnError() {
        IllegalStateException bug = new IllegalStateException("a bug");
        try (TestClient client = client(request -> new StreamingResponse("text/plain", out -> {
            out.write('a');
            out.flush();
            throw bug;
        }))) {
            assertSame(bug, assertThrows(IllegalStateException.class, () -> client.get("/")));
            client.raisesServerExceptions(false);
            UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> client.get("/"));
            assertEquals(
                    "The connection was cut before the answer to GET / was whole.",
                    e.getCause().getMessage());
            assertSame(bug, e.getCause().getCause());
        }
    }

    // time and threads

    @Test
    void handlerRunsOnAnotherThreadThanTheTest() {
        try (TestClient client = echo(r -> Thread.currentThread().getName())) {
            assertNotEquals(Thread.currentThread().getName(), client.get("/").text());
        }
    }

    @Test
    void answerThatDoesNotComeIsAnError() {
        try (TestClient client = client(request -> Reply.from(new CompletableFuture<Response>()))) {
            client.timeout(Duration.ofMillis(20));
            UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> client.get("/late"));
            assertEquals(SocketTimeoutException.class, e.getCause().getClass());
            assertEquals(
                    "GET /late was not answered within 0.02 s. TestClient.timeout(..) sets the limit of every wait.",
                    e.getCause().getMessage());
            client.timeout(Duration.ofSeconds(10)); // the end has its time
        }
    }

    /** TC7. */
    @Test
    void answerThatDoesNotEndIsAnError() {
        try (TestClient client = client(request -> new StreamingResponse("text/plain", TestClientTest::writeForEver))) {
            client.timeout(Duration.ofMillis(50));
            UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> client.get("/"));
            assertEquals(
                    "GET / was not answered to its last byte within 0.05 s. TestClient.timeout(..) sets the limit of every"
                            + " wait.",
                    e.getCause().getMessage());
            client.timeout(Duration.ofSeconds(10));
        }
    }

    private static void writeForEver(OutputStream out) throws IOException {
        while (true) {
            out.write(1);
            out.flush();
        }
    }

    @Test
    void answerThatIsTooLargeToKeepIsAnError() {
        byte[] much = new byte[(64 << 20) + 1];
        try (TestClient client = client(request -> new Response(much, "text/x"))) {
            Throwable e = assertThrows(IllegalStateException.class, () -> client.get("/"));
            assertEquals(
                    "GET / is answered with more than 67108864 bytes. The test client keeps no more at once; read it with"
                            + " TestClient.stream(..).",
                    e.getMessage());
        }
    }

    @Test
    void handlerThatHangsIsSaidWhenTheClientIsClosed() {
        CountDownLatch interrupted = new CountDownLatch(1);
        TestClient client = client(request -> hang(interrupted)).timeout(Duration.ofMillis(20));
        assertThrows(UncheckedIOException.class, () -> client.get("/"));
        UncheckedIOException e = assertThrows(UncheckedIOException.class, client::close);
        assertEquals(
                "A request did not end within 0.02 s. TestClient.timeout(..) sets the limit of every wait.",
                e.getCause().getMessage());
        assertTrue(isReached(interrupted));
    }

    private static Response hang(CountDownLatch interrupted) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return new Response(200);
        } finally {
            interrupted.countDown();
        }
    }

    private static boolean isReached(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void interruptedTestDoesNotWait() {
        try (TestClient client = client(request -> Reply.from(new CompletableFuture<Response>()))) {
            Thread.currentThread().interrupt();
            UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> client.get("/"));
            assertTrue(Thread.interrupted());
            assertEquals(
                    "GET / was not answered before this thread was interrupted.",
                    e.getCause().getMessage());
        }
    }

    @Test
    void timeoutMustBeLongerThanZero() {
        try (TestClient client = echo(TestClientTest::line)) {
            for (Duration limit : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
                Throwable e = assertThrows(IllegalArgumentException.class, () -> client.timeout(limit));
                assertEquals(
                        "The timeout " + limit + " was given to a test client. It is longer than zero; leave it out for"
                                + " 10 s.",
                        e.getMessage());
            }
        }
    }

    /** BG1. */
    @Test
    void backgroundTaskHasEndedWhenTheAnswerIsThere() {
        CountDownLatch answered = new CountDownLatch(1);
        Response response = new PlainTextResponse("now").withBackground(() -> log.add("later " + isReached(answered)));
        try (TestClient client = client(request -> {
            request.onComplete(end -> answered.countDown());
            return response;
        })) {
            assertEquals("now", client.get("/").text());
            assertEquals(List.of("later true"), log);
        }
    }

    /** The worker that brings the answer brings the task too, a moment later: often enough to be seen. */
    @Test
    void backgroundTaskOfAPendingReplyHasEndedToo() {
        Response response = new PlainTextResponse("now").withBackground(() -> log.add("later"));
        try (TestClient client = client(request -> Reply.from(CompletableFuture.supplyAsync(
                () -> response, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))))) {
            for (int i = 1; i <= 200; i++) {
                assertEquals("now", client.get("/").text());
                assertEquals(i, log.size());
            }
        }
    }

    /** BG1: the first one that fails, when all have run. */
    @Test
    void backgroundTaskThatFailsIsThrown() {
        IOException first = new IOException("first");
        Response response = new PlainTextResponse("now")
                .withBackground(() -> {
                    throw first;
                })
                .withBackground(() -> {
                    throw new IOException("second");
                })
                .withBackground(() -> log.add("third"));
        try (TestClient client = client(request -> response)) {
            assertSame(first, assertThrows(IOException.class, () -> client.get("/")));
            assertEquals(List.of("third"), log);
            assertEquals("now", client.raisesServerExceptions(false).get("/").text());
        }
    }

    @Test
    void backgroundTaskThatDoesNotEndIsAnError() {
        CountDownLatch end = new CountDownLatch(1);
        Response response = new Response(204).withBackground(end::await);
        try (TestClient client = client(request -> response).timeout(Duration.ofMillis(50))) {
            UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> client.get("/"));
            assertEquals(
                    "GET / was answered, but a background task did not end within 0.05 s. TestClient.timeout(..) sets the"
                            + " limit of every wait.",
                    e.getCause().getMessage());
            end.countDown();
        }
    }

    @Test
    void replyWaitsOnItsThreadWhereAsyncIsNotSupported() {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        try (TestClient client = client(request -> {
            request.onComplete(end -> log.add(Thread.currentThread().getName()));
            log.add(Thread.currentThread().getName());
            return Reply.from(stage.completeOnTimeout(new Response(204), 20, TimeUnit.MILLISECONDS));
        })) {
            assertEquals(204, client.supportsAsync(false).get("/").status());
            assertEquals(log.get(0), log.get(1));
        }
    }

    // lifespan

    private static final State.Key<String> STARTED = new State.Key<>("started");

    private Servlette living() {
        return Servlette.builder()
                .routes(Route.get(
                        "/", request -> new PlainTextResponse(request.state().get(STARTED))))
                .lifespan(state -> {
                    state.set(STARTED, "yes");
                    return () -> log.add("stopped");
                })
                .build();
    }

    /** TC4. */
    @Test
    void lifespanStartsAndStops() {
        TestClient client = new TestClient(living());
        assertEquals("yes", client.state().get(STARTED));
        assertEquals("yes", client.get("/").text());
        client.close();
        client.close();
        assertEquals(List.of("stopped"), log);
    }

    /** LF2. */
    @Test
    void errorAtTheStartIsThrownUnchanged() {
        IOException error = new IOException("no database");
        Servlette app = Servlette.builder()
                .lifespan(state -> {
                    throw error;
                })
                .build();
        assertSame(error, assertThrows(IOException.class, () -> new TestClient(app)));
    }

    /** LF3. */
    @Test
    void errorAtTheStopIsThrownUnchanged() {
        IOException error = new IOException("no database");
        Servlette app = Servlette.builder()
                .lifespan(state -> () -> {
                    throw error;
                })
                .build();
        TestClient client = new TestClient(app);
        assertSame(error, assertThrows(IOException.class, client::close));
        client.close();
    }

    /** LF1. */
    @Test
    void requestsEndBeforeTheLifespanDoes() {
        CountDownLatch begun = new CountDownLatch(1);
        Servlette app = Servlette.builder()
                .routes(Route.get(
                        "/",
                        request -> new StreamingResponse("text/plain", out -> {
                            begun.countDown();
                            try {
                                writeForEver(out);
                            } finally {
                                log.add("request ended");
                            }
                        })))
                .lifespan(state -> () -> log.add("stopped"))
                .build();
        TestClient client = new TestClient(app);
        client.stream("/");
        client.close();
        assertEquals(List.of("request ended", "stopped"), log);
    }

    @Test
    void closedClientSendsNothing() {
        TestClient client = echo(TestClientTest::line);
        client.close();
        Throwable e = assertThrows(IllegalStateException.class, () -> client.get("/a"));
        assertEquals(
                "GET /a was sent by a TestClient that is closed. Its app has stopped; send before close(), or make another"
                        + " client.",
                e.getMessage());
    }

    /** TC4. */
    @Test
    void clientMayBeUsedInsideAHandler() {
        try (TestClient inner = echo(TestClientTest::line);
                TestClient outer = echo(request -> inner.get(request.path()).text())) {
            assertEquals("GET /a", outer.get("/a").text());
        }
    }

    @Test
    void mountIsAHandlerLikeAnyOther() {
        try (TestClient client = client(Mount.of("/a", Route.get("/b", request -> new PlainTextResponse("b"))))) {
            assertEquals("b", client.get("/a/b").text());
            assertEquals(404, client.get("/b").status());
        }
    }

    /** Design, request 23: the one source of time is moved by the test. */
    @Test
    void clockStandsStillUntilItIsMoved() {
        try (TestClient client = echo(request -> request.clock().instant().toString())) {
            Instant before = Instant.parse(client.get("/").text());
            assertEquals(before, Instant.parse(client.get("/").text()));
            client.advance(Duration.ofDays(15));
            assertEquals(
                    before.plus(Duration.ofDays(15)),
                    Instant.parse(client.get("/").text()));
        }
    }

    /** A reply that comes later, by the app's time, is there when the time has been moved. */
    @Test
    void whatWaitsForTheAppsTimeGoesOn() {
        try (TestClient client = client(TestClientTest::inAMinute)) {
            CompletableFuture<String> text =
                    CompletableFuture.supplyAsync(() -> client.get("/a").text());
            while (!text.isDone()) {
                client.advance(Duration.ofMinutes(1));
            }
            assertEquals("GET /a", text.join());
        }
    }

    private static Reply inAMinute(Request request) {
        CompletableFuture<Response> later = new CompletableFuture<>();
        Time time = request.scope().lifetime().time();
        time.after(Duration.ofMinutes(1), () -> later.complete(new PlainTextResponse(line(request))));
        return Reply.from(later);
    }

    @Test
    void timeIsNotMovedWhileAHandlerIsAtWork() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (TestClient client = client(request -> {
            begun.countDown();
            end.await();
            return new Response(204);
        })) {
            CompletableFuture<TestResponse> answer = new CompletableFuture<>();
            Thread asking = new Thread(() -> answer.complete(client.get("/slow")));
            asking.start();
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            while (asking.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait(); // with the limit that there was
            }
            Throwable e = assertThrows(
                    UncheckedIOException.class,
                    () -> client.timeout(Duration.ofMillis(20)).advance(Duration.ofMinutes(1)));
            assertEquals(
                    "java.net.SocketTimeoutException: The app did not come to rest for advance(PT1M), with [GET /slow]"
                            + " open, within 0.02 s. TestClient.timeout(..) sets the limit of every wait.",
                    e.getMessage());
            end.countDown();
            assertEquals(204, answer.join().status());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A writer that waits until the client reads is no work that would end by itself. */
    @Test
    void timeIsMovedWhileTheAppWaitsForTheClient() {
        try (TestClient client = client(request -> new StreamingResponse("text/plain", TestClientTest::writeForEver));
                TestStream stream = client.stream("/")) {
            client.advance(Duration.ofMinutes(1));
            assertEquals(200, stream.status());
        }
    }

    @Test
    void timeGoesForward() {
        try (TestClient client = echo(TestClientTest::line)) {
            client.advance(Duration.ZERO);
            Throwable e = assertThrows(IllegalArgumentException.class, () -> client.advance(Duration.ofSeconds(-1)));
            assertEquals(
                    "advance(PT-1S) was called on a test client. Time goes forward; give zero or more.",
                    e.getMessage());
        }
    }
}
