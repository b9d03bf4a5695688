package dev.servlette.testclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.Time;
import dev.servlette.datastructures.Headers;
import dev.servlette.requests.ClientDisconnect;
import dev.servlette.responses.Body;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestStreamTest {
    private static TestClient writing(Body.Writer writer) {
        return new TestClient(request -> new StreamingResponse("text/plain", writer));
    }

    private static TestClient publishing(Flow.Publisher<ByteBuffer> publisher) {
        return new TestClient(request -> StreamingResponse.from("text/plain", publisher));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static <T> T within(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(10, TimeUnit.SECONDS);
    }

    @Test
    void statusAndHeadersAreThereBeforeTheBody() {
        CountDownLatch read = new CountDownLatch(1);
        try (TestClient client = writing(out -> {
                    out.flush();
                    read.await();
                    out.write(bytes("late"));
                });
                TestStream stream = client.stream("/", r -> r.query("a", 1))) {
            assertEquals(200, stream.status());
            assertEquals(
                    "[Content-Type: text/plain; charset=utf-8]",
                    stream.headers().toString());
            read.countDown();
            assertEquals("late", stream.readLine());
        }
    }

    @Test
    void linesEndInAnyWayAndAcrossChunks() {
        try (TestClient client = writing(out -> {
                    for (String part : new String[] {"on", "e\r", "\ntwo\n\nthr", "ee"}) {
                        out.write(bytes(part));
                        out.flush();
                    }
                });
                TestStream stream = client.stream("/")) {
            assertEquals("one", stream.readLine());
            assertEquals("two", stream.readLine());
            assertEquals("", stream.readLine());
            assertEquals("three", stream.readLine());
            assertNull(stream.readLine());
            assertNull(stream.readChunk());
        }
    }

    @Test
    void chunksAreWhatTheAppHandedOver() {
        try (TestClient client = writing(out -> {
                    out.write(bytes("one\ntwo"));
                    out.flush();
                    out.write(bytes("three"));
                    out.flush();
                });
                TestStream stream = client.stream("/")) {
            assertEquals("one", stream.readLine());
            assertEquals("two", new String(stream.readChunk(), UTF_8));
            assertEquals("three", new String(stream.readChunk(), UTF_8));
            assertNull(stream.readChunk());
        }
    }

    @Test
    void redirectIsFollowed() {
        try (TestClient client = new TestClient(request -> request.path().equals("/")
                        ? new Response(303).withHeader("Location", "there")
                        : new PlainTextResponse(request.path()));
                TestStream stream = client.stream("/")) {
            assertEquals("/there", stream.readLine());
        }
    }

    @Test
    void waitHasALimit() {
        CountDownLatch end = new CountDownLatch(1);
        try (TestClient client = writing(out -> {
                    out.flush();
                    end.await();
                });
                TestStream stream = client.timeout(Duration.ofMillis(20)).stream("/slow")) {
            UncheckedIOException e = assertThrows(UncheckedIOException.class, stream::readLine);
            assertEquals(
                    "GET /slow sent nothing more within 0.02 s. TestClient.timeout(..) sets the limit of every wait.",
                    e.getCause().getMessage());
            end.countDown();
            client.timeout(Duration.ofSeconds(10)); // the end has its time
        }
    }

    @Test
    void writerLearnsThatTheClientHasLeft() throws Exception {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        try (TestClient client = writing(out -> {
            try {
                while (true) {
                    out.write(new byte[10000]);
                }
            } catch (Throwable e) {
                seen.complete(e);
                throw e;
            }
        })) {
            client.stream("/").close();
            assertInstanceOf(ClientDisconnect.class, within(seen));
        }
    }

    @Test
    void writerWaitsWhileTheClientDoesNotRead() {
        AtomicInteger written = new AtomicInteger();
        CountDownLatch ahead = new CountDownLatch(2);
        try (TestClient client = writing(out -> {
                    for (int i = 0; i < 10; i++) {
                        out.write(new byte[60000]);
                        written.incrementAndGet();
                        ahead.countDown();
                    }
                });
                TestStream stream = client.stream("/")) {
            assertTrue(isReached(ahead));
            assertEquals(2, written.get());
            assertEquals(60000, stream.readChunk().length);
            assertEquals(540000, stream.readAll().length);
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
    void cutConnectionIsSeenAfterWhatWasSent() {
        IllegalStateException bug = new IllegalStateException("a bug");
        try (TestClient client = writing(out -> {
                    out.write(bytes("one\n"));
                    out.flush();
                    throw bug;
                });
                TestStream stream = client.stream("/")) {
            assertEquals("one", stream.readLine());
            assertSame(bug, assertThrows(IllegalStateException.class, stream::readLine));
        }
    }

    @Test
    void bugBeforeTheFirstByteIsThrownAtOnce() {
        IllegalStateException bug = new IllegalStateException("a bug");
        try (TestClient client = writing(out -> {
            throw bug;
        })) {
            assertSame(bug, assertThrows(IllegalStateException.class, () -> client.stream("/")));
            try (TestStream stream = client.raisesServerExceptions(false).stream("/")) {
                assertEquals("Internal Server Error", stream.readLine());
                assertNull(stream.readLine());
            }
        }
    }

    // publishers

    /** Publishes numbers as they are asked for, and notes what happens to it. */
    private static final class Numbers implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
        private final AtomicInteger asked = new AtomicInteger();
        private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
        private final CountDownLatch second = new CountDownLatch(2);
        private Flow.Subscriber<? super ByteBuffer> out;

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            out = subscriber;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            int number = asked.incrementAndGet();
            second.countDown();
            if (number <= 3) {
                out.onNext(ByteBuffer.wrap(bytes(number + "\n")));
            } else {
                out.onComplete();
            }
        }

        @Override
        public void cancel() {
            cancelled.complete(null);
        }
    }

    @Test
    void publisherIsAskedForOneBufferAtATime() {
        Numbers numbers = new Numbers();
        try (TestClient client = publishing(numbers);
                TestStream stream = client.stream("/")) {
            assertEquals(1, numbers.asked.get());
            assertEquals("1", stream.readLine());
            assertTrue(isReached(numbers.second));
            assertEquals("2\n3\n", new String(stream.readAll(), UTF_8));
            assertFalse(numbers.cancelled.isDone());
        }
    }

    @Test
    void publisherIsCancelledWhenTheClientLeaves() throws Exception {
        Numbers numbers = new Numbers();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        try (TestClient client = new TestClient(request -> {
            request.onComplete(completion -> end.complete(completion.failure()));
            return StreamingResponse.from("text/plain", numbers);
        })) {
            client.stream("/").close();
            within(numbers.cancelled);
            assertInstanceOf(ClientDisconnect.class, within(end));
        }
    }

    @Test
    void emptyBufferIsNoChunk() {
        try (TestClient client = publishing(subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                    private int asked;

                    @Override
                    public void request(long n) {
                        if (asked++ < 2) {
                            subscriber.onNext(ByteBuffer.wrap(bytes(asked == 1 ? "" : "a")));
                        } else {
                            subscriber.onComplete();
                        }
                    }

                    @Override
                    public void cancel() {}
                }));
                TestStream stream = client.stream("/")) {
            assertEquals("a", new String(stream.readChunk(), UTF_8));
            assertNull(stream.readChunk());
        }
    }

    @Test
    void clientLeavesOnce() throws Exception {
        Numbers numbers = new Numbers();
        try (TestClient client = publishing(numbers)) {
            TestStream stream = client.stream("/");
            stream.close();
            stream.close();
            within(numbers.cancelled);
        }
    }

    @Test
    void publisherThatThrowsIsAFailure() {
        IllegalStateException bug = new IllegalStateException("a bug");
        try (TestClient client = publishing(subscriber -> {
            throw bug;
        })) {
            assertSame(bug, assertThrows(IllegalStateException.class, () -> client.get("/")));
        }
    }

    @Test
    void publisherThatFailsAfterABufferCutsTheConnection() {
        IOException bug = new IOException("a bug");
        try (TestClient client = publishing(subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private int asked;

            @Override
            public void request(long n) {
                if (asked++ == 0) {
                    subscriber.onNext(ByteBuffer.wrap(bytes("one\n")));
                } else {
                    subscriber.onError(bug);
                }
            }

            @Override
            public void cancel() {}
        }))) {
            assertSame(bug, assertThrows(IOException.class, () -> client.get("/")));
        }
    }

    @Test
    void whatIsPublishedAfterTheEndIsDropped() throws Exception {
        ByHand hand = new ByHand();
        try (TestClient client = publishing(hand)) {
            CompletableFuture<TestResponse> response = CompletableFuture.supplyAsync(() -> client.get("/"));
            within(hand.out).onSubscribe(hand);
            within(hand.out).onNext(ByteBuffer.wrap(bytes("one")));
            within(hand.out).onComplete();
            within(hand.out).onNext(ByteBuffer.wrap(bytes("two")));
            assertEquals("one", within(response).text());
        }
    }

    /** Publishes when it is told to. */
    private static final class ByHand implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
        private final CompletableFuture<Flow.Subscriber<? super ByteBuffer>> out = new CompletableFuture<>();
        private final CountDownLatch cancelled = new CountDownLatch(1);

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            out.complete(subscriber);
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            cancelled.countDown();
        }
    }

    @Test
    void publisherThatIsTooLateIsCancelled() throws Exception {
        ByHand hand = new ByHand();
        TestClient client = publishing(hand).timeout(Duration.ofMillis(20));
        assertThrows(UncheckedIOException.class, () -> client.get("/"));
        client.close();
        within(hand.out).onSubscribe(hand);
        assertTrue(isReached(hand.cancelled));
    }

    @Test
    void publisherThatGoesOnAfterTheClientHasLeftIsCancelled() throws Exception {
        ByHand hand = new ByHand();
        try (TestClient client = publishing(hand)) {
            CompletableFuture<TestStream> stream = CompletableFuture.supplyAsync(() -> client.stream("/"));
            within(hand.out).onSubscribe(hand);
            within(hand.out).onNext(ByteBuffer.wrap(bytes("one")));
            within(stream).close();
            within(hand.out).onNext(ByteBuffer.wrap(bytes("two")));
            assertTrue(isReached(hand.cancelled));
        }
    }

    // what is known when a stream is opened

    private static TestStream opened(MemoryServer server, MemoryExchange exchange, boolean raises) {
        exchange.handled();
        return new TestStream(server, exchange, Duration.ofSeconds(10), raises).opened();
    }

    private static MemoryExchange exchange() {
        Outgoing request = new Outgoing("GET", RequestTarget.parse("/"), Headers.empty(), new byte[0]);
        return new MemoryExchange(request, new MemoryExchange.Place("", true, Time.system(), Runnable::run));
    }

    @Test
    void answerThatEndedWellIsOpened() throws Exception {
        MemoryServer server = new MemoryServer(request -> new Response(204));
        MemoryExchange exchange = exchange();
        exchange.start(204, Headers.empty(), -1);
        exchange.complete(null);
        assertEquals(204, opened(server, exchange, true).status());
        server.close(new Wait("The test", Duration.ofSeconds(10)));
    }

    @Test
    void cutBeforeStatusAndHeadersIsSeenAtOnce() throws Exception {
        MemoryServer server = new MemoryServer(request -> new Response(204));
        IOException bug = new IOException("a bug");
        MemoryExchange cut = exchange();
        cut.abort(bug);
        assertSame(bug, assertThrows(IOException.class, () -> opened(server, cut, true)));
        assertThrows(UncheckedIOException.class, () -> opened(server, cut, false));
        server.close(new Wait("The test", Duration.ofSeconds(10)));
    }

    @Test
    void cutAfterThemIsSeenWhereItIsRead() throws Exception {
        MemoryServer server = new MemoryServer(request -> new Response(204));
        MemoryExchange exchange = exchange();
        exchange.start(200, Headers.empty(), -1);
        exchange.output().write('a');
        exchange.output().flush();
        exchange.abort(new IOException("a bug"));
        try (TestStream stream = opened(server, exchange, false)) {
            assertEquals("a", new String(stream.readChunk(), UTF_8));
            assertThrows(UncheckedIOException.class, stream::readChunk);
        }
        server.close(new Wait("The test", Duration.ofSeconds(10)));
    }
}
