package dev.servlette.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.LoggedLines;
import dev.servlette.concurrency.Workers;
import dev.servlette.handlers.Handler;
import dev.servlette.json.Json;
import dev.servlette.requests.ClientDisconnect;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestEvents;
import dev.servlette.testclient.TestResponse;
import dev.servlette.testclient.TestStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Events that code writes. */
class EventStreamResponseTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    private static TestClient client(EventWriter writer) {
        Response response = new EventStreamResponse(writer);
        return new TestClient(request -> response);
    }

    private String logged() throws InterruptedException {
        return log.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void headersSayThatItIsAStreamThatNobodyKeeps() {
        try (TestClient client = client(events -> events.send("a"))) {
            TestResponse response = client.get("/");
            assertEquals(
                    "[Content-Type: text/event-stream; charset=utf-8, Cache-Control: no-store, X-Accel-Buffering: no]",
                    response.headers().toString());
            assertEquals(":\n\ndata: a\n\n", response.text());
        }
    }

    /** A browser's {@code onopen}, and a test that opens a stream, do not wait for the first event. */
    @Test
    void streamIsOpenBeforeItsFirstEvent() {
        CountDownLatch opened = new CountDownLatch(1);
        try (TestClient client = client(events -> {
                    opened.await();
                    events.send("a");
                });
                TestEvents events = client.events("/")) {
            opened.countDown();
            assertEquals("a", events.next().data());
        }
    }

    /** What was to be done at a moment that has come is not left until a test moves the time. */
    @Test
    void sleepOfNoTimeIsOverAtOnce() {
        try (TestClient client = client(events -> {
            events.sleep(Duration.ZERO);
            events.sleep(MINUTE.negated());
            events.send("a");
        })) {
            assertEquals(":\n\ndata: a\n\n", client.get("/").text());
        }
    }

    @Test
    void eachEventIsHandedOverByItself() {
        try (TestClient client = client(events -> {
                    events.send("a");
                    events.send("b");
                });
                TestStream stream = client.stream("/")) {
            assertEquals(":\n\n", new String(stream.readChunk()));
            assertEquals("data: a\n\n", new String(stream.readChunk()));
            assertEquals("data: b\n\n", new String(stream.readChunk()));
            assertNull(stream.readChunk());
        }
    }

    /** A response is a value: kept in a constant, it answers for ever. */
    @Test
    void responseMayBeSentAgain() {
        try (TestClient client = client(events -> events.send("a"))) {
            assertEquals(":\n\ndata: a\n\n", client.get("/").text());
            assertEquals(":\n\ndata: a\n\n", client.get("/").text());
        }
    }

    @Test
    void headHasNoEvents() {
        try (TestClient client = client(events -> log.add("written"))) {
            TestResponse response = client.head("/");
            assertEquals("text/event-stream; charset=utf-8", response.headers().get("Content-Type"));
            assertEquals("", response.text());
        }
        assertEquals(0, log.size());
    }

    @Test
    void valuesAreWrittenByTheLibraryOfTheAppThatMadeThem() {
        Json shouting = new Json() {
            @Override
            public String write(Object value) {
                return "\"" + value.toString().toUpperCase() + "\"";
            }

            @Override
            public <T> T read(String text, Class<T> type) {
                throw new IllegalStateException();
            }
        };
        Handler handler = request -> new EventStreamResponse(events -> events.send(ServerSentEvent.json("hi")));
        Servlette inner = Servlette.builder().route("/", handler).json(shouting).build();
        try (TestClient client = new TestClient(Servlette.of(Mount.of("/in", inner), Route.get("/", handler)))) {
            assertEquals(":\n\ndata: \"HI\"\n\n", client.get("/in/").text());
            assertEquals(":\n\ndata: \"hi\"\n\n", client.get("/").text());
        }
    }

    /** Only a write tells that the client has gone, and a proxy closes what is silent. */
    @Test
    void commentsAreSentWhenNothingElseIs() {
        try (TestClient client = client(events -> {
                    while (events.sleep(Duration.ofSeconds(40))) {
                        events.send("tick");
                    }
                });
                TestStream stream = client.stream("/")) {
            assertEquals(":", stream.readLine());
            assertEquals("", stream.readLine());
            client.advance(Duration.ofSeconds(14));
            client.advance(Duration.ofSeconds(1));
            assertEquals(":", stream.readLine());
            assertEquals("", stream.readLine());
            client.advance(Duration.ofSeconds(15));
            assertEquals(":", stream.readLine());
            assertEquals("", stream.readLine());
            client.advance(Duration.ofSeconds(10));
            assertEquals("data: tick", stream.readLine());
            assertEquals("", stream.readLine());
            client.advance(Duration.ofSeconds(14)); // 15 seconds after what was sent last
            client.advance(Duration.ofSeconds(1));
            assertEquals(":", stream.readLine());
        }
    }

    /** A client that does not read is sent no comments on top. */
    @Test
    void commentsDoNotPileUp() {
        try (TestClient client = client(events -> events.sleep(MINUTE));
                TestStream stream = client.stream("/")) {
            client.advance(MINUTE);
            assertEquals(":\n\n", new String(stream.readChunk()));
            assertNull(stream.readChunk());
        }
    }

    @Test
    void heartbeatIsAnOption() {
        Response response = new EventStreamResponse(events -> events.sleep(MINUTE), Duration.ofSeconds(50));
        try (TestClient client = new TestClient(request -> response);
                TestStream stream = client.stream("/")) {
            assertEquals(":\n\n", new String(stream.readChunk()));
            client.advance(Duration.ofSeconds(50));
            assertEquals(":\n\n", new String(stream.readChunk()));
        }
        Throwable e = assertThrows(
                IllegalArgumentException.class, () -> new EventStreamResponse(events -> {}, Duration.ZERO));
        assertEquals(
                "The heartbeat PT0S was given to an event stream. It is longer than zero; leave it out for 15 s.",
                e.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> new EventStreamResponse(events -> {}, Duration.ofSeconds(-1)));
    }

    /** RQ13. */
    @Test
    void sleepEndsAtOnceWhenTheClientLeaves() throws InterruptedException {
        try (TestClient client = client(events -> log.add(events.sleep(MINUTE) + " " + events.isOpen()))) {
            client.stream("/").close();
            assertEquals("false false", logged());
        }
    }

    @Test
    void sleepOfAStreamThatHasEndedIsNone() throws InterruptedException {
        try (TestClient client = client(events -> {
            events.sleep(MINUTE);
            log.add(String.valueOf(events.sleep(MINUTE)));
        })) {
            client.stream("/").close();
            assertEquals("false", logged());
        }
    }

    @Test
    void stopEndsTheStream() throws InterruptedException {
        TestClient client = client(events -> {
            events.send("a");
            log.add(events.sleep(MINUTE) + " " + events.isOpen());
        });
        TestEvents events = client.events("/");
        assertEquals("a", events.next().data());
        client.close();
        assertEquals("false false", logged());
        assertNull(events.next()); // whole: nothing was cut
    }

    @Test
    void nothingIsSentWhenTheStreamHasEnded() throws InterruptedException {
        try (TestClient client = client(events -> {
            events.sleep(MINUTE);
            log.add(assertThrows(ClientDisconnect.class, () -> events.send("late"))
                    .getCause()
                    .getMessage());
        })) {
            client.stream("/").close();
            assertEquals("The stream of events has ended.", logged());
        }
    }

    @Test
    void writerThatNoticesIsNotInterrupted() throws InterruptedException {
        CountDownLatch advanced = new CountDownLatch(1);
        try (TestClient client = client(events -> {
            events.sleep(MINUTE);
            log.add("ended");
            events.sleep(MINUTE);
            log.add("interrupted: " + Thread.interrupted());
            advanced.countDown();
        })) {
            client.stream("/").close();
            assertEquals("ended", logged());
            assertEquals("interrupted: false", logged());
            client.advance(MINUTE);
            assertTrue(advanced.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void failureCutsTheConnectionWithOneLine() {
        try (LoggedLines logged = new LoggedLines();
                TestClient client = client(events -> {
                    events.send("a");
                    throw new IllegalStateException("test");
                });
                TestEvents events = client.events("/")) {
            assertEquals("a", events.next().data());
            assertEquals(
                    "test",
                    assertThrows(IllegalStateException.class, events::next).getMessage());
            assertEquals(
                    List.of("SEVERE The body of GET / failed after 12 bytes were sent; the connection was cut."
                            + " java.lang.IllegalStateException: test"),
                    logged.lines());
        }
    }

    @Test
    void whatAWriterThrowsAfterItsEndIsNoFailure() throws InterruptedException {
        try (LoggedLines logged = new LoggedLines();
                TestClient client = client(events -> {
                    events.sleep(MINUTE);
                    log.add("failing");
                    throw new IllegalStateException("test");
                })) {
            client.stream("/").close();
            assertEquals("failing", logged());
            client.advance(Duration.ZERO);
            assertEquals(List.of(), logged.lines());
        }
    }

    @Test
    void errorOfTheVirtualMachineIsNotKept() {
        OutOfMemoryError error = new OutOfMemoryError("test");
        try (TestClient client = client(events -> {
                    throw error;
                });
                TestEvents events = client.events("/")) {
            assertSame(error, assertThrows(OutOfMemoryError.class, events::next));
        }
    }

    /** Design, request 16: they have the threads of what stays open, and starve nothing else. */
    @Test
    void answerIsA503WhenNoThreadIsLeft() {
        Servlette app = Servlette.builder()
                .route("/", request -> new EventStreamResponse(events -> events.sleep(MINUTE)))
                .workers(new Workers.Options().usesVirtualThreads(false).maxThreads(1))
                .build();
        try (TestClient client = new TestClient(app).raisesServerExceptions(false);
                TestEvents first = client.events("/")) {
            TestResponse second = client.get("/");
            assertEquals(200, first.status());
            assertEquals(
                    "503 [Content-Type: text/plain; charset=utf-8, Vary: Accept, Content-Length: 19]", head(second));
            assertEquals("Service Unavailable", second.text());
        }
    }

    private static String head(TestResponse response) {
        return response.status() + " " + response.headers();
    }

    /** Issue 5: a client that stops reading holds back the producer. */
    @Test
    void writerWaitsWhileTheClientDoesNotRead() {
        AtomicInteger sent = new AtomicInteger();
        String kilobyte = "x".repeat(1024 - "data: \n\n".length());
        try (TestClient client = client(events -> {
                    while (true) {
                        events.send(kilobyte);
                        sent.incrementAndGet();
                    }
                });
                TestEvents events = client.events("/")) {
            client.advance(Duration.ZERO);
            assertEquals(16, sent.get()); // 16 KiB are queued
            for (int i = 0; i < 100; i++) {
                events.next();
            }
            client.advance(Duration.ZERO);
            int ahead = sent.get() - 100;
            assertTrue(ahead >= 0 && ahead <= 17, ahead + " ahead");
        }
    }

    @Test
    void writerThatWaitsToSendLearnsThatTheClientHasLeft() throws InterruptedException {
        try (TestClient client = client(events -> {
            try {
                while (true) {
                    events.send("x".repeat(1000));
                }
            } finally {
                log.add("ended");
            }
        })) {
            TestEvents events = client.events("/");
            client.advance(Duration.ZERO);
            assertNull(log.peek());
            events.close();
            assertEquals("ended", logged());
        }
    }

    /** Listeners of a bus, say, while the writer itself only waits for the end. */
    @Test
    void anyThreadMaySend() {
        int count = 500;
        try (TestClient client = client(events -> {
                    Thread[] threads = {sending(events, count), sending(events, count), sending(events, count)};
                    for (Thread thread : threads) {
                        thread.join();
                    }
                });
                TestEvents events = client.events("/")) {
            for (int i = 0; i < 3 * count; i++) {
                assertEquals("x".repeat(100), events.next().data());
            }
            assertNull(events.next());
        }
    }

    private static Thread sending(EventSink events, int count) {
        Thread thread = new Thread(() -> {
            for (int i = 0; i < count; i++) {
                events.send("x".repeat(100));
            }
        });
        thread.start();
        return thread;
    }

    /** Two requests of one app that send to the client of the first: neither is at work, so the time of the test goes on. */
    @Test
    void allWhoWaitToSendRest() throws Exception {
        CompletableFuture<EventSink> sink = new CompletableFuture<>();
        CompletableFuture<Thread> sender = new CompletableFuture<>();
        Response stream = new EventStreamResponse(events -> {
            sink.complete(events);
            sendForEver(events);
        });
        Handler sending = request -> {
            sender.complete(Thread.currentThread());
            sink.join().send("from another request");
            return new PlainTextResponse("sent");
        };
        try (TestClient client =
                new TestClient(request -> request.path().equals("/send") ? sending.handle(request) : stream)) {
            TestEvents events = client.events("/");
            client.advance(Duration.ZERO);
            Thread other = new Thread(() -> log.add(client.get("/send").text()));
            other.start();
            while (sender.get(10, TimeUnit.SECONDS).getState() != Thread.State.WAITING) {
                assertTrue(other.isAlive(), "It was sent, though there is no room.");
                Thread.onSpinWait();
            }
            client.advance(Duration.ZERO);
            while (!events.next().data().equals("from another request")) {
                Thread.onSpinWait();
            }
            assertEquals("sent", logged());
            events.close();
        }
    }

    @Test
    void interruptEndsSleepAndIsKept() {
        try (TestClient client = client(events -> {
                    Thread.currentThread().interrupt();
                    boolean slept = events.sleep(MINUTE);
                    events.send(slept + " " + Thread.interrupted() + " " + events.isOpen());
                });
                TestEvents events = client.events("/")) {
            assertEquals("false true true", events.next().data());
        }
    }

    @Test
    void interruptEndsAWaitToSend() throws InterruptedException {
        try (TestClient client = client(events -> {
                    Thread.currentThread().interrupt();
                    ClientDisconnect e = assertThrows(ClientDisconnect.class, () -> sendForEver(events));
                    log.add(e.getCause().getClass().getSimpleName() + " " + Thread.interrupted());
                });
                TestEvents events = client.events("/")) {
            assertEquals("InterruptedException true", logged());
            assertEquals(200, events.status());
        }
    }

    private static void sendForEver(EventSink events) {
        while (true) {
            events.send("x".repeat(1000));
        }
    }

    @Test
    void hooksAndTasksRunAtTheEnd() throws InterruptedException {
        try (TestClient client = new TestClient(request -> {
            request.onComplete(end -> log.add(end.status() + " " + end.bytes() + " " + end.failure()));
            return new EventStreamResponse(events -> events.send("a")).withBackground(() -> log.add("task"));
        })) {
            client.get("/");
            assertEquals("200 12 null", logged());
            assertEquals("task", logged());
        }
    }

    /** Where the host cannot let go of its thread that one waits, and all is the same. */
    @Test
    void hostThatCannotLetGoStreamsToo() throws InterruptedException {
        try (TestClient client = client(events -> {
                            events.send("a");
                            log.add(String.valueOf(events.sleep(MINUTE)));
                        })
                        .supportsAsync(false);
                TestEvents events = client.events("/")) {
            assertEquals("a", events.next().data());
            client.advance(MINUTE);
            assertEquals("true", logged());
            assertNull(events.next());
        }
        assertFalse(log.contains("false"));
    }
}
