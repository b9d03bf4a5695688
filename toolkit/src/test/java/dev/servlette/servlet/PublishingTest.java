package dev.servlette.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.requests.ClientDisconnect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublishingTest {
    private final Container container = new Container("GET", "/");
    private final List<@Nullable Throwable> ends = new ArrayList<>();
    private final Publishing publishing = new Publishing(container.response(), ends::add);
    private final Source source = new Source();

    /** A publisher that does what the test says, and counts. */
    private static final class Source implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
        Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
        long requested;
        boolean cancelled;

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> given) {
            subscriber = given;
            given.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        void next(String text) {
            out().onNext(ByteBuffer.wrap(text.getBytes(UTF_8)));
        }

        Flow.Subscriber<? super ByteBuffer> out() {
            return Objects.requireNonNull(subscriber);
        }
    }

    private void firstBuffer() throws IOException {
        publishing.subscribeTo(source);
        source.next("one");
        container.becomesReady();
    }

    @Test
    void theContainerIsTouchedWithTheFirstBuffer() throws IOException {
        publishing.subscribeTo(source);
        assertNull(container.writeListener);
        source.next("one");
        assertEquals("", container.text());
        container.becomesReady();
        assertEquals(List.of("write[3]", "flush[]"), container.calls());
    }

    @Test
    void theNextBufferIsAskedForWhenTheContainerIsReady() throws IOException {
        firstBuffer();
        assertEquals(2, source.requested);
        container.ready = false;
        source.next("two");
        assertEquals("one", container.text());
        assertEquals(2, source.requested);
        container.becomesReady();
        assertEquals("onetwo", container.text());
        assertEquals(3, source.requested);
    }

    @Test
    void endsAfterTheLastByte() throws IOException {
        firstBuffer();
        container.ready = false;
        source.next("two");
        source.out().onComplete();
        assertEquals(List.of(), ends);
        container.becomesReady();
        assertEquals("onetwo", container.text());
        assertEquals(1, ends.size());
        assertNull(ends.get(0));
    }

    @Test
    void anEmptyBodyEndsWithoutTouchingTheContainer() {
        publishing.subscribeTo(source);
        source.out().onComplete();
        assertNull(ends.get(0));
        assertNull(container.writeListener);
    }

    @Test
    void anEmptyBufferIsNotWritten() {
        publishing.subscribeTo(source);
        source.next("");
        assertNull(container.writeListener);
        assertEquals(2, source.requested);
    }

    @Test
    void theFailureOfAPublisherIsHandedOn() throws IOException {
        firstBuffer();
        IOException failure = new IOException("its file is gone");
        source.out().onError(failure);
        source.out().onError(new IllegalStateException("again"));
        assertEquals(1, ends.size());
        assertSame(failure, ends.get(0));
    }

    @Test
    void aPublisherMayFailToSubscribe() {
        IllegalStateException failure = new IllegalStateException("no source");
        publishing.subscribeTo(subscriber -> {
            throw failure;
        });
        assertSame(failure, ends.get(0));
    }

    @Test
    void aPublisherMayFailToGiveMore() {
        IllegalStateException failure = new IllegalStateException("no more");
        publishing.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                throw failure;
            }

            @Override
            public void cancel() {}
        });
        assertSame(failure, ends.get(0));
    }

    @Test
    void aWriteThatFailsCancelsThePublisher() throws IOException {
        container.broken = new IOException("reset");
        firstBuffer();
        assertTrue(source.cancelled);
        assertSame(
                container.broken,
                assertInstanceOf(ClientDisconnect.class, ends.get(0)).getCause());
    }

    @Test
    void theContainersWordThatTheClientLeftCancelsThePublisher() throws IOException {
        firstBuffer();
        IOException reset = new IOException("reset");
        Objects.requireNonNull(container.writeListener).onError(reset);
        publishing.gone(new IOException("again"));
        assertTrue(source.cancelled);
        assertEquals(1, ends.size());
        assertSame(reset, assertInstanceOf(ClientDisconnect.class, ends.get(0)).getCause());
    }

    @Test
    void nothingIsWrittenAfterTheEnd() throws IOException {
        firstBuffer();
        publishing.gone(new IOException("reset"));
        source.next("two");
        source.out().onComplete();
        assertEquals("one", container.text());
        assertEquals(1, ends.size());
    }

    @Test
    void aSubscriptionThatComesTooLateIsCancelled() {
        publishing.gone(new IOException("reset"));
        publishing.subscribeTo(source);
        assertTrue(source.cancelled);
    }

    @Test
    void aSecondSubscriptionIsCancelled() {
        publishing.subscribeTo(new Source());
        publishing.subscribeTo(source);
        assertTrue(source.cancelled);
        assertEquals(0, source.requested);
    }

    @Test
    void aBufferThatWasNotRequestedIsAnError() {
        publishing.subscribeTo(source);
        source.next("one");
        source.next("two");
        assertEquals(
                "A publisher gave a buffer that was not requested. It must wait for request(n) (Reactive Streams, rule 1.1).",
                Objects.requireNonNull(ends.get(0)).getMessage());
        assertTrue(source.cancelled);
    }

    @Test
    void anEndBeforeTheSubscriptionIsAnEnd() {
        publishing.onComplete();
        assertNull(ends.get(0));
    }

    @Test
    void buffersMayGrow() throws IOException {
        firstBuffer();
        source.next("longer");
        source.next("short");
        assertEquals("onelongershort", container.text());
    }

    @Test
    void aLargeBufferIsWrittenInChunks() throws IOException {
        publishing.subscribeTo(source);
        source.out().onNext(ByteBuffer.allocateDirect(150_000));
        container.becomesReady();
        assertEquals(List.of("write[65536]", "write[65536]", "write[18928]", "flush[]"), container.calls());
    }

    @Test
    void aPublisherThatAnswersAtOnceDoesNotNestCalls() throws IOException {
        publishing.subscribeTo(subscriber -> subscriber.onSubscribe(new Counting(subscriber, 100_000)));
        container.becomesReady();
        assertEquals(100_000, container.written.size());
        assertNull(ends.get(0));
    }

    /** A publisher that answers each request at once, on the thread that asks. */
    private record Counting(Flow.Subscriber<? super ByteBuffer> subscriber, int[] left) implements Flow.Subscription {
        Counting(Flow.Subscriber<? super ByteBuffer> subscriber, int buffers) {
            this(subscriber, new int[] {buffers});
        }

        @Override
        public void request(long n) {
            if (left[0]-- > 0) {
                subscriber.onNext(ByteBuffer.wrap(new byte[1]));
            } else {
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {}
    }
}
