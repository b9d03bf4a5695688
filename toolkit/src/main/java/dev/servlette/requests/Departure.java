package dev.servlette.requests;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** That the client of a request goes before it is answered: noticed by any thread, and told once to all who want to know. */
final class Departure {
    private static final Logger LOG = System.getLogger("dev.servlette");

    private final AtomicReference<State> state = new AtomicReference<>(Known.NOTHING);

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
        State before = state.getAndUpdate(known -> isEnd(known) ? known : new Waiting(hook, known));
        if (before == Known.GONE) {
            run(hook);
        }
    }

    private static boolean isEnd(@Nullable State known) {
        return known == Known.GONE || known == Known.ANSWERED;
    }

    /** The client has gone. */
    void gone() {
        State before = state.getAndUpdate(known -> isEnd(known) ? known : Known.GONE);
        while (before instanceof Waiting waiting) {
            run(waiting.hook);
            before = waiting.before;
        }
    }

    private static void run(Runnable hook) {
        try {
            hook.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "An onDisconnect hook failed.", e);
        }
    }

    /** The answer has ended: from now on nobody is told. */
    void answered() {
        state.getAndUpdate(known -> isEnd(known) ? known : Known.ANSWERED);
    }

    /** Whether nobody waits for the answer any more: the client has gone, or has been answered. */
    boolean isKnown() {
        return isEnd(state.get());
    }

    /** Whether the client has gone before it was answered. */
    boolean isGone() {
        return state.get() == Known.GONE;
    }
}
