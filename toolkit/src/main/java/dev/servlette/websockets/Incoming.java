package dev.servlette.websockets;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.Pause;
import dev.servlette.concurrency.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived on a socket and was not taken yet: at most 16 messages, or as many as together are as long as one may be. The host's
 * thread waits when there is no room, and so, in the end, does the client. A host that can be told to pause is told so instead, when it
 * has brought one too many; what is on its way then is added too.
 *
 * <p>A handler takes what is there, or waits for it. Where it listens instead, the thread that brings something hands it over itself,
 * unless another one is at it, or that thread may not be held.
 */
final class Incoming {
    private static final int MAX_MESSAGES = 16;

    private final Time time;
    private final long maxSize;
    private final Duration longest;
    private final Runnable stuck;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Pause arrived;
    private final Deque<Object> messages = new ArrayDeque<>();
    private long size;
    private @Nullable Closing closing;
    private WebSocketChannel.@Nullable Inflow inflow;
    private @Nullable Cancellable paused; // as long as one waits for room
    private @Nullable Consumer<Object> listener;
    private boolean isHandingOver;
    private boolean isTold;
    private volatile @Nullable Executor listeners; // where these are told, if not by the thread that brings something

    /**
     * What arrives on a socket that is not open yet.
     *
     * @param longest how long one message may wait for room
     * @param stuck told when one has waited that long; must not block
     */
    Incoming(Time time, long maxSize, Duration longest, Runnable stuck) {
        this.time = time;
        this.arrived = new Pause(time);
        this.maxSize = maxSize;
        this.longest = longest;
        this.stuck = stuck;
    }

    /** The host is told to pause when there is no room, and its threads are not held: listeners are told on others. */
    void pauses(WebSocketChannel.Inflow host, Executor others) {
        lock.lock();
        inflow = host;
        lock.unlock();
        listeners = others;
    }

    /** Adds a text or an array of bytes. What comes after the end is dropped. */
    void put(Object message) {
        lock.lock();
        try {
            if (inflow == null && isFull()) {
                awaitRoom();
            }
            if (closing == null) {
                messages.add(message);
                size += size(message);
            }
            if (inflow != null && paused == null && isOver()) {
                paused = time.after(longest, stuck);
                inflow.pause();
            }
        } finally {
            lock.unlock();
        }
        arrived.signal();
        handOver();
    }

    /** When something has been taken, or all has ended: who still waits then has as long again. */
    private void resume() {
        if (inflow == null || paused == null) {
            return;
        }
        paused.cancel();
        paused = isOver() ? time.after(longest, stuck) : null;
        if (paused == null) {
            inflow.resume();
        }
    }

    /** Whether there is one that would have had to wait. */
    private boolean isOver() {
        return closing == null
                && (messages.size() > MAX_MESSAGES
                        || messages.size() > 1 && size - size(messages.getLast()) >= maxSize);
    }

    private boolean isFull() {
        return closing == null && (messages.size() >= MAX_MESSAGES || size >= maxSize);
    }

    private void awaitRoom() {
        Cancellable late = time.after(longest, stuck);
        while (isFull()) {
            room.awaitUninterruptibly();
        }
        late.cancel();
    }

    private static int size(Object message) {
        return message instanceof String text ? text.length() : ((byte[]) message).length;
    }

    /** Nothing more will come; a listener is told here. */
    void end(Closing last, boolean isHeard) {
        end(last, isHeard, Runnable::run);
    }

    /**
     * Nothing more will come. The first end counts.
     *
     * @param isHeard whether what was not taken yet is still to be
     * @param threads where a listener is told
     */
    void end(Closing last, boolean isHeard, Executor threads) {
        lock.lock();
        if (closing == null) {
            closing = last;
        }
        if (!isHeard) {
            messages.clear();
        }
        room.signalAll();
        resume();
        boolean isListenedTo = listener != null;
        lock.unlock();
        arrived.signal();
        if (isListenedTo) {
            threads.execute(this::handOver);
        }
    }

    /**
     * The next message, or, after the last one and from then on, the {@link Closing}. Waits for it.
     *
     * @throws InterruptedException when this thread is interrupted meanwhile
     */
    Object take() throws InterruptedException {
        Object next = poll();
        while (next == null) {
            arrived.await();
            next = poll();
        }
        return next;
    }

    private @Nullable Object poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Object next() {
        Object message = messages.poll();
        if (message == null) {
            return closing;
        }
        size -= size(message);
        room.signalAll();
        resume();
        return message;
    }

    /** Has everything from now on handed to a listener, which does not throw; the {@link Closing} last, and once. */
    void listen(Consumer<Object> newListener) {
        lock.lock();
        listener = newListener;
        lock.unlock();
        handOver();
    }

    private void handOver() {
        Consumer<Object> taker = listenerToServe();
        Executor others = listeners;
        if (taker == null) {
            return;
        }
        if (others == null) {
            handOverAll(taker);
        } else {
            others.execute(() -> handOverAll(taker));
        }
    }

    private void handOverAll(Consumer<Object> taker) {
        for (Object next = nextToHandOver(); next != null; next = nextToHandOver()) {
            taker.accept(next);
        }
    }

    private @Nullable Consumer<Object> listenerToServe() {
        lock.lock();
        try {
            if (listener == null || isHandingOver) {
                return null;
            }
            isHandingOver = true;
            return listener;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Object nextToHandOver() {
        lock.lock();
        try {
            Object next = isTold ? null : next();
            isTold = isTold || next instanceof Closing;
            isHandingOver = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
