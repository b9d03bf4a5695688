package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A publisher of batches and a reader of buffers around an {@link Unbatching}: both keep the rules of Reactive Streams, do what
 * chance says, and fail when the other hears what it must not. Buffers are numbered as they were sent.
 */
final class RandomBatches implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Random random;
    private final int cancelsAt;
    private final Unbatching unbatching = new Unbatching(this);
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicInteger requested = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicBoolean inside = new AtomicBoolean();
    private int sent;
    private int emitted;
    private int ends;
    private boolean cancelled;

    /** With the number of buffers after which the reader cancels. */
    RandomBatches(Random random, int cancelsAt) {
        this.random = random;
        this.cancelsAt = cancelsAt;
        unbatching.onSubscribe(this);
    }

    int sent() {
        return sent;
    }

    int emitted() {
        return emitted;
    }

    int ends() {
        return ends;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** So many steps of reader and publisher, on this thread. */
    void play(int steps) {
        for (int i = 0; i < steps; i++) {
            if (random.nextBoolean()) {
                ask(1 + random.nextInt(4));
            } else {
                send(random.nextInt(4));
            }
            assertTrue(cancelled || isAtRest(), "a signal was lost");
        }
    }

    /** So many rounds: in each, a reader on another thread and the publisher on this one do something at once. */
    void meet(int rounds) throws Exception {
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            for (int round = 0; round < rounds; round++) {
                arrive();
                ask(1);
                arrive();
            }
        });
        for (int round = 0; round < rounds; round++) {
            arrive();
            send(random.nextInt(4));
            arrive();
            assertTrue(isAtRest(), "a signal was lost: nobody does anything, though there is something to do");
        }
        reader.get(10, TimeUnit.SECONDS);
    }

    /** Waits for the other of two threads, awake: they are to go on in the same moment. */
    private void arrive() {
        int both = (arrived.getAndIncrement() / 2 + 1) * 2;
        long began = System.nanoTime();
        while (arrived.get() < both) {
            assertTrue(System.nanoTime() - began < LIMIT_NANOS, "the other thread did not come");
            Thread.yield();
        }
    }

    /** Whether all was emitted that may be, and more was asked for if more may be. */
    private boolean isAtRest() {
        return emitted == requested.get() || emitted == sent && wanted.get() == 1;
    }

    /** Ends the publisher, and reads what is left. */
    void finish() {
        unbatching.onComplete();
        ask(sent + 1);
    }

    private void ask(int buffers) {
        requested.addAndGet(buffers);
        unbatching.request(buffers);
    }

    /** Sends a batch of the numbers that come next, if one is wanted. */
    private void send(int buffers) {
        if (wanted.get() == 0) {
            return;
        }
        wanted.decrementAndGet();
        List<ByteBuffer> batch = new ArrayList<>();
        for (int i = 0; i < buffers; i++) {
            batch.add(ByteBuffer.allocate(4).putInt(0, sent++));
        }
        unbatching.onNext(batch);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {}

    @Override
    public void onNext(ByteBuffer buffer) {
        assertTrue(inside.compareAndSet(false, true), "a buffer came before the one before was taken");
        assertFalse(cancelled, "a buffer came after the reader had cancelled");
        assertEquals(emitted, buffer.getInt(0));
        emitted++;
        assertTrue(emitted <= requested.get(), "more buffers came than were requested");
        if (emitted == cancelsAt) {
            unbatching.cancel();
        } else if (emitted % 3 == 0) {
            ask(1); // inside a signal, as most readers do
        }
        inside.set(false);
    }

    @Override
    public void onComplete() {
        assertEquals(sent, emitted);
        ends++;
    }

    @Override
    public void onError(Throwable e) {
        throw new AssertionError(e);
    }

    /** What the publisher hears. */
    @Override
    public void request(long batches) {
        assertFalse(cancelled, "a batch was asked for after the reader had cancelled");
        assertEquals(1, batches);
        assertEquals(1, wanted.incrementAndGet(), "batches wanted at a time");
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
