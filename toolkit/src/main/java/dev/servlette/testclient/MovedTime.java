package dev.servlette.testclient;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The time of an app in a test: it stands still until it is moved, and is moved only while nothing is at work. */
final class MovedTime implements Time {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rest = lock.newCondition();
    private final Queue<Later> laters =
            new PriorityQueue<>(Comparator.comparing(Later::at).thenComparing(Later::number));
    private volatile Instant now = Instant.now();
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet(); // that run work for the app
    private long count;
    private int atWork;

    /** A task, when it is to be done, and its place among those of that moment. */
    private record Later(Instant at, long number, Runnable task) {}

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        lock.lock();
        try {
            Later later = new Later(in(delay), count++, task);
            laters.add(later);
            return () -> forget(later);
        } finally {
            lock.unlock();
        }
    }

    private Instant in(Duration delay) {
        if (delay.isNegative()) {
            return now; // or it would go back to what is due
        }
        boolean comes = delay.compareTo(Duration.between(now, Instant.MAX)) < 0;
        return comes ? now.plus(delay) : Instant.MAX;
    }

    private void forget(Later later) {
        lock.lock();
        laters.remove(later);
        lock.unlock();
    }

    @Override
    public void workBegins() {
        lock.lock();
        atWork++;
        lock.unlock();
    }

    @Override
    public void workEnds() {
        lock.lock();
        atWork--;
        rest.signalAll();
        lock.unlock();
    }

    @Override
    public void work(Runnable task) {
        boolean begins = threads.add(Thread.currentThread());
        try {
            task.run();
        } finally {
            if (begins) {
                threads.remove(Thread.currentThread());
            }
        }
    }

    @Override
    public boolean isAtWork() {
        return threads.contains(Thread.currentThread());
    }

    /** Moves it, and does what is due on the way, each when all that the one before has set going is at rest. */
    void advance(Duration by, Wait wait) {
        Instant end = now.plus(by);
        wait.on(this::awaitRest);
        while (doNext(end)) {
            wait.on(this::awaitRest);
        }
        now = end;
    }

    /** Moves it, whatever is at work. */
    void pass(Duration by) {
        Instant end = now.plus(by);
        while (doNext(end)) {}
        now = end;
    }

    private boolean doNext(Instant end) {
        Later due = next(end);
        if (due != null) {
            due.task().run();
        }
        return due != null;
    }

    private @Nullable Later next(Instant end) {
        lock.lock();
        try {
            Later next = laters.peek();
            if (next == null || next.at().isAfter(end)) {
                return null;
            }
            now = next.at();
            return laters.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is at work, as all has ended or waits in a pause; returns whether that came true in time. */
    boolean awaitRest(long timeout, TimeUnit unit) throws InterruptedException {
        lock.lock();
        try {
            long left = unit.toNanos(timeout);
            while (atWork > 0 && left > 0) {
                left = rest.awaitNanos(left);
            }
            return atWork == 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        laters.clear();
        lock.unlock();
    }
}
