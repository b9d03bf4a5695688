package dev.servlette.testclient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** What the exchange finds wrong with the toolkit: containers would mend it quietly, or send it broken. */
class MemoryExchangeTest {
    private static final Wait WAIT = new Wait("The test", Duration.ofSeconds(10));

    private static MemoryExchange exchange(String method) {
        Outgoing request = new Outgoing(method, RequestTarget.parse("/a?b"), Headers.empty(), new byte[] {1});
        return new MemoryExchange(request, new MemoryExchange.Place("/r", true, Time.system(), Runnable::run));
    }

    private static MemoryExchange started(String method, int status, long length) throws IOException {
        MemoryExchange exchange = exchange(method);
        exchange.start(status, Headers.empty(), length);
        return exchange;
    }

    private static void write(MemoryExchange exchange, int length) throws IOException {
        exchange.output().write(new byte[length]);
    }

    @FunctionalInterface
    private interface Act {
        void on(MemoryExchange exchange) throws IOException;
    }

    /** The mistake is thrown where it is made, and into the test, whatever the toolkit does with it. */
    private static void refuses(MemoryExchange exchange, String mistake, Act act) {
        AssertionError made = assertThrows(AssertionError.class, () -> act.on(exchange));
        assertEquals(
                "The answer to " + exchange.request() + " " + mistake
                        + ". This is a fault of Servlette, not of the app;" + " please report it.",
                made.getMessage());
        if (exchange.answer().end() == null) {
            exchange.abort(made);
        }
        assertSame(
                made, assertThrows(AssertionError.class, () -> exchange.answer().awaitHead(WAIT)));
        assertSame(
                made, assertThrows(AssertionError.class, () -> exchange.answer().read(WAIT)));
    }

    @Test
    void aMistakeEndsTheWaitOfAReader() {
        MemoryExchange exchange = exchange("GET");
        AssertionError mistake = new AssertionError("x");
        exchange.answer().breakOff(mistake);
        assertSame(
                mistake,
                assertThrows(AssertionError.class, () -> exchange.answer().read(WAIT)));
    }

    @Test
    void trailersAreSaidBeforeTheStart() throws IOException {
        refuses(
                started("GET", 200, 0),
                "was given trailers after it was started",
                exchange -> exchange.trailers(Headers::empty));
    }

    @Test
    void saysWhatWasAskedFor() throws IOException {
        MemoryExchange exchange = exchange("PUT");
        assertEquals("PUT", exchange.method());
        assertEquals("/a", exchange.rawPath());
        assertEquals("b", exchange.rawQuery());
        assertEquals("/r", exchange.rootPath());
        assertEquals(Headers.empty(), exchange.headers());
        assertArrayEquals(new byte[] {1}, exchange.input().readAllBytes());
    }

    @Test
    void startComesFirstAndOnce() throws IOException {
        refuses(exchange("GET"), "was written before it was started", MemoryExchange::output);
        refuses(exchange("GET"), "was completed before it was started", e -> e.complete(null));
        refuses(started("GET", 200, 0), "was started twice", e -> e.start(200, Headers.empty(), 0));
    }

    @Test
    void headersAreOnesThatMayBeSent() {
        Headers length = Headers.of("Content-Length", "1");
        refuses(exchange("GET"), "was given a Content-Length among its headers", e -> e.start(200, length, -1));
        for (String value : new String[] {"a\r\nb", "\0", "\u007f", "\u20ac"}) {
            Headers bad = Headers.received("X-A", value);
            refuses(
                    exchange("GET"),
                    "was given a value of \"X-A\" that no header may have",
                    e -> e.start(200, bad, -1));
        }
        Headers good = Headers.received("X-A", "a\t\u00e9~");
        assertEquals(good, startedWith(good).answer().headers());
    }

