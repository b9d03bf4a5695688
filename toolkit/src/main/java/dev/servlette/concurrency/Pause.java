package dev.servlette.concurrency;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where one thread of a running app waits for what is not its own work: for the app's time, for its client. It is not at work
 * meanwhile, and is again from the moment of the signal, so the test client's time does not slip by in between. Any other thread may
 * wait here too: it never was at work for the app.
 */
public final class Pause {
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean signalled;
    private boolean waiting;

    /** A pause in the work for an app that has this time. */
    public Pause(Time time) {
        this.time = time;
    }

    /**
     * Waits for a signal. One that came before, while no thread waited, counts, so the caller looks again whether what it waits for
     * is there.
     *
     * @throws InterruptedException when this thread is interrupted meanwhile
     */
    public void await() throws InterruptedException {
        lock.lock();
        try {
            rest(!signalled && time.isAtWork());
            while (!signalled) {
                changed.await();
            }
            signalled = false;
        } finally {
            rest(false);
            lock.unlock();
        }
    }

    /** Wakes the thread that waits, or the next one. */
    public void signal() {
        lock.lock();
        signalled = true;
        rest(false);
        changed.signal();
        lock.unlock();
    }

    private void rest(boolean rests) {
        if (rests == waiting) {
            return;
        }
        waiting = rests;
        if (rests) {
            time.workEnds();
        } else {
            time.workBegins();
        }
    }
}
