package dev.servlette.requests;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * That the client of a request goes before it is answered: noticed by any thread, and told once to all who want to know. It runs when
 * the client has gone.
 */
final class Departure implements Runnable {
    private static final Logger LOG = System.getLogger("dev.servlette");

    private static final AtomicReferenceFieldUpdater<Departure, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Departure.class, State.class, "state");

    private volatile State state = Known.NOTHING; // no object of its own, as each request has one

    private sealed interface State permits Known, Waiting {}

    private enum Known implements State {
        NOTHING,
        GONE,
        ANSWERED
    }

    /** Somebody wants to know, and before that others did. */
    private record Waiting(Runnable hook, State before) implements State {}

    /** Has a hook run when the client goes, the last one first; at once, if it has gone; never, if it was answered. */
    void tell(Runnable hook) {
        State before = STATE.getAndUpdate(this, known -> isEnd(known) ? known : new Waiting(hook, known));
        if (before == Known.GONE) {
            tellNow(hook);
        }
    }

    private static boolean isEnd(@Nullable State known) {
        return known == Known.GONE || known == Known.ANSWERED;
    }

    /** The client has gone. */
    @Override
    public void run() {
        State before = STATE.getAndUpdate(this, known -> isEnd(known) ? known : Known.GONE);
        while (before instanceof Waiting waiting) {
            tellNow(waiting.hook);
            before = waiting.before;
        }
    }

    private static void tellNow(Runnable hook) {
        try {
            hook.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "An onDisconnect hook failed.", e);
        }
    }

    /** The answer has ended: from now on nobody is told. */
    void answered() {
        STATE.getAndUpdate(this, known -> isEnd(known) ? known : Known.ANSWERED);
    }

    /** Whether nobody waits for the answer any more: the client has gone, or has been answered. */
    boolean isKnown() {
        return isEnd(state);
    }

    /** Whether the client has gone before it was answered. */
    boolean isGone() {
        return state == Known.GONE;
    }
}
