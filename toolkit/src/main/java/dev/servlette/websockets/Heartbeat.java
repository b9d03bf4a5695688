package dev.servlette.websockets;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.Time;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds out whether there is still a client: asks it for a sign of life again and again, and takes one that shows none from one time
 * to the next for lost.
 */
final class Heartbeat {
    private final Time time;
    private final Duration interval;
    private final Runnable ask;
    private final Runnable dead;
    private final ReentrantLock lock = new ReentrantLock();
    private Cancellable next = () -> {}; // guarded by the lock
    private boolean isStopped;
    private volatile boolean isHeard;
    private volatile boolean isHeld;

    /**
     * A heartbeat that has not begun.
     *
     * @param ask asks the client; must not block
     * @param dead told, once, when there is no client any more; must not block
     */
    Heartbeat(Time time, Duration interval, Runnable ask, Runnable dead) {
        this.time = time;
        this.interval = interval;
        this.ask = ask;
        this.dead = dead;
    }

    void start() {
        isHeard = true;
        wait(() -> {});
    }

    /** The client has shown that it is there. */
    void heard() {
        isHeard = true;
        isHeld = false;
    }

    /** From now on until {@link #heard} nothing can be heard of the client, for which it is not to blame. */
    void hold() {
        isHeld = true;
    }

    void stop() {
        lock.lock();
        isStopped = true;
        next.cancel();
        lock.unlock();
    }

    private void beat() {
        if (isHeard || isHeld) {
            isHeard = false;
            wait(ask);
        } else {
            dead.run();
        }
    }

    /** Does something now, and beats again after a while, unless it was stopped. */
    private void wait(Runnable now) {
        lock.lock();
        boolean goesOn = !isStopped;
        if (goesOn) {
            next = time.after(interval, this::beat);
        }
        lock.unlock();
        if (goesOn) {
            now.run();
        }
    }
}
