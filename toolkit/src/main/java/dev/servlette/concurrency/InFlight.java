package dev.servlette.concurrency;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts tasks that have been taken and have not ended, and waits until there are none. */
final class InFlight {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean isAwaited; // once anybody has waited; before, nobody need be told

    void started() {
        count.incrementAndGet();
    }

    void ended() {
        if (count.decrementAndGet() == 0 && isAwaited) {
            lock.lock();
            none.signalAll();
            lock.unlock();
        }
    }

    int count() {
        return count.get();
    }

    boolean awaitNone(long nanos) throws InterruptedException {
        isAwaited = true; // before the count is read, so that the last one to end sees it, or this sees zero
        lock.lock();
        try {
            long left = nanos;
            while (count.get() > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
            return count.get() == 0;
        } finally {
            lock.unlock();
        }
    }
}
