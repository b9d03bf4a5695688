package dev.servlette.concurrency;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Groups of at most so many daemon threads, which end when they are idle; one is started only when none is idle. */
final class PlatformThreads {
    private static final int IDLE_SECONDS = 30;

    private final int max;

    PlatformThreads(int max) {
        this.max = max;
    }

    /** A group in which a task waits while all threads are busy; the threads have a number after the prefix. */
    ExecutorService waiting(String prefix) {
        return pool(prefix, new Idle(), PlatformThreads::keep);
    }

    /** A group that refuses a task while all threads are busy. */
    ExecutorService refusing(String prefix) {
        return pool(prefix, new SynchronousQueue<>(), new ThreadPoolExecutor.AbortPolicy());
    }

    private ExecutorService pool(String prefix, BlockingQueue<Runnable> queue, RejectedExecutionHandler whenBusy) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory threads = task -> daemon(task, prefix + count.incrementAndGet());
        return new ThreadPoolExecutor(0, max, IDLE_SECONDS, TimeUnit.SECONDS, queue, threads, whenBusy);
    }

    /** Where idle threads wait. A pool that is told that none took its task starts another one, as long as it may. */
    @SuppressWarnings("serial") // no pool writes its queue
    static final class Idle extends LinkedTransferQueue<Runnable> {
        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        void keep(Runnable task) {
            super.offer(task);
        }
    }

    /** Has a task wait while all threads are busy, as far as the pool could see. */
    static void keep(Runnable task, ThreadPoolExecutor pool) {
        ((Idle) pool.getQueue()).keep(task);
        if (pool.isShutdown() && pool.remove(task)) {
            throw new RejectedExecutionException("The app has stopped. Its workers take no more tasks.");
        }
        if (pool.getPoolSize() == 0 && pool.remove(task)) {
            pool.execute(task); // the last thread had just ended
        }
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
