package dev.servlette.concurrency;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts tasks that have been taken and have not ended, and waits until there are none. */
final class InFlight {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final AtomicInteger count = new AtomicInteger();

    void started() {
        count.incrementAndGet();
    }

    void ended() {
        if (count.decrementAndGet() == 0) {
            lock.lock();
            none.signalAll();
            lock.unlock();
        }
    }

    int count() {
        return count.get();
    }

    boolean awaitNone(long nanos) throws InterruptedException {
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
