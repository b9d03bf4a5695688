package dev.servlette.responses;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands lists of buffers on one buffer at a time: asks for the next list when the last is used up, and never emits more
 * than was requested. Emission is serial: whoever finds it running leaves it to the one that runs it.
 */
final class Unbatching implements Flow.Subscriber<List<ByteBuffer>>, Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
    private Flow.@Nullable Subscription in;
    private @Nullable Throwable failure;
    private long requested;
    private boolean asked;
    private boolean ended;
    private boolean emitting;
    private boolean done;

    Unbatching(Flow.Subscriber<? super ByteBuffer> out) {
        this.out = out;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        in = subscription;
        out.onSubscribe(this);
    }

    @Override
    public void onNext(List<ByteBuffer> batch) {
        lock.lock();
        waiting.addAll(batch);
        asked = false;
        lock.unlock();
        emit();
    }

    @Override
    public void onError(Throwable e) {
        end(e);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable e) {
        lock.lock();
        failure = e;
        ended = true;
        lock.unlock();
        emit();
    }

    @Override
    public void request(long n) {
        lock.lock();
        requested = n <= 0 ? Long.MAX_VALUE : Math.addExact(Math.min(requested, Long.MAX_VALUE - n), n);
        lock.unlock();
        emit();
    }

    @Override
    public void cancel() {
        lock.lock();
        done = true;
        waiting.clear();
        lock.unlock();
        Objects.requireNonNull(in).cancel();
    }

    private void emit() {
        lock.lock();
        boolean mine = !emitting;
        emitting = true;
        lock.unlock();
        while (mine) {
            mine = emitOne();
        }
    }

    /** Emits what may be emitted; {@code false} when there is nothing, and then the next signal emits. */
    private boolean emitOne() {
        lock.lock();
        ByteBuffer next = null;
        boolean ask = false;
        try {
            if (!done && requested > 0 && !waiting.isEmpty()) {
                next = waiting.remove();
                requested--;
            } else if (!done && ended && waiting.isEmpty()) {
                done = true;
            } else if (!done && !ended && requested > 0 && !asked) {
                ask = true;
                asked = true;
            } else {
                emitting = false;
                return false;
            }
        } finally {
            lock.unlock();
        }
        signal(next, ask);
        return true;
    }

    /** Hands on a buffer, asks for more, or else ends. */
    private void signal(@Nullable ByteBuffer next, boolean ask) {
        if (next != null) {
            out.onNext(next);
        } else if (ask) {
            Objects.requireNonNull(in).request(1);
        } else if (failure != null) {
            out.onError(failure);
        } else {
            out.onComplete();
        }
    }
}
