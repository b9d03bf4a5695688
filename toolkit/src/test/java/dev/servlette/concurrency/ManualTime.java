package dev.servlette.concurrency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A time in which what is due is done when a test says so, and that counts who is at work. */
public class ManualTime implements Time {
    /** How many are at work; below zero when some wait that were never said to be. */
    public final AtomicInteger atWork = new AtomicInteger();

    private final List<Later> laters = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.EPOCH;
    private volatile boolean isClosed;

    private static final class Later {
        final Duration delay;
        final Runnable task;

        Later(Duration delay, Runnable task) {
            this.delay = delay;
            this.task = task;
        }
    }

    /** Moves the clock, which stands at the epoch, and does nothing that is due. */
    public void move(Duration by) {
        now = now.plus(by);
    }

    /** Does what is due next. */
    public void next() {
        laters.remove(0).task.run();
    }

    /** What is due, as when it is. */
    public List<Duration> delays() {
        return laters.stream().map(later -> later.delay).toList();
    }

    /** What is due, as what is done then. */
    public List<Runnable> tasks() {
        return laters.stream().map(later -> later.task).toList();
    }

    /** Does all that is due, but what becomes due by that. */
    public void all() {
        List<Later> due = List.copyOf(laters);
        laters.removeAll(due);
        due.forEach(later -> later.task.run());
    }

    /** Whether it has ended. */
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public Clock clock() {
        return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        Later later = new Later(delay, task);
        laters.add(later);
        return () -> laters.remove(later);
    }

    @Override
    public void workBegins() {
        atWork.incrementAndGet();
    }

    @Override
    public void workEnds() {
        atWork.decrementAndGet();
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
