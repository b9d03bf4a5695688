package dev.servlette.concurrency;

import java.time.Clock;
import java.time.Duration;

/**
 * The one time of a running app: what its clock says, and what is done when that has come.
 *
 * <p>That of the {@link #system} passes by itself. The test client's stands still until the test moves it, and is moved only
 * while nothing is at work, so those who work say when they begin and end. A thread that waits is not at work when it waits in
 * a {@link Pause}.
 */
public interface Time extends AutoCloseable {
    /** What time it is. */
    Clock clock();

    /**
     * Has a task run once, after this delay: on a thread that many share, so it must not block. What may block it hands to
     * {@link Workers}. After {@link #close} it never runs.
     */
    Cancellable after(Duration delay, Runnable task);

    /** Some work for the app begins, or will begin as soon as there is a thread for it. Any thread may say so. */
    void workBegins();

    /** Some work has ended that was said to begin. */
    void workEnds();

    /** Runs work that was said to begin on this thread, which is at work meanwhile. */
    default void work(Runnable task) {
        task.run();
    }

    /** Whether this thread runs work that was said to begin. A wait of any other thread is no end of work. */
    default boolean isAtWork() {
        return true;
    }

    /** Forgets what was to be done later. */
    @Override
    void close();

    /** The time of this machine. It has a thread, a daemon, only while something is to be done later. */
    static Time system() {
        return new SystemTime();
    }
}
