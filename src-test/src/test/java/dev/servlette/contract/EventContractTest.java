package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.events.EventFeed;
import dev.servlette.events.EventSink;
import dev.servlette.events.EventStreamResponse;
import dev.servlette.events.EventWriter;
import dev.servlette.events.ServerSentEvent;
import dev.servlette.handlers.Handler;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Server-sent events. */
class EventContractTest extends Contract {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String HEAD = """
            200
            Cache-Control: no-store
            Content-Type: text/event-stream; charset=utf-8
            X-Accel-Buffering: no
            """;

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> toSend = new LinkedBlockingQueue<>();
    private final SubmissionPublisher<ServerSentEvent> published = new SubmissionPublisher<>();
    private final EventFeed feed = new EventFeed(10, OFTEN);

    @Override
    Servlette app() {
        return Servlette.of(
                Route.get("/three", writing(events -> IntStream.range(0, 3).forEach(i -> events.send("e" + i)), LONG)),
                Route.get("/large", writing(events -> events.send("x".repeat(300_000)), LONG)),
                Route.get("/nothing", writing(events -> {}, LONG)),
                Route.get("/queued", writing(this::sendQueued)),
                Route.get("/published", request -> EventStreamResponse.from(published)),
                Route.get("/feed", feed::subscribe),
                Route.get("/sleeps", writing(this::sleep)),
                Route.get("/waits", writing(events -> toSend.take(), LONG)),
                Route.get("/fails", writing(EventContractTest::fail, LONG)),
                Route.get("/alive", request -> new PlainTextResponse("alive")));
    }

    private static Handler writing(EventWriter writer) {
        return writing(writer, OFTEN);
    }

    private static Handler writing(EventWriter writer, Duration heartbeat) {
        return request -> new EventStreamResponse(writer, heartbeat);
    }

    private void sendQueued(EventSink events) throws InterruptedException {
        for (String next = toSend.take(); !next.isEmpty(); next = toSend.take()) {
            events.send(ServerSentEvent.of(next).withId(next.length()));
        }
    }

    private void sleep(EventSink events) {
        log.add("began");
        log.add("slept " + events.sleep(LONG) + ", open " + events.isOpen());
    }

    private static void fail(EventSink events) {
        events.send("begun");
        throw new IllegalStateException("secret");
    }

    private String logged() throws InterruptedException {
        return log.poll(10, TimeUnit.SECONDS);
    }

    private Incoming open(String path) throws IOException {
        Incoming stream = deployment().open(Ask.get(path));
        assertEquals(Answered.of(HEAD).head(), stream.head().head());
        return stream;
    }

    /** The next line that is no comment, nor the empty one after it. */
    private static String event(Incoming stream) throws IOException {
        String line = stream.line();
        while (line != null && (line.equals(":") || line.isEmpty())) {
            line = stream.line();
        }
        return line;
    }

    @Test
    void eventsAreSentInTheirOrder() throws IOException {
        expect(Ask.get("/three"), HEAD + "\n:\n\ndata: e0\n\ndata: e1\n\ndata: e2\n\n");
        expect(Ask.get("/nothing"), HEAD + "\n:\n\n");
        expect(Ask.get("/large"), HEAD + "\n:\n\ndata: " + "x".repeat(300_000) + "\n\n");
    }

    @Test
    void headHasNoEvents() throws IOException {
        expect(Ask.head("/three"), HEAD);
        expect(Ask.head("/feed"), HEAD);
        assertEquals(0, feed.size());
    }

    /** Each arrives before the next one is there. */
    @Test
    void eachEventArrivesWhenItIsSent() throws IOException {
        try (Incoming stream = open("/queued")) {
            for (String data : new String[] {"a", "bc", "def"}) {
                toSend.add(data);
                assertEquals("id: " + data.length(), event(stream));
                assertEquals("data: " + data, event(stream));
            }
            toSend.add("");
            assertNull(event(stream));
        }
    }

    @Test
    void eventsOfAPublisherArriveWhenTheyArePublished() throws Exception {
        try (Incoming stream = open("/published")) {
            assertEquals(":", stream.line());
            awaitTrue(published::hasSubscribers);
            for (String data : new String[] {"a", "b"}) {
                published.submit(ServerSentEvent.of(data));
                assertEquals("data: " + data, event(stream));
            }
            published.getSubscribers().forEach(subscriber -> subscriber.onComplete());
            assertNull(event(stream));
        }
    }

    /** Rounds, each of which makes the time pass; a limit on how many. */
    private void awaitTrue(BooleanSupplier claim) {
        long start = System.nanoTime();
        while (!claim.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20), "It never came true.");
            deployment().passes(OFTEN);
        }
    }

    @Test
    void readerThatComesBackGetsWhatItMissed() throws Exception {
        String last = "é€";
        try (Incoming stream = open("/feed")) {
            assertEquals(":", stream.line());
            awaitTrue(() -> feed.size() == 1);
            feed.send(ServerSentEvent.of("a").withId(last));
            assertEquals("id: Ã©â\u0082¬", event(stream).replace(last, "Ã©â\u0082¬"));
            assertEquals("data: a", event(stream));
        }
        awaitTrue(() -> feed.size() == 0);
        feed.send(ServerSentEvent.of("b").withId(2));
        try (Incoming stream = deployment().open(Ask.get("/feed").header("Last-Event-ID: Ã©â\u0082¬"))) {
            assertEquals("id: 2", event(stream));
            assertEquals("data: b", event(stream));
        }
        awaitTrue(() -> feed.size() == 0);
    }

    /** RQ12, RQ13: a comment is written now and then, and finds that nobody reads. */
    @Test
    void writerThatSleepsLearnsThatItsClientHasLeft() throws Exception {
        open("/sleeps").close();
        assertEquals("began", logged());
        while (log.isEmpty()) {
            deployment().passes(OFTEN);
        }
        assertEquals("slept false, open false", logged());
    }

    @Test
    void stopEndsStreams() throws Exception {
        Deployment stopped = deploy(Host.chosen());
        Incoming sleeping = stopped.open(Ask.get("/sleeps"));
        Incoming reading = stopped.open(Ask.get("/feed"));
        assertEquals(":", sleeping.line());
        assertEquals(":", reading.line());
        assertEquals("began", logged());
        long start = System.nanoTime();
        stopped.close();
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(8), "as long as it may take at most");
        assertEquals("slept false, open false", logged());
        assertTrue(hasEnded(sleeping));
        assertTrue(hasEnded(reading));
    }

    /** A container may close its connections before it tells the app that it stops. */
    private static boolean hasEnded(Incoming stream) {
        try {
            return event(stream) == null;
        } catch (IOException e) {
            return true;
        }
    }

    /** A writer that listens to nobody is interrupted, long before the time to drain is over. */
    @Test
    void stopInterruptsAWriterThatDoesNotNotice() throws Exception {
        Deployment stopped = deploy(Host.chosen());
        Incoming waiting = stopped.open(Ask.get("/waits"));
        assertEquals(":", waiting.line());
        long start = System.nanoTime();
        stopped.close();
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(8), "as long as it may take at most");
        waiting.close();
    }

    @Test
    void failureCutsTheConnection() throws Exception {
        expectCut(Ask.get("/fails"), HEAD, ":\n\ndata: begun\n\n");
        expect(Ask.get("/alive"), "200\nContent-Length: 5\nContent-Type: text/plain; charset=utf-8\n\nalive");
    }
}
