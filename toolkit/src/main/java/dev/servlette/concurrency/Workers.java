package dev.servlette.concurrency;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a running app, which may block: one group where replies go on that were not ready, one for sockets, one
 * for background tasks, so that none starves another.
 *
 * <p>Where there are no virtual threads each group has at most 200 platform threads, which end when they are idle; what
 * comes when all are busy waits its turn, but a socket is refused.
 */
public final class Workers implements Executor, AutoCloseable {
    /** How many platform threads a group has, unless {@link Options#maxThreads} says otherwise. */
    private static final int MAX_THREADS = 200;

    /**
     * What workers may be told at their start. Immutable: each option gives a copy.
     *
     * @param drain how long {@link Workers#close} waits for tasks before it interrupts them
     * @param maxThreads how many platform threads each group has; virtual threads have no limit
     * @param decorator what is put around every task where it is handed over, to carry a logging or tracing context along
     */
    public record Options(Duration drain, int maxThreads, UnaryOperator<Runnable> decorator) {
        /** Checks the sizes. */
        public Options {
            if (drain.isNegative()) {
                throw new IllegalArgumentException(
                        "drain(" + drain + ") was given to Workers. It is zero or more; zero waits for nothing.");
            }
            if (maxThreads < 1) {
                throw new IllegalArgumentException(
                        "maxThreads(" + maxThreads + ") was given to Workers. Each group needs one thread at least.");
            }
        }

        /** Options with this time for draining, 200 threads a group, and nothing around tasks. */
        public Options(Duration drain) {
            this(drain, MAX_THREADS, UnaryOperator.identity());
        }

        /** A copy with another number of platform threads in each group. */
        public Options maxThreads(int threads) {
            return new Options(drain, threads, decorator);
        }

        /** A copy that puts this around every task; it is called on the thread that hands the task over. */
        public Options decorator(UnaryOperator<Runnable> around) {
            return new Options(drain, maxThreads, around);
        }
    }

    /** Threads of one purpose, and the tasks that they have. */
    private record Group(ExecutorService threads, InFlight inFlight) {}

    private final Options options;
    private final Group replies;
    private final Group sockets;
    private final Group background;
    private final @Nullable ClassLoader loader;

    private Workers(
            Options options, Function<String, ExecutorService> waiting, Function<String, ExecutorService> refusing) {
        this.options = options;
        this.replies = new Group(waiting.apply("servlette-reply-"), new InFlight());
        this.sockets = new Group(refusing.apply("servlette-socket-"), new InFlight());
        this.background = new Group(waiting.apply("servlette-background-"), new InFlight());
        this.loader = Thread.currentThread().getContextClassLoader();
    }

    /**
     * Workers of the kind that this JDK has: virtual threads from 21 on, platform threads before. Their tasks see the context
     * class loader of the thread that calls this.
     */
    public static Workers start(Options options) {
        PlatformThreads platform = new PlatformThreads(options.maxThreads());
        return new Workers(
                options, VirtualThreads.orElse(platform::waiting), VirtualThreads.orElse(platform::refusing));
    }

    /**
     * Workers of the kind that this JDK has; else like {@link #start(Options)}.
     *
     * @param drain how long {@link #close} waits for tasks before it interrupts them
     */
    public static Workers start(Duration drain) {
        return start(new Options(drain));
    }

    /** Workers of platform threads, on a JDK that has virtual ones too; else like {@link #start(Options)}. */
    public static Workers platform(Options options) {
        PlatformThreads platform = new PlatformThreads(options.maxThreads());
        return new Workers(options, platform::waiting, platform::refusing);
    }

    /**
     * Runs a task that goes on with a reply.
     *
     * @throws RejectedExecutionException after {@link #close}
     */
    @Override
    public void execute(Runnable task) {
        hand(task, replies);
    }

    /** Where sockets are served; refuses one when all its threads are busy, and after {@link #close}. */
    public Executor sockets() {
        return task -> hand(task, sockets);
    }

    /** Where background tasks run; refuses them after {@link #close}. */
    public Executor background() {
        return task -> hand(task, background);
    }

    private void hand(Runnable task, Group group) {
        group.inFlight().started();
        try {
            Runnable decorated = options.decorator().apply(task);
            group.threads().execute(() -> run(decorated, group.inFlight()));
        } catch (RuntimeException | Error e) {
            group.inFlight().ended();
            throw e;
        }
    }

    private void run(Runnable task, InFlight inFlight) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
            inFlight.ended();
        }
    }

    /** How many tasks of all groups are running or waiting at this moment. */
    public int inFlight() {
        return replies.inFlight().count()
                + sockets.inFlight().count()
                + background.inFlight().count();
    }

    /**
     * Waits until no background task is running or waiting.
     *
     * @return whether that came true in time
     * @throws InterruptedException when this thread is interrupted meanwhile
     */
    public boolean awaitBackground(long timeout, TimeUnit unit) throws InterruptedException {
        return background.inFlight().awaitNone(unit.toNanos(timeout));
    }

    /**
     * Takes no more tasks, waits for those it has, and interrupts what is left when the time is over; sockets, which may
     * stay open for ever, at once.
     */
    @Override
    public void close() {
        long deadline = System.nanoTime() + options.drain().toNanos();
        replies.threads().shutdown();
        interrupt(sockets);
        end(replies, deadline);
        end(sockets, deadline);
        background.threads().shutdown(); // only now, as replies that end bring tasks
        end(background, deadline);
    }

    private static void end(Group group, long deadline) {
        try {
            if (!group.threads().awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                interrupt(group);
            }
        } catch (InterruptedException e) {
            interrupt(group);
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts the tasks that run; those that still waited never will, so they are not in flight any more. */
    private static void interrupt(Group group) {
        group.threads().shutdownNow().forEach(never -> group.inFlight().ended());
    }
}
