package dev.servlette.concurrency;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A time in which nothing is ever due, and that counts who is at work. */
public class CountedTime implements Time {
    public final AtomicInteger atWork = new AtomicInteger();

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return () -> {};
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
    public void close() {}
}
