package dev.servlette.concurrency;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a decorator of {@link Workers.Options} keeps of one thread, for work that is done later: in one part or in several,
 * on one thread at a time.
 *
 * <p>Whatever the decorator does, each part runs, and once: what a decorator throws is logged, and so is a part that it forgot,
 * which runs without it.
 */
public final class TaskContext {
    private static final Logger LOG = System.getLogger("dev.servlette");

    private final Runnable decorated;
    private boolean isEntered;
    private @Nullable Runnable waiting; // a part, until the decorator has begun it
    private @Nullable Throwable thrown; // by the part

    private TaskContext(@Nullable UnaryOperator<Runnable> decorator) {
        this.decorated = decorator == null ? this::begin : decorated(decorator);
    }

    /** The context of this thread: the decorator, if there is one, is called now. */
    public static TaskContext of(@Nullable UnaryOperator<Runnable> decorator) {
        return new TaskContext(decorator);
    }

    private Runnable decorated(UnaryOperator<Runnable> decorator) {
        try {
            return Objects.requireNonNull(
                    decorator.apply(this::begin),
                    "It returned null. It must return a task that runs the one it was given.");
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "The decorator of the workers failed. Its task runs without it.", e);
            return this::begin;
        }
    }

    /** Runs a part of the work. Inside another part the context is there already. */
    public void run(Runnable part) {
        if (isEntered) {
            part.run();
            return;
        }
        isEntered = true;
        waiting = part;
        try {
            runDecorated();
            begin();
        } finally {
            isEntered = false;
            waiting = null;
        }
    }

    private void runDecorated() {
        try {
            decorated.run();
            if (waiting != null) {
                LOG.log(
                        Level.ERROR,
                        "The decorator of the workers did not run its task, which runs without it. What a decorator returns"
                                + " must run the task that it was given.");
            }
        } catch (Throwable e) {
            if (e == thrown || e instanceof VirtualMachineError) {
                throw e;
            }
            LOG.log(Level.ERROR, "What the decorator of the workers put around its task failed.", e);
        }
    }

    private void begin() {
        Runnable part = waiting;
        waiting = null;
        if (part != null) {
            try {
                part.run();
            } catch (Throwable e) {
                thrown = e;
                throw e;
            }
        }
    }
}
