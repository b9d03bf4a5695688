package dev.servlette.testclient;

import dev.servlette.concurrency.Pause;
import dev.servlette.concurrency.Time;
import dev.servlette.datastructures.Headers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way from the app to the client. As on a socket, little of it is on the way at a time: a writer
 * waits while the client does not read, and learns that the client has left when it writes.
 */
final class Answer {
    private static final int CAPACITY_BYTES = 65536;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private final Pause room; // of the one who writes
    private int status;
    private Headers headers = Headers.empty();
    private Headers trailers = Headers.empty();
    private int onTheWay;
    private boolean committed;
    private boolean left;
    private @Nullable End end;
    private @Nullable Throwable broken;
    private @Nullable Runnable whenDrained;
    private final List<Runnable> whenLeft = new ArrayList<>();

    /**
     * How an answer ended.
     *
     * @param isWhole whether all of it came, or the connection was cut
     * @param failure the app's failure, if there was one
     */
    record End(boolean isWhole, @Nullable Throwable failure) {}

    /** An answer of an app that has this time. */
    Answer(Time time) {
        room = new Pause(time);
    }

    // The app's side.

    void start(int newStatus, Headers newHeaders) {
        lock.lock();
        status = newStatus;
        headers = newHeaders;
        lock.unlock();
    }

    /** Sends these fields, when the body was sent. */
    void trailers(Headers fields) {
        lock.lock();
        trailers = fields;
        lock.unlock();
    }

    /** Sends what was written so far, status and headers first. */
    void commit() throws IOException {
        lock.lock();
        try {
            checkClient();
            committed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the client does not read. */
    void write(byte[] bytes) throws IOException {
        while (!takes(bytes)) {
            awaitRoom();
        }
    }

    private boolean takes(byte[] bytes) throws IOException {
        lock.lock();
        try {
            checkClient();
            if (onTheWay >= CAPACITY_BYTES) {
                committed = true;
                changed.signalAll();
                return false;
            }
            if (bytes.length > 0) {
                chunks.add(bytes);
                onTheWay += bytes.length;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws IOException {
        try {
            room.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The writer was interrupted while it waited for the test client to read.");
        }
    }

    private void checkClient() throws IOException {
        if (left) {
            throw new IOException("The test client has left.");
        }
    }

    /** Ends the answer, once. */
    void end(End newEnd) {
        lock.lock();
        committed |= newEnd.isWhole;
        end = newEnd;
        changed.signalAll();
        lock.unlock();
    }

    /** Tells the client of a mistake that no client could see, and that no test may pass over. */
    void breakOff(Throwable mistake) {
        lock.lock();
        broken = broken == null ? mistake : broken;
        changed.signalAll();
        lock.unlock();
    }

    /** Has a task run once, when all that was written was read. */
    void whenDrained(Runnable task) {
        lock.lock();
        boolean drained = chunks.isEmpty();
        whenDrained = drained ? null : task;
        lock.unlock();
        if (drained) {
            task.run();
        }
    }

    /** Has a task run once, when the client leaves. */
    void whenLeft(Runnable task) {
        lock.lock();
        boolean gone = left;
        whenLeft.add(task);
        lock.unlock();
        if (gone) {
            task.run();
        }
    }

    // The client's side.

    /** Goes away, whether or not the answer was whole. */
    void leave() {
        lock.lock();
        List<Runnable> tasks = left ? List.of() : List.copyOf(whenLeft);
        left = true;
        changed.signalAll();
        lock.unlock();
        room.signal(); // whoever waits to write is to learn of it
        tasks.forEach(Runnable::run);
    }

    /** Waits for status and headers. */
    void awaitHead(Wait wait) {
        lock.lock();
        try {
            while (!committed && end == null && broken == null) {
                wait.on(changed);
            }
            Unchanged.throwIfAny(broken);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for bytes; {@code null} when there are no more. */
    byte @Nullable [] read(Wait wait) {
        Runnable task = null;
        lock.lock();
        try {
            while (chunks.isEmpty() && end == null && broken == null) {
                wait.on(changed);
            }
            Unchanged.throwIfAny(broken);
            byte[] chunk = chunks.poll();
            if (chunk != null) {
                onTheWay -= chunk.length;
                room.signal();
            }
            if (chunks.isEmpty()) {
                task = whenDrained;
                whenDrained = null;
            }
            return chunk;
        } finally {
            lock.unlock();
            if (task != null) {
                task.run();
            }
        }
    }

    /** How it ended; {@code null} as long as it goes on. */
    @Nullable
    End end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** Whether status and headers have arrived. */
    boolean isCommitted() {
        lock.lock();
        try {
            return committed;
        } finally {
            lock.unlock();
        }
    }

    int status() {
        return status;
    }

    Headers headers() {
        return headers;
    }

    /** What came after the body, when it has ended. */
    Headers trailers() {
        return trailers;
    }
}