    private static MemoryExchange startedWith(Headers headers) {
        MemoryExchange exchange = exchange("GET");
        try {
            exchange.start(200, headers, -1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return exchange;
    }

    /** RFC 9110, sections 8.6, 15.3.5 and 15.4.5. */
    @Test
    void statusWithoutContentHasNoLength() {
        refuses(exchange("GET"), "was given a length, which its status forbids", e -> e.start(204, Headers.empty(), 0));
        refuses(exchange("GET"), "was given a length, which its status forbids", e -> e.start(304, Headers.empty(), 0));
    }

    @Test
    void answerWithoutABodyIsNotWritten() throws IOException {
        refuses(started("HEAD", 200, 9), "has no body, and bytes were written", e -> write(e, 1));
        refuses(started("GET", 204, -1), "has no body, and bytes were written", e -> write(e, 1));
        refuses(
                started("GET", 205, 0),
                "has no body, and bytes were written",
                e -> e.output().write(1));
        refuses(started("GET", 304, -1), "has no body, and bytes were written", e -> write(e, 1));
        MemoryExchange exchange = started("HEAD", 200, 9);
        write(exchange, 0);
        exchange.complete(null);
        assertNull(exchange.answer().read(WAIT));
    }

    @Test
    void bytesMayBeWrittenOneByOne() throws IOException {
        MemoryExchange exchange = started("GET", 200, 2);
        exchange.output().write(1);
        exchange.output().write(2);
        exchange.complete(null);
        assertArrayEquals(new byte[] {1}, exchange.answer().read(WAIT));
        assertArrayEquals(new byte[] {2}, exchange.answer().read(WAIT));
        assertNull(exchange.answer().read(WAIT));
    }

    @Test
    void lengthIsKept() throws IOException {
        refuses(started("GET", 200, 1), "became longer than its Content-Length", e -> write(e, 2));
        refuses(started("GET", 200, 1), "was completed before its last byte", e -> e.complete(null));
    }

    @Test
    void endIsTheEnd() throws IOException {
        MemoryExchange exchange = started("GET", 200, 0);
        exchange.complete(null);
        refuses(exchange, "was ended twice", e -> e.abort(new IOException("cut")));
        MemoryExchange other = started("GET", 200, -1);
        other.complete(null);
        refuses(other, "was written after its end", e -> write(e, 1));
    }

    @Test
    void publishingNeedsStartAsync() {
        refuses(exchange("GET"), "was published without startAsync", e -> e.publish(subscriber -> {}, end -> {}));
    }

    @Test
    void requestThatIsForgottenIsNoticed() {
        MemoryExchange exchange = exchange("GET");
        exchange.handled();
        AssertionError e =
                assertThrows(AssertionError.class, () -> exchange.answer().awaitHead(WAIT));
        assertEquals(
                "The answer to GET /a?b was left without an end. This is a fault of Servlette, not of the app; please report"
                        + " it.",
                e.getMessage());
    }

    @Test
    void requestThatIsAnsweredLaterIsNotForgotten() {
        MemoryExchange exchange = exchange("GET");
        assertTrue(exchange.startAsync());
        exchange.handled();
        exchange.abort(new IOException("cut"));
        exchange.answer().awaitHead(WAIT);
        assertFalse(exchange.answer().isCommitted());
    }

    /** A publisher may go on for a while after the end; nothing of that is written. */
    @Test
    void whatComesAfterTheEndIsDropped() throws IOException {
        MemoryExchange exchange = started("GET", 200, -1);
        List<Object> ends = new ArrayList<>();
        MemorySubscriber subscriber = new MemorySubscriber(exchange, Runnable::run, ends::add);
        subscriber.onComplete();
        ByteBuffer late = ByteBuffer.wrap(new byte[] {1});
        subscriber.onNext(late);
        assertEquals(1, late.remaining());
        assertEquals(1, ends.size());
    }

    /** The client has left, and the publisher was not told yet. */
    @Test
    void whatIsPublishedForAClientThatLeftIsCancelled() throws IOException {
        MemoryExchange exchange = started("GET", 200, -1);
        List<Object> calls = new ArrayList<>();
        List<Runnable> later = new ArrayList<>();
        MemorySubscriber subscriber = new MemorySubscriber(exchange, later::add, calls::add);
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                calls.add("cancel");
            }
        });
        exchange.answer().leave();
        subscriber.onNext(ByteBuffer.wrap(new byte[] {1}));
        assertEquals(2, calls.size());
        assertEquals("cancel", calls.get(0));
        assertInstanceOf(ClientDisconnect.class, calls.get(1));
    }
}
