package dev.servlette.concurrency;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a running app has from its start to its stop: its threads, its time, and the word that it stops, for what would
 * otherwise stay open. Starlette leaves these to its event loop.
 */
public final class Lifetime implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.servlette");
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Workers workers;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final Set<Listener> listeners = new LinkedHashSet<>();
    private boolean stopping;

    private Lifetime(Workers workers, Time time) {
        this.workers = workers;
        this.time = time;
    }

    /** A lifetime that begins now. Its workers see the context class loader of this thread. */
    public static Lifetime start(Workers.Options options, Time time) {
        return new Lifetime(Workers.start(options, time), time);
    }

    /** The threads of the app. */
    public Workers workers() {
        return workers;
    }

    /** The time of the app. */
    public Time time() {
        return time;
    }

    /**
     * Has a listener told that the app stops: by the thread that stops it, before anything else is done; at once, when it stops
     * already. The listener must not block. The stop waits a second for it, until it is cancelled, which whoever stays open must
     * do at its end.
     */
    public Cancellable onStop(Runnable listener) {
        Listener added = new Listener(listener);
        lock.lock();
        listeners.add(added);
        boolean late = stopping;
        lock.unlock();
        if (late) {
            added.tell();
        }
        return added;
    }

    /** How many listeners there are: what stays open at this moment, as streams and sockets do. */
    public int open() {
        lock.lock();
        try {
            return listeners.size();
        } finally {
            lock.unlock();
        }
    }

    /** Tells all listeners, once, and does not wait for what they do. */
    public void stop() {
        lock.lock();
        List<Listener> told = stopping ? List.of() : List.copyOf(listeners);
        stopping = true;
        lock.unlock();
        told.forEach(Listener::tell);
    }

    /** Tells all listeners, waits a second for them, then closes workers and time. */
    @Override
    public void close() {
        stop();
        awaitListeners();
        workers.close();
        time.close();
    }

    private void awaitListeners() {
        Duration drain = workers.options().drain();
        long left = (drain.compareTo(GRACE) < 0 ? drain : GRACE).toNanos();
        lock.lock();
        try {
            while (!listeners.isEmpty() && left > 0) {
                left = none.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private final class Listener implements Cancellable {
        private final Runnable word;

        Listener(Runnable word) {
            this.word = word;
        }

        void tell() {
            try {
                word.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "What was to be told that the app stops failed.", e);
            }
        }

        @Override
        public void cancel() {
            lock.lock();
            listeners.remove(this);
            none.signalAll();
            lock.unlock();
        }
    }
}
