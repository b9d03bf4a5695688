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
        /** It has ended. */
        CLOSED,
        /** The handler has refused it. */
        REFUSED,
        /** It will never begin, whatever the handler does: it was answered otherwise, or there is no client any more. */
        MISSED
    }

    private final WebSocket socket;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Rooms> rooms = new LinkedHashSet<>(); // guarded by the lock, as is what follows
    private Stage stage = Stage.ASKED;
    private Closing end = Closing.LOST; // of one that was never open
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

    /** Goes on from the handshake, which a handler does once; {@code false} when nobody wants to know any more. */
    boolean decide(Stage to, String call) {
        if (move(Stage.ASKED, to)) {
            return true;
        }
        Stage now = stage();
        if (now == Stage.MISSED) {
            return false;
        }
        throw new IllegalStateException(call + " was called on " + name + " when it had been "
                + (now == Stage.REFUSED ? "denied" : "accepted") + ". A handler decides once.");
    }

    /** It will never begin, if it has not. */
    boolean miss() {
        return move(Stage.ASKED, Stage.MISSED) || move(Stage.ACCEPTED, Stage.MISSED);
    }

    /** It is closed now, if it was open, with this; it has left its rooms, and nobody who waits for the end was told yet. */
    boolean close(Closing last) {
        List<Rooms> left = List.of();
        lock.lock();
        boolean isOpen = stage == Stage.OPEN;
        if (isOpen) {
            stage = Stage.CLOSED;
            end = last;
            left = List.copyOf(rooms);
        }
        lock.unlock();
        left.forEach(all -> all.leaveAll(socket));
        return isOpen;
    }

    /** With what it was closed. */
    Closing end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the handler closes it, which it does once. */
    void closeHere() {
        checkBegun("close(..)");
        lock.lock();
        boolean isSecond = isClosedHere;
        isClosedHere = true;
        lock.unlock();
        if (isSecond) {
            throw new IllegalStateException(
                    "close(..) was called twice on " + name + ". The first call has closed it.");
        }
    }

    /** Refuses what is only for a socket that is open or was, or would be if its client had stayed. */
    void checkBegun(String call) {
        Stage now = stage();
        if (now == Stage.REFUSED || now == Stage.ASKED || now == Stage.ACCEPTED) {
            throw new IllegalStateException(call + " was called on " + name
                    + (now == Stage.REFUSED
                            ? " when it had been denied. A handler returns after that."
                            : " before it was accepted. Call accept() first."));
        }
    }

    /** Has rooms told when it is closed; {@code false} when it is. */
    boolean enter(Rooms entered) {
        checkBegun("Rooms.join(..)");
        lock.lock();
        try {
            boolean isOpen = stage == Stage.OPEN;
            if (isOpen) {
                rooms.add(entered);
            }
            return isOpen;
        } finally {
            lock.unlock();
        }
    }
}
