package dev.servlette.websockets;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Where a socket stands between its handshake and its end, and what may be done with it there. */
final class Standing {
    /** A stretch of its course. */
    enum Stage {
        /** The handler has not decided. */
        ASKED,
        /** It has accepted, and waits for the host. */
        ACCEPTED,
        /** Messages go both ways. */
        OPEN,
        /** It was answered otherwise. */
        REFUSED,
        /** It has ended, or will never begin though it was accepted. */
        CLOSED
    }

    private final WebSocket socket;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Rooms> rooms = new LinkedHashSet<>(); // guarded by the lock, as is what follows
    private Stage stage = Stage.ASKED;
    private Closing closing = Closing.LOST;
    private boolean isClosedHere;

    /**
     * A socket of which the handshake has come.
     *
     * @param name for messages
     */
    Standing(WebSocket socket, String name) {
        this.socket = socket;
        this.name = name;
    }

    private Stage stage() {
        lock.lock();
        try {
            return stage;
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        return stage() == Stage.OPEN;
    }

    boolean isAccepted() {
        Stage now = stage();
        return now == Stage.OPEN || now == Stage.CLOSED;
    }

    /** Goes on, if it stands there. */
    boolean move(Stage from, Stage to) {
        lock.lock();
        try {
            boolean isThere = stage == from;
            stage = isThere ? to : stage;
            return isThere;
        } finally {
            lock.unlock();
        }
    }

    /** Goes on from the handshake, which a handler does once. */
    void decide(Stage to, String call) {
        if (move(Stage.ASKED, to)) {
            return;
        }
        if (stage() == Stage.CLOSED) {
            throw closing.disconnect();
        }
        throw new IllegalStateException(call + " was called on " + name + " when it had been "
                + (stage() == Stage.REFUSED ? "denied" : "accepted") + ". A handler decides once.");
    }

    /** It is closed now, if it stood there; it has left its rooms, and nobody who waits for the end was told yet. */
    boolean close(Stage from, Closing last) {
        List<Rooms> left = List.of();
        lock.lock();
        boolean isThere = stage == from;
        if (isThere) {
            stage = Stage.CLOSED;
            closing = last;
            left = List.copyOf(rooms);
        }
        lock.unlock();
        left.forEach(all -> all.leaveAll(socket));
        return isThere;
    }

    /** Notes that the handler closes it, which it does once. */
    void closeHere() {
        checkAccepted("close(..)");
        lock.lock();
        boolean isSecond = isClosedHere;
        isClosedHere = true;
        lock.unlock();
        if (isSecond) {
            throw new IllegalStateException(
                    "close(..) was called twice on " + name + ". The first call has closed it.");
        }
    }

    void checkAccepted(String call) {
        if (!isAccepted()) {
            throw new IllegalStateException(call + " was called on " + name
                    + (stage() == Stage.REFUSED
                            ? " when it had been denied. A handler returns after that."
                            : " before it was accepted. Call accept() first."));
        }
    }

    /** Has rooms told when it is closed; {@code false} when it is. */
    boolean enter(Rooms entered) {
        checkAccepted("Rooms.join(..)");
        lock.lock();
        try {
            rooms.add(entered);
            return stage == Stage.OPEN;
        } finally {
            lock.unlock();
        }
    }
}
