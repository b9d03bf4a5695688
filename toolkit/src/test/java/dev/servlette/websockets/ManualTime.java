package dev.servlette.websockets;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.Time;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A time in which what is due is done when a test says so. */
final class ManualTime implements Time {
    final AtomicInteger atWork = new AtomicInteger();
    private final List<Map.Entry<Duration, Runnable>> laters = new ArrayList<>();

    /** Does what is due next. */
    void next() {
        Map.Entry<Duration, Runnable> next;
        synchronized (laters) {
            next = laters.remove(0);
        }
        next.getValue().run();
    }

    /** What is due, as when it is. */
    List<Duration> delays() {
        synchronized (laters) {
            return laters.stream().map(Map.Entry::getKey).toList();
        }
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        Map.Entry<Duration, Runnable> later = Map.entry(delay, task);
        synchronized (laters) {
            laters.add(later);
        }
        return () -> {
            synchronized (laters) {
                laters.remove(later);
            }
        };
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
