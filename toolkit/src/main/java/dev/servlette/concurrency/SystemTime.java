package dev.servlette.concurrency;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The time of this machine, which passes whatever is at work. */
final class SystemTime implements Time {
    private static final Logger LOG = System.getLogger("dev.servlette");
    private static final int IDLE_SECONDS = 30;

    private final Clock clock = Clock.systemUTC();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, task -> PlatformThreads.daemon(task, "servlette-time"), new ThreadPoolExecutor.DiscardPolicy());

    SystemTime() {
        timer.setRemoveOnCancelPolicy(true); // or what was cancelled would be kept until its time
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        long nanos = TimeUnit.NANOSECONDS.convert(delay); // as long as can be, when it is longer
        Future<?> later = timer.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
        return () -> later.cancel(false);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A task that was to be done later failed.", e);
        }
    }

    @Override
    public void workBegins() {
        // It passes all the same.
    }

    @Override
    public void workEnds() {
        // It passes all the same.
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
