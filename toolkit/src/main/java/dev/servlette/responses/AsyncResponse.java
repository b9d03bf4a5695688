package dev.servlette.responses;

import dev.servlette.exceptions.Fatal;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is not there yet, or that has failed: a stage, or another reply and one step still to run on it.
 *
 * <p>Steps run once, on the thread that asks (a worker of the host, or one in {@link #await}), never on the thread that
 * completed the stage, so they may block. Handlers make one with {@link Reply#from}.
 */
public final class AsyncResponse implements Reply {
    private static final String NO_REPLY = "A step given to then, recover or always returned null. It must return a "
            + "response; return the one it was given to change nothing.";
    private static final String NO_RESPONSE =
            "The stage given to Reply.from completed with null. It must complete with a Response.";
    private static final String OWN_REPLY =
            "A step given to then, recover or always %s the reply that it is a step of. "
                    + "That reply is there only when the step has returned.";
    private static final Function<Settled, State> TAKING = settled -> settled;

    private final ReentrantLock lock = new ReentrantLock();

    // Written under the lock; a step runs under it too, so a second thread that asks waits for the first.
    private volatile State state;

    AsyncResponse(CompletableFuture<? extends Response> stage) {
        this(new Waiting(stage));
    }

    private AsyncResponse(State state) {
        this.state = state;
    }

    /** A reply that has failed. An {@link InterruptedException} sets the interrupt flag of this thread again. */
    public static AsyncResponse failed(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new AsyncResponse(Settled.failed(failure));
    }

    @Override
    public Reply then(Step<Response> step) {
        return new AsyncResponse(new Behind(this, from -> then(from, step)));
    }

    private static State then(Settled from, Step<Response> step) {
        Response ready = from.response;
        return ready == null ? from : State.of(run(step, ready));
    }

    @Override
    public <X extends Throwable> Reply recover(Class<X> type, Step<? super X> step) {
        return new AsyncResponse(new Behind(this, from -> recover(from, type, step)));
    }

    private static <X extends Throwable> State recover(Settled from, Class<X> type, Step<? super X> step) {
        Throwable failed = from.failure;
        return type.isInstance(failed) ? State.of(changed(run(step, type.cast(failed)), from.changes)) : from;
    }

    @Override
    public Reply always(UnaryOperator<Response> change) {
        return new AsyncResponse(new Behind(this, from -> always(from, change)));
    }

    private static State always(Settled from, UnaryOperator<Response> change) {
        Response ready = from.response;
        return ready == null ? from.with(change) : State.of(ready.always(change));
    }

    /**
     * Answers every failure, and notes on the response which one it answers: that is how the outermost edge of an app
     * makes its 500, and how {@link dev.servlette.requests.Completion} and the test client learn of it.
     */
    public Reply answered(Function<Throwable, Response> handler) {
        return recover(Throwable.class, e -> handler.apply(e).because(e));
    }

    /** The response itself when it is there without waiting, else this. Runs, on this thread, the steps that can run. */
    public Reply now() {
        advance();
        return state instanceof Settled settled && settled.response != null ? settled.response : this;
    }

    /** What this reply failed with; {@code null} while it is pending, and when it has a response. */
    public @Nullable Throwable failure() {
        return state instanceof Settled settled ? settled.failure : null;
    }

    @Override
    public Response await() throws Exception {
        for (CompletableFuture<?> stage = advance(); stage != null; stage = advance()) {
            waitFor(stage);
        }
        Settled settled = (Settled) state;
        if (settled.response != null) {
            return settled.response;
        }
        throw thrown(Objects.requireNonNull(settled.failure));
    }

    /** A failure as a method may throw it that declares exceptions: an error is thrown here. */
    static Exception thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof Exception e ? e : new UndeclaredThrowableException(failure);
    }

    private static void waitFor(CompletableFuture<?> stage) throws InterruptedException {
        try {
            stage.get();
        } catch (ExecutionException | CancellationException e) {
            return; // advance() reads the failure from the stage itself
        }
    }

    /**
     * Goes on as far as it can without waiting. No stack is needed for a long chain, nor for a step that returns another
     * reply with such a step, and so on.
     *
     * @return the stage that it waits for; {@code null} when it has a response or a failure
     */
    @Nullable
    CompletableFuture<?> advance() {
        Deque<AsyncResponse> outer = new ArrayDeque<>(4);
        for (AsyncResponse reply = this; reply != null; ) {
            State reached = reply.settle();
            if (reached instanceof Waiting waiting) {
                return waiting.stage;
            }
            if (reached instanceof Behind behind) {
                outer.push(reply);
                reply = behind.before;
            } else {
                reply = outer.poll();
            }
        }
        return null;
    }

    /** Goes on while what it waits for is there. */
    private State settle() {
        lock.lock();
        try {
            State reached = state;
            while (reached instanceof Pending pending && next(pending) != pending) {
                reached = state;
            }
            if (reached == Running.STEP) {
                throw new IllegalStateException(String.format(OWN_REPLY, "waits for"));
            }
            return reached;
        } finally {
            lock.unlock();
        }
    }

    private State next(Pending pending) {
        state = Running.STEP;
        try {
            State next = pending.next();
            boolean isLoop = next instanceof Behind behind && behind.before == this;
            state = isLoop ? Settled.failed(new IllegalStateException(String.format(OWN_REPLY, "returned"))) : next;
        } catch (Throwable e) {
            state = Settled.failed(e);
            throw e;
        }
        return state;
    }

    /** Where a reply stands. */
    private sealed interface State permits Pending, Running, Settled {
        static State of(Reply reply) {
            return reply instanceof Response ready
                    ? new Settled(ready, null, List.of())
                    : new Behind((AsyncResponse) reply, TAKING);
        }
    }

    private sealed interface Pending extends State {
        /** Where it stands next; this when that is not there yet. */
        State next();
    }

    /** For a stage. */
    private record Waiting(CompletableFuture<? extends Response> stage) implements Pending {
        @Override
        public State next() {
            if (!stage.isDone()) {
                return this;
            }
            try {
                Response ready = stage.join();
                return ready != null ? State.of(ready) : Settled.failed(new NullPointerException(NO_RESPONSE));
            } catch (CompletionException | CancellationException e) {
                return Settled.failed(unwrapped(e));
            }
        }
    }

    /** For another reply, with one step still to run on it. */
    private record Behind(AsyncResponse before, Function<Settled, State> step) implements Pending {
        @Override
        public State next() {
            State reached = before.state;
            if (reached instanceof Settled settled) {
                return step.apply(settled);
            }
            // A reply that only takes another's place is passed over: a loop of such steps stays two replies long.
            return reached instanceof Behind behind && behind.step == TAKING ? new Behind(behind.before, step) : this;
        }
    }

    /** For the step that runs now, on the thread that has the lock. */
    private enum Running implements State {
        STEP
    }

    /** A response, or a failure with the changes of always(..) that wait for the response that answers it. */
    private record Settled(
            @Nullable Response response, @Nullable Throwable failure, List<UnaryOperator<Response>> changes)
            implements State {
        static Settled failed(Throwable failure) {
            return new Settled(null, failure, List.of());
        }

        Settled with(UnaryOperator<Response> change) {
            List<UnaryOperator<Response>> more = new ArrayList<>(changes);
            more.add(change);
            return new Settled(null, failure, more);
        }
    }

    private static Throwable unwrapped(Throwable e) {
        Throwable cause = e.getCause();
        boolean wraps = e instanceof CompletionException || e instanceof ExecutionException;
        return wraps && cause != null ? unwrapped(cause) : e;
    }

    private static Reply changed(Reply reply, List<UnaryOperator<Response>> changes) {
        Reply changed = reply;
        for (UnaryOperator<Response> change : changes) {
            changed = changed.always(change);
        }
        return changed;
    }

    /** Runs a step; what it throws, and that it returned nothing, fails the reply. */
    static <T> Reply run(Step<T> step, T value) {
        try {
            Reply next = step.apply(value);
            return next != null ? next : failed(new NullPointerException(NO_REPLY));
        } catch (Throwable e) {
            Fatal.rethrow(e);
            return failed(e);
        }
    }

    /** The stage as a future; not every stage can become one by itself. */
    static CompletableFuture<? extends Response> future(CompletionStage<? extends Response> stage) {
        try {
            return stage.toCompletableFuture();
        } catch (UnsupportedOperationException e) {
            CompletableFuture<Response> future = new CompletableFuture<>();
            stage.whenComplete((response, failure) -> complete(future, response, failure));
            return future;
        }
    }

    private static void complete(
            CompletableFuture<Response> future, @Nullable Response response, @Nullable Throwable failure) {
        if (failure == null) {
            future.complete(response);
        } else {
            future.completeExceptionally(failure);
        }
    }
}
