package dev.servlette.websockets;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.Time;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Finds out whether there is still a client: asks it for a sign of life again and again, and takes one that shows none from one time
 * to the next for lost.
 */
final class Heartbeat {
    private final Time time;
    private final Duration interval;
    private final Runnable due;
    private final Runnable dead;
    private final ReentrantLock lock = new ReentrantLock();
    private Cancellable next = () -> {}; // guarded by the lock
    private boolean isStopped;
    private volatile boolean isHeard;
    private volatile boolean isHeld;
    private volatile boolean isPaused;

    /**
     * A heartbeat that has not begun.
     *
     * @param due told when it is time to {@link #ask}; must not block
     * @param dead told, once, when there is no client any more; must not block
     */
    Heartbeat(Time time, Duration interval, Runnable due, Runnable dead) {
        this.time = time;
        this.interval = interval;
        this.due = due;
        this.dead = dead;
    }

    void start() {
        isHeard = true;
        goOn();
    }

    /** Begins to wait and asks, if there is a way to, which may take as long; who was not asked need not answer. */
    void ask(BooleanSupplier ping) {
        isHeard = false;
        goOn();
        if (!ping.getAsBoolean()) {
            isHeard = true;
        }
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

    /** The same inflow, and note of its pauses: a client that is not read is not lost. */
    WebSocketChannel.Inflow noting(WebSocketChannel.Inflow inflow) {
        return new WebSocketChannel.Inflow() {
            @Override
            public void pause() {
                isPaused = true;
                inflow.pause();
            }

            @Override
            public void resume() {
                heard();
                isPaused = false;
                inflow.resume();
            }
        };
    }

    void stop() {
        lock.lock();
        isStopped = true;
        next.cancel();
        lock.unlock();
    }

    private void beat() {
        if (isPaused || isHeld || isHeard) { // what is heard is noted before these end
            due.run();
        } else {
            dead.run();
        }
    }

    private void goOn() {
        lock.lock();
        if (!isStopped) {
            next = time.after(interval, this::beat);
        }
        lock.unlock();
    }
}
