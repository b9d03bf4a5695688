package dev.servlette.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnbatchingTest {
    private final List<String> log = new ArrayList<>();
    private final Out out = new Out();
    private final Unbatching unbatching = new Unbatching(out);

    /** Notes what comes out, and asks for more each time if it is told to. */
    private final class Out implements Flow.Subscriber<ByteBuffer> {
        private Flow.Subscription subscription;
        private boolean eager;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            log.add(UTF_8.decode(buffer).toString());
            if (eager) {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable e) {
            log.add("error " + e.getMessage());
        }

        @Override
        public void onComplete() {
            log.add("complete");
        }
    }

    private final class In implements Flow.Subscription {
        @Override
        public void request(long n) {
            log.add("asked " + n);
        }

        @Override
        public void cancel() {
            log.add("cancelled");
        }
    }

    private static List<ByteBuffer> batch(String... texts) {
        List<ByteBuffer> batch = new ArrayList<>();
        for (String text : texts) {
            batch.add(ByteBuffer.wrap(text.getBytes(UTF_8)));
        }
        return batch;
    }

    private void expect(String... lines) {
        assertEquals(List.of(lines), log);
        log.clear();
    }

    @Test
    void nothingIsAskedForBeforeSomebodyAsks() {
        unbatching.onSubscribe(new In());
        expect();
    }

    @Test
    void buffersComeOneAtATime() {
        unbatching.onSubscribe(new In());
        out.subscription.request(1);
        expect("asked 1");
        unbatching.onNext(batch("a", "b"));
        expect("a");
        out.subscription.request(1);
        expect("b");
        out.subscription.request(1);
        expect("asked 1");
    }

    @Test
    void severalThatWereAskedForComeAtOnce() {
        unbatching.onSubscribe(new In());
        out.subscription.request(3);
        unbatching.onNext(batch("a", "b"));
        expect("asked 1", "a", "b", "asked 1");
    }

    @Test
    void emptyBatchIsNoBuffer() {
        unbatching.onSubscribe(new In());
        out.subscription.request(1);
        unbatching.onNext(batch());
        expect("asked 1", "asked 1");
    }

    @Test
    void readerThatAsksInsideGetsAllInOrder() {
        out.eager = true;
        unbatching.onSubscribe(new In());
        out.subscription.request(1);
        unbatching.onNext(batch("a", "b", "c"));
        expect("asked 1", "a", "b", "c", "asked 1");
    }

    @Test
    void endComesAfterTheLastBuffer() {
        unbatching.onSubscribe(new In());
        out.subscription.request(1);
        unbatching.onNext(batch("a", "b"));
        unbatching.onComplete();
        expect("asked 1", "a");
        out.subscription.request(1);
        expect("b", "complete");
        out.subscription.request(1);
        expect();
    }

    @Test
    void endNeedsNotBeAskedFor() {
        unbatching.onSubscribe(new In());
        unbatching.onComplete();
        expect("complete");
    }

    @Test
    void failureComesAfterTheLastBuffer() {
        unbatching.onSubscribe(new In());
        out.subscription.request(1);
        unbatching.onNext(batch("a", "b"));
        unbatching.onError(new IOException("e"));
        out.subscription.request(1);
        expect("asked 1", "a", "b", "error e");
    }

    @Test
    void cancelledReaderGetsNothingMore() {
        unbatching.onSubscribe(new In());
        out.subscription.request(1);
        unbatching.onNext(batch("a", "b"));
        out.subscription.cancel();
        out.subscription.request(1);
        unbatching.onNext(batch("c"));
        unbatching.onComplete();
        expect("asked 1", "a", "cancelled");
    }

    @Test
    void askingForMoreThanThereCanBeIsAskingForAll() {
        unbatching.onSubscribe(new In());
        out.subscription.request(Long.MAX_VALUE);
        out.subscription.request(Long.MAX_VALUE);
        unbatching.onNext(batch("a"));
        expect("asked 1", "a", "asked 1");
    }

    /** Asking for nothing is against the rules of Reactive Streams; the reader is not left waiting. */
    @Test
    void askingForNothingIsAskingForAll() {
        unbatching.onSubscribe(new In());
        out.subscription.request(0);
        unbatching.onNext(batch("a", "b"));
        expect("asked 1", "a", "b", "asked 1");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverMeetsNothingIsLostOrDoubledOrTooMuch(int seed) {
        RandomBatches run = new RandomBatches(new Random(seed), Integer.MAX_VALUE);
        run.play(200);
        run.finish();
        assertEquals(run.sent(), run.emitted());
        assertEquals(1, run.ends());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoeverCancelsInsideASignalHearsNothingMore(int seed) {
        int cancelsAt = 1 + seed % 20;
        RandomBatches run = new RandomBatches(new Random(seed), cancelsAt);
        run.play(200);
        run.finish();
        assertTrue(run.isCancelled());
        assertEquals(cancelsAt, run.emitted());
        assertEquals(0, run.ends());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverTwoThreadsDoAtOnceNothingIsLost(int seed) throws Exception {
        RandomBatches run = new RandomBatches(new Random(seed), Integer.MAX_VALUE);
        run.meet(200);
        run.finish();
        assertEquals(run.sent(), run.emitted());
        assertEquals(1, run.ends());
    }

    private static IntStream seeds() {
        return IntStream.range(0, 200);
    }
}
