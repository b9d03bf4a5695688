package dev.servlette.concurrency;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Groups of at most so many daemon threads, which end when they are idle. */
final class PlatformThreads {
    private static final int IDLE_SECONDS = 30;

    private final int max;

    PlatformThreads(int max) {
        this.max = max;
    }

    /** A group in which a task waits while all threads are busy; the threads have a number after the prefix. */
    ExecutorService waiting(String prefix) {
        return pool(prefix, new LinkedBlockingQueue<>());
    }

    /** A group that refuses a task while all threads are busy. */
    ExecutorService refusing(String prefix) {
        return pool(prefix, new SynchronousQueue<>());
    }

    private ExecutorService pool(String prefix, BlockingQueue<Runnable> queue) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory threads = task -> daemon(task, prefix + count.incrementAndGet());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(max, max, IDLE_SECONDS, TimeUnit.SECONDS, queue, threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
