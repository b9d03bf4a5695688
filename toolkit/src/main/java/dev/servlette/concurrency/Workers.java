package dev.servlette.concurrency;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a running app, which may block: one group where replies go on that were not ready, another for background
 * tasks, so that neither starves the other.
 *
 * <p>Where there are no virtual threads each group has at most 200 platform threads, which end when they are idle; what
 * comes when all are busy waits its turn.
 */
public final class Workers implements Executor, AutoCloseable {
    private static final int MAX_THREADS = 200;
    private static final int IDLE_SECONDS = 30;

    private final ExecutorService replies;
    private final ExecutorService background;
    private final @Nullable ClassLoader loader;
    private final Duration drain;
    private final InFlight backgroundInFlight = new InFlight();

    Workers(@Nullable ClassLoader loader, Duration drain, Function<String, ExecutorService> pools) {
        this.replies = pools.apply("servlette-reply-");
        this.background = pools.apply("servlette-background-");
        this.loader = loader;
        this.drain = drain;
    }

    /**
     * Workers of the kind that this JDK has: virtual threads from 21 on, platform threads before. Their tasks see the context
     * class loader of the thread that calls this.
     *
     * @param drain how long {@link #close} waits for tasks before it interrupts them
     */
    public static Workers start(Duration drain) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return new Workers(loader, drain, VirtualThreads.orElse(Workers::pool));
    }

    static ExecutorService pool(String prefix) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory threads = task -> daemon(task, prefix + count.incrementAndGet());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a task that goes on with a reply.
     *
     * @throws RejectedExecutionException after {@link #close}
     */
    @Override
    public void execute(Runnable task) {
        replies.execute(() -> run(task));
    }

    /** Where background tasks run; refuses them after {@link #close}. */
    public Executor background() {
        return this::inBackground;
    }

    private void inBackground(Runnable task) {
        backgroundInFlight.started();
        try {
            background.execute(() -> runInBackground(task));
        } catch (RejectedExecutionException e) {
            backgroundInFlight.ended();
            throw e;
        }
    }

    private void runInBackground(Runnable task) {
        try {
            run(task);
        } finally {
            backgroundInFlight.ended();
        }
    }

    private void run(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Waits until no background task is running or waiting.
     *
     * @return whether that came true in time
     * @throws InterruptedException when this thread is interrupted meanwhile
     */
    public boolean awaitBackground(long timeout, TimeUnit unit) throws InterruptedException {
        return backgroundInFlight.awaitNone(unit.toNanos(timeout));
    }

    /** Takes no more tasks, waits for those it has, and interrupts what is left when the time is over. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + drain.toNanos();
        replies.shutdown();
        background.shutdown();
        end(replies, deadline);
        end(background, deadline);
    }

    private static void end(ExecutorService pool, long deadline) {
        try {
            if (!pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
