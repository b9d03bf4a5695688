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
 * The threads of a running app, which may block: one group for what handlers hand over, one where replies go on that were not ready,
 * one for sockets, one for background tasks, one that runs nothing of the app, so that none starves another. Handlers and lifespans
 * find them in the state, and never close them.
 *
 * <pre>{@code
 * Workers workers = request.state().get(Workers.class);
 * return Reply.from(CompletableFuture.supplyAsync(this::slow, workers).thenApply(JsonResponse::new));
 * }</pre>
 *
 * <p>Where they are no virtual threads each group has at most so many platform threads as its {@link Options} say, which end
 * when they are idle; what comes when all are busy waits its turn, but a socket is refused.
 */
public final class Workers implements Executor, AutoCloseable {
    /**
     * What the workers of an app may be told. Immutable: each option gives a copy.
     *
     * <pre>{@code
     * static final Workers.Options WORKERS = new Workers.Options().maxThreads(50).usesVirtualThreads(false);
     * }</pre>
     *
     * @param drain how long {@link Workers#close} waits for tasks before it interrupts them
     * @param maxThreads how many platform threads each group has; virtual threads have no limit
     * @param usesVirtualThreads whether threads are virtual on a JDK that has them
     * @param decorator what is put around work that is done later, to carry a logging or tracing context along; {@code null} for
     *     nothing
     */
    public record Options(
            Duration drain,
            int maxThreads,
            boolean usesVirtualThreads,
            @Nullable UnaryOperator<Runnable> decorator) {
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

        /** The usual options: 10 seconds for draining, 200 threads a group, virtual ones where the JDK has them, no decorator. */
        public Options() {
            this(Duration.ofSeconds(10), 200, true, null);
        }

        /** A copy with another time for draining. */
        public Options drain(Duration limit) {
            return new Options(limit, maxThreads, usesVirtualThreads, decorator);
        }

        /** A copy with another number of platform threads in each group. */
        public Options maxThreads(int threads) {
            return new Options(drain, threads, usesVirtualThreads, decorator);
        }

        /** A copy that uses virtual threads where the JDK has them, or platform threads everywhere. */
        public Options usesVirtualThreads(boolean where) {
            return new Options(drain, maxThreads, where, decorator);
        }

        /**
         * A copy with this decorator. It is called on a thread whose context is to be kept, and what it returns is run on the
         * thread that needs it, once for each part of the work; it must run the task that the decorator was given, and
         * afterwards put back what it found.
         */
        public Options decorator(UnaryOperator<Runnable> around) {
            return new Options(drain, maxThreads, usesVirtualThreads, around);
        }
    }

    /** Threads of one purpose, and the tasks that they have. */
    private record Group(ExecutorService threads, InFlight inFlight) {}

    private final Options options;
    private final Time time;
    private final InFlight here = new InFlight();
    private final Group tasks;
    private final Group replies;
    private final Group sockets;
    private final Group background;
    private final Group upkeep;
    private final @Nullable ClassLoader loader;

    private Workers(
            Options options,
            Time time,
            Function<String, ExecutorService> waiting,
            Function<String, ExecutorService> refusing) {
        this.options = options;
        this.time = time;
        this.tasks = new Group(waiting.apply("servlette-task-"), new InFlight());
        this.replies = new Group(waiting.apply("servlette-reply-"), new InFlight());
        this.sockets = new Group(refusing.apply("servlette-socket-"), new InFlight());
        this.background = new Group(waiting.apply("servlette-background-"), new InFlight());
        this.upkeep = new Group(waiting.apply("servlette-upkeep-"), new InFlight());
        this.loader = Thread.currentThread().getContextClassLoader();
    }

    /**
     * Workers that take tasks from now on. Their tasks see the context class loader of the thread that calls this, and are at
     * work in this time.
     */
    public static Workers start(Options options, Time time) {
        PlatformThreads platform = new PlatformThreads(options.maxThreads());
        return options.usesVirtualThreads()
                ? new Workers(
                        options,
                        time,
                        VirtualThreads.orElse(platform::waiting),
                        VirtualThreads.orElse(platform::refusing))
                : new Workers(options, time, platform::waiting, platform::refusing);
    }

    /** What they were told at their start. */
    public Options options() {
        return options;
    }

    /** Runs a task on this thread, a host's; a stop waits for it as for those on threads of this. */
    public void runHere(Runnable task) {
        here.started();
        try {
            task.run();
        } finally {
            here.ended();
        }
    }

    /**
     * Runs a task beside what handlers do, in the context of the thread that hands it over (Starlette: {@code run_in_threadpool}). A
     * task that waits for another one may wait for ever where the threads are platform threads and all of them do so.
     *
     * @throws RejectedExecutionException after {@link #close}
     */
    @Override
    public void execute(Runnable task) {
        handInContext(task, tasks);
    }

    /**
     * Where replies go on, and where sockets are told what a thread of the host may not tell; refuses tasks after {@link #close}. Such a task brings its {@link TaskContext} along, as that is older than
     * its hand-over; nothing is put around it here.
     */
    public Executor replies() {
        return task -> hand(task, replies);
    }

    /**
     * Where sockets are served and streams of events written, in the context of the thread that hands them over; refuses one when all
     * its threads are busy, and after {@link #close}.
     */
    public Executor sockets() {
        return task -> handInContext(task, sockets);
    }

    /** Where background tasks run, in the context of the thread that hands them over; refuses them after {@link #close}. */
    public Executor background() {
        return task -> handInContext(task, background);
    }

    /**
     * Where what stays open is asked for signs of life and is closed, which may have to wait for a client; refuses that after
     * {@link #close}. Code of the app is not run here, so whatever the app does, none of this is late.
     */
    public Executor upkeep() {
        return task -> hand(task, upkeep);
    }

    private void handInContext(Runnable task, Group group) {
        TaskContext context = TaskContext.of(options.decorator());
        hand(() -> context.run(task), group);
    }

    private void hand(Runnable task, Group group) {
        started(group);
        try {
            group.threads().execute(() -> run(task, group));
        } catch (RuntimeException | Error e) {
            ended(group);
            throw e;
        }
    }

    private void started(Group group) {
        time.workBegins();
        group.inFlight().started();
    }

    private void ended(Group group) {
        group.inFlight().ended();
        time.workEnds();
    }

    private void run(Runnable task, Group group) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            time.work(task);
        } finally {
            thread.setContextClassLoader(before);
            ended(group);
        }
    }

    /** How many tasks of all groups are running or waiting at this moment. */
    public int inFlight() {
        return tasks.inFlight().count()
                + replies.inFlight().count()
                + sockets.inFlight().count()
                + background.inFlight().count()
                + upkeep.inFlight().count();
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
        interrupt(sockets);
        awaitHere(deadline);
        tasks.threads().shutdown();
        end(tasks, deadline);
        replies.threads().shutdown(); // only now, as tasks that end complete replies
        end(replies, deadline);
        end(sockets, deadline);
        background.threads().shutdown(); // only now, as replies that end bring tasks
        end(background, deadline);
        upkeep.threads().shutdown(); // last, as all of them may leave something to be closed
        end(upkeep, deadline);
    }

    private void awaitHere(long deadline) {
        try {
            here.awaitNone(deadline - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Group group, long deadline) {
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
    private void interrupt(Group group) {
        group.threads().shutdownNow().forEach(never -> ended(group));
    }
}
