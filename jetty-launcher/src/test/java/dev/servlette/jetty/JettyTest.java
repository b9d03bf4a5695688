package dev.servlette.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.events.EventStreamResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JettyTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.get("/", request -> new PlainTextResponse("home")),
                        Route.get("/one/{name}", request -> new PlainTextResponse(request.pathParam("name"))),
                        Route.get("/all/{rest:path}", request -> new PlainTextResponse(request.pathParam("rest"))),
                        Route.get(
                                "/later",
                                request -> Reply.from(
                                        CompletableFuture.supplyAsync(() -> new PlainTextResponse("later")))))
                .lifespan(state -> {
                    events.add("open");
                    return () -> events.add("close");
                })
                .build();
    }

    private static HttpResponse<String> get(RunningServer server, String path) throws Exception {
        URI uri = URI.create(server.uri() + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesUntilItIsClosed() throws Exception {
        try (RunningServer server = Jetty.start(app(), 0)) {
            assertEquals("http://127.0.0.1:" + server.port(), server.uri().toString());
            assertEquals("home", get(server, "/").body());
            assertEquals("later", get(server, "/later").body());
        }
        assertEquals(List.of("open", "close"), List.copyOf(events));
    }

    @Test
    void whoeverWaitsForItsEndIsToldOfIt() throws Exception {
        RunningServer server = Jetty.start(app(), 0);
        Thread waiting = new Thread(() -> {
            server.join();
            events.add("joined");
        });
        waiting.start();
        server.close();
        assertEquals(List.of("open", "close", "joined"), List.of(events.take(), events.take(), events.take()));
    }

    /** Design rule 20. */
    @Test
    void encodedSlashesAndPercentsAndEmptySegmentsReachTheApp() throws Exception {
        try (RunningServer server = Jetty.start(app(), 0)) {
            assertEquals("a/b", get(server, "/one/a%2Fb").body());
            assertEquals("100%", get(server, "/one/100%25").body());
            assertEquals("a//b", get(server, "/all/a//b").body());
        }
    }

    @Test
    void whatJettyRefusesIsAnsweredInPlainWordsWithoutItsName() throws Exception {
        try (RunningServer server = Jetty.start(app(), 0)) {
            HttpResponse<String> response = get(server, "/one/%00");
            assertEquals(400, response.statusCode());
            assertEquals("Bad Request", response.body());
            assertEquals(
                    "text/plain; charset=utf-8",
                    response.headers().firstValue("Content-Type").orElseThrow());
            assertFalse(response.headers().map().containsKey("Server"));
        }
    }

    @Test
    void aWildcardAddressIsReachedOnThisMachine() throws Exception {
        try (RunningServer server = Jetty.start(app(), "0.0.0.0", 0)) {
            assertEquals("http://127.0.0.1:" + server.port(), server.uri().toString());
            assertEquals("home", get(server, "/").body());
        }
    }

    @Test
    void anAddressOfSixIsWrittenInBrackets() {
        assertEquals("http://[::1]:8000", RunningServer.uri("::1", 8000).toString());
        assertEquals("http://[::1]:8000", RunningServer.uri("::", 8000).toString());
        assertEquals(
                "http://localhost:8000", RunningServer.uri("localhost", 8000).toString());
    }

    @Test
    void aPortThatCannotBeIsNamed() {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> Jetty.start(app(), 70_000));
        assertEquals(
                "Nothing can listen on 127.0.0.1, port 70000: port out of range:70000."
                        + " Give another host or port; port 0 takes a free one.",
                e.getMessage());
    }

    @Test
    void aFailureToStartComesOutUnchanged() {
        IOException failure = new IOException("no database");
        Servlette app = Servlette.builder()
                .lifespan(state -> {
                    throw failure;
                })
                .build();
        assertSame(failure, assertThrows(IOException.class, () -> Jetty.start(app, 0)));
    }

    @Test
    void aPortThatIsTakenIsNamedAndTheAppNotStarted() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            IllegalStateException e =
                    assertThrows(IllegalStateException.class, () -> Jetty.start(app(), "0.0.0.0", port));
            String reason = assertInstanceOf(BindException.class, e.getCause().getCause())
                    .getMessage();
            assertEquals(
                    "Nothing can listen on 0.0.0.0, port " + port + ": " + reason
                            + ". Give another host or port; port 0 takes a free one.",
                    e.getMessage());
            assertTrue(events.isEmpty());
        }
    }

    @Test
    void aHostThatIsNotKnownIsNamed() {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> Jetty.start(app(), "no host", 80));
        assertEquals(
                "Nothing can listen on no host, port 80: java.nio.channels.UnresolvedAddressException."
                        + " Give another host or port; port 0 takes a free one.",
                e.getMessage());
    }

    @Test
    void aRequestThatHasBegunIsAnsweredBeforeTheStop() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<PlainTextResponse> answer = new CompletableFuture<>();
        Servlette slow = Servlette.of(Route.get("/", request -> {
            begun.countDown();
            return Reply.from(answer);
        }));
        RunningServer server = Jetty.start(slow, 0);
        CompletableFuture<HttpResponse<String>> response =
                CLIENT.sendAsync(HttpRequest.newBuilder(server.uri()).build(), HttpResponse.BodyHandlers.ofString());
        begun.await();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        answer.complete(new PlainTextResponse("done"));
        assertEquals("done", response.join().body());
        stopped.join();
    }

    @Test
    void runServesUntilItsThreadIsInterrupted() throws Exception {
        Thread runner = new Thread(() -> {
            Jetty.run(app(), 0);
            events.add(Thread.currentThread().isInterrupted() ? "interrupted" : "not interrupted");
        });
        Logger log = Logger.getLogger("dev.servlette");
        Handler handler = new Lines();
        log.addHandler(handler);
        runner.start();
        assertEquals("open", events.take());
        String line = events.take();
        log.removeHandler(handler);
        assertTrue(line.matches("Serving on http://127\\.0\\.0\\.1:\\d+ \\(Ctrl-C stops it\\)\\."), line);
        runner.interrupt();
        assertEquals(List.of("close", "interrupted"), List.of(events.take(), events.take()));
    }

    @Test
    void aRequestThatDoesNotEndIsNotWaitedForForever() throws Exception {
        Logger log = Logger.getLogger("dev.servlette");
        Handler handler = new Lines();
        log.addHandler(handler);
        CountDownLatch begun = new CountDownLatch(1);
        Servlette hanging = Servlette.of(Route.get("/", request -> {
            begun.countDown();
            return Reply.from(new CompletableFuture<>());
        }));
        RunningServer server = RunningServer.start(hanging, "127.0.0.1", 0, Duration.ofMillis(20));
        CLIENT.sendAsync(HttpRequest.newBuilder(server.uri()).build(), HttpResponse.BodyHandlers.ofString());
        begun.await();
        server.close();
        log.removeHandler(handler);
        assertTrue(events.contains("Jetty did not stop cleanly."), () -> events.toString());
    }

    /** Jetty waits for requests before it stops the app, and a stream would wait for the app. */
    @Test
    void streamsEndAtTheBeginningOfAStop() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Servlette streaming = Servlette.of(Route.get(
                "/",
                request -> new EventStreamResponse(stream -> {
                    begun.countDown();
                    while (stream.sleep(Duration.ofHours(1))) {
                        stream.send("tick");
                    }
                })));
        RunningServer server = Jetty.start(streaming, 0);
        CompletableFuture<HttpResponse<String>> response =
                CLIENT.sendAsync(HttpRequest.newBuilder(server.uri()).build(), HttpResponse.BodyHandlers.ofString());
        begun.await();
        long start = System.nanoTime();
        server.close();
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(8)); // a stop has 10 s
        assertEquals(":\n\n", response.join().body());
    }

    private static Servlette closing(AutoCloseable closeable) {
        return Servlette.builder().lifespan(state -> closeable).build();
    }

    /** A second close has nothing to close, and nobody to tell of. */
    @Test
    void anInterruptWhileTheLifespanClosesStaysSet() throws Exception {
        RunningServer server = Jetty.start(closing(() -> Thread.currentThread().interrupt()), 0);
        server.close();
        assertTrue(Thread.interrupted());
        server.close();
        assertFalse(Thread.interrupted());
    }

    @Test
    void aLifespanThatIsInterruptedKeepsTheFlag() throws Exception {
        RunningServer server = Jetty.start(
                closing(() -> {
                    throw new InterruptedException("closing");
                }),
                0);
        server.close();
        assertTrue(Thread.interrupted());
    }

    /** Notes what is logged. */
    private final class Lines extends Handler {
        @Override
        public void publish(LogRecord entry) {
            events.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
