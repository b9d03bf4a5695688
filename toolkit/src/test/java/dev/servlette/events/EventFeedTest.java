package dev.servlette.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.LoggedLines;
import dev.servlette.json.Json;
import dev.servlette.json.JsonException;
import dev.servlette.responses.Response;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestEvents;
import dev.servlette.testclient.TestStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EventFeedTest {
    private final EventFeed feed = new EventFeed(3);

    private TestClient client() {
        return new TestClient(feed::subscribe);
    }

    private static TestEvents since(TestClient client, String lastId) {
        return client.events("/", r -> r.header("Last-Event-ID", lastId));
    }

    private void send(int... ids) {
        for (int id : ids) {
            feed.send(ServerSentEvent.of("e" + id).withId(id));
        }
    }

    private static List<String> read(TestEvents events, int count) {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(events.next().data());
        }
        return read;
    }

    @Test
    void allReadersGetWhatIsSentFromNowOn() {
        try (TestClient client = client()) {
            send(1);
            try (TestEvents one = client.events("/");
                    TestEvents other = client.events("/")) {
                send(2, 3);
                assertEquals(List.of("e2", "e3"), read(one, 2));
                assertEquals(List.of("e2", "e3"), read(other, 2));
                assertEquals(2, feed.size());
            }
        }
    }

    /** HTML Standard, section 9.2.4: a client that comes back says what it has seen last. */
    @Test
    void readerThatComesBackGetsFirstWhatItMissed() {
        try (TestClient client = client()) {
            send(1, 2, 3);
            try (TestEvents events = since(client, "1")) {
                send(4);
                assertEquals(List.of("e2", "e3", "e4"), read(events, 3));
            }
            try (TestEvents events = since(client, "4")) {
                send(5);
                assertEquals(List.of("e5"), read(events, 1));
            }
        }
    }

    @Test
    void readerThatWasAwayForLongGetsAllThatIsKept() {
        try (TestClient client = client()) {
            send(1, 2, 3, 4, 5);
            try (TestEvents events = since(client, "1")) {
                assertEquals(List.of("e3", "e4", "e5"), read(events, 3));
            }
            try (TestEvents events = since(client, "of another server")) {
                assertEquals(List.of("e3", "e4", "e5"), read(events, 3));
            }
        }
    }

    @Test
    void feedWithoutHistoryKeepsNothingForThoseWhoComeBack() {
        EventFeed without = new EventFeed(0);
        try (TestClient client = new TestClient(without::subscribe)) {
            without.send(ServerSentEvent.of("a").withId(1));
            try (TestEvents events = since(client, "0")) {
                without.send(ServerSentEvent.of("b"));
                assertEquals(List.of("b"), read(events, 1));
            }
        }
        Throwable e = assertThrows(IllegalArgumentException.class, () -> new EventFeed(-1));
        assertEquals(
                "The history size -1 was given to an event feed. It is zero or more; zero keeps none.", e.getMessage());
    }

    /** The standard has it in UTF-8, hosts read headers as Latin-1. */
    @Test
    void lastIdIsReadAsItWasWritten() {
        try (TestClient client = client()) {
            feed.send(ServerSentEvent.of("a").withId("ä€"));
            feed.send(ServerSentEvent.of("b").withId("é"));
            feed.send(ServerSentEvent.of("c").withId("ß€"));
            try (TestEvents events = since(client, "Ã¤â\u0082¬")) {
                assertEquals(List.of("b", "c"), read(events, 2));
            }
            try (TestEvents events = since(client, "é")) {
                assertEquals(List.of("c"), read(events, 1));
            }
        }
    }

    @Test
    void readerThatHasGoneIsForgotten() {
        try (TestClient client = client()) {
            client.events("/").close();
            client.advance(Duration.ZERO);
            assertEquals(0, feed.size());
            client.head("/");
            assertEquals(0, feed.size());
        }
    }

    @Test
    void stopEndsAllReaders() {
        TestClient client = client();
        TestEvents events = client.events("/");
        send(1);
        assertEquals(List.of("e1"), read(events, 1));
        client.close();
        assertNull(events.next());
        assertEquals(0, feed.size());
    }

    /** It holds a place, and no events: what it is to get next is not kept any more. */
    @Test
    void readerThatIsTooSlowIsCutOff() {
        try (TestClient client = client();
                TestStream slow = client.stream("/");
                TestEvents quick = client.events("/")) {
            for (int i = 1; i <= 300; i++) {
                send(i);
                assertEquals("e" + i, quick.next().data());
                client.advance(Duration.ZERO);
            }
            assertEquals(1, feed.size());
            assertEquals(":\n\n", new String(slow.readChunk()));
            assertThrows(RuntimeException.class, slow::readChunk);
        }
    }

    @Test
    void readerThatIsALittleSlowMissesNothing() {
        try (TestClient client = client();
                TestEvents events = client.events("/")) {
            for (int i = 0; i < 250; i++) {
                send(i);
            }
            for (int i = 0; i < 250; i++) {
                assertEquals("e" + i, events.next().data());
            }
        }
    }

    /** What is sent meanwhile takes the place of nothing that it has yet to get. */
    @Test
    void readerThatGetsAllThatIsKeptMayBeALittleSlowToo() {
        EventFeed full = new EventFeed(300);
        for (int i = 1; i <= 300; i++) {
            full.send(ServerSentEvent.of("e" + i));
        }
        Streamed client = new Streamed().to(full.subscribe(Feeds.request("of another server")));
        full.send(ServerSentEvent.of("e301"));
        client.subscription.request(2);
        assertEquals(List.of(":", "data: e1"), client.signals);
    }

    /** Reactive Streams, rule 3.17: whoever requests that much wants all. */
    @Test
    void demandMayBeAsMuchAsCanBeSaid() {
        Streamed client = new Streamed().to(feed.subscribe(Feeds.request("")));
        client.subscription.request(Long.MAX_VALUE);
        client.subscription.request(Long.MAX_VALUE);
        feed.send(ServerSentEvent.of("a"));
        assertEquals(List.of(":", "data: a"), client.signals);
    }

    @Test
    void valueThatHasNoJsonIsTheSendersMistake() {
        try (TestClient client = client();
                TestEvents events = client.events("/")) {
            assertThrows(JsonException.class, () -> feed.send(ServerSentEvent.json(Double.NaN)));
            feed.send(ServerSentEvent.json(List.of(1)));
            assertEquals("[1]", events.next().data());
        }
    }

    /** Nobody was there to say so when it was sent. */
    @Test
    void valueThatHasNoJsonIsPassedOverByThoseWhoComeBack() {
        feed.send(ServerSentEvent.json(Double.NaN).withId(1));
        feed.send(ServerSentEvent.json(Double.NaN));
        send(2);
        try (LoggedLines log = new LoggedLines();
                TestClient client = client()) {
            for (int i = 0; i < 2; i++) {
                try (TestEvents events = since(client, "0")) {
                    assertEquals("e2", events.next().data());
                }
            }
            String text = " of a feed cannot be written; it is passed over. " + JsonException.class.getName();
            assertEquals(2, log.lines().size());
            assertTrue(log.lines().get(0).startsWith("SEVERE The event \"1\"" + text), log.lines()::toString);
            assertTrue(log.lines().get(1).startsWith("SEVERE The event without an id" + text), log.lines()::toString);
        }
    }

    /** As many as are kept, without a call in a call. */
    @Test
    void readerThatPassesOverAllThatIsKeptGoesOn() {
        EventFeed large = new EventFeed(20_000);
        for (int i = 0; i < 20_000; i++) {
            large.send(ServerSentEvent.json(Double.NaN));
        }
        try (LoggedLines log = new LoggedLines();
                TestClient client = new TestClient(large::subscribe);
                TestEvents events = since(client, "0")) {
            client.advance(Duration.ZERO);
            large.send(ServerSentEvent.of("x"));
            assertEquals("x", events.next().data());
            assertEquals(20_000, log.lines().size());
        }
    }

    @Test
    void failureOfTheVirtualMachineCutsTheReaderOff() {
        feed.send(ServerSentEvent.json("a"));
        Servlette app = Servlette.builder()
                .route("/", feed::subscribe)
                .json(writing(value -> {
                    throw new InternalError("broken");
                }))
                .build();
        try (TestClient client = new TestClient(app);
                TestEvents events = since(client, "0")) {
            assertThrows(InternalError.class, events::next);
            assertEquals(0, feed.size());
        }
    }

    private static Json writing(Function<Object, String> writer) {
        return new Json() {
            @Override
            public String write(Object value) {
                return writer.apply(value);
            }

            @Override
            public <T> T read(String text, Class<T> type) {
                throw new IllegalStateException(text);
            }
        };
    }

    /** One feed may have readers in several apps. */
    @Test
    void valueIsWrittenByTheLibraryOfEachReader() {
        AtomicInteger count = new AtomicInteger();
        Json counting = writing(value -> String.valueOf(count.incrementAndGet()));
        Servlette other =
                Servlette.builder().route("/", feed::subscribe).json(counting).build();
        try (TestClient client = new TestClient(other);
                TestEvents one = client.events("/");
                TestEvents two = client.events("/")) {
            feed.send(ServerSentEvent.json("a"));
            assertEquals("1", one.next().data());
            assertEquals("1", two.next().data()); // once for all readers of an app
            try (TestClient standard = client();
                    TestEvents three = standard.events("/")) {
                feed.send(ServerSentEvent.json("b"));
                assertEquals("\"b\"", three.next().data());
            }
        }
    }

    @Test
    void readersComeAndGoWhileManyThreadsSend() throws InterruptedException {
        EventFeed large = new EventFeed(10_000);
        int threads = 4;
        int each = 250;
        CountDownLatch sent = new CountDownLatch(threads);
        try (TestClient client = new TestClient(large::subscribe);
                TestEvents all = client.events("/")) {
            for (int t = 0; t < threads; t++) {
                new Thread(() -> sendMany(large, each, sent)).start();
            }
            for (int i = 0; i < 50; i++) {
                client.events("/").close();
            }
            for (int i = 0; i < threads * each; i++) {
                assertEquals("x", all.next().data());
            }
            assertTrue(sent.await(10, TimeUnit.SECONDS));
            client.advance(Duration.ZERO);
            assertEquals(1, large.size());
        }
    }

    /** What is sent just then is sent to it, or was before it; either way it is not behind. */
    @Test
    void readerThatComesWhileAnEventIsSentIsNotTakenForASlowOne() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            feed.send(ServerSentEvent.of("before"));
        }
        Streamed client = new Streamed();
        AtomicReference<FeedReader> reader = new AtomicReference<>();
        Response response = new EventStreamResponse(EventStream.body(
                EventStreamResponse.HEARTBEAT,
                stream -> reader.updateAndGet(none -> new FeedReader(feed, stream, null))));
        Thread coming = new Thread(() -> client.to(response));
        Thread sending = new Thread(() -> reader.get().sent());
        feed.lock.lock();
        startUntilItWaits(coming);
        startUntilItWaits(sending);
        feed.lock.unlock();
        coming.join();
        sending.join();
        assertEquals(1, feed.size());
    }

    private static void startUntilItWaits(Thread thread) {
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static void sendMany(EventFeed feed, int count, CountDownLatch sent) {
        for (int i = 0; i < count; i++) {
            feed.send(ServerSentEvent.of("x"));
        }
        sent.countDown();
    }
}
