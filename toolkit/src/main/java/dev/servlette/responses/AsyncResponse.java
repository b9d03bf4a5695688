package dev.servlette.responses;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
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

    private final ReentrantLock lock = new ReentrantLock();

    // Pending: either a stage, or the reply before this one and how to settle from it.
    private @Nullable CompletableFuture<? extends Response> stage;
    private @Nullable AsyncResponse before;
    private @Nullable BiConsumer<AsyncResponse, AsyncResponse> settling;

    // Settled: a response, or a failure with the changes of always(..) that wait for the response that answers it.
    private @Nullable Response response;
    private @Nullable Throwable failure;
    private List<UnaryOperator<Response>> changes = List.of();

    AsyncResponse(CompletableFuture<? extends Response> stage) {
        this.stage = stage;
    }

    private AsyncResponse(AsyncResponse before, BiConsumer<AsyncResponse, AsyncResponse> settling) {
        this.before = before;
        this.settling = settling;
    }

    private AsyncResponse(Throwable failure) {
        this.failure = failure;
    }

    /** A reply that has failed. An {@link InterruptedException} sets the interrupt flag of this thread again. */
    public static AsyncResponse failed(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new AsyncResponse(failure);
    }

    @Override
    public Reply then(Step<Response> step) {
        return new AsyncResponse(this, (from, to) -> to.settleThen(from, step));
    }

    private void settleThen(AsyncResponse from, Step<Response> step) {
        Response ready = from.response;
        if (ready == null) {
            take(from);
        } else {
            become(run(step, ready));
        }
    }

    @Override
    public <X extends Throwable> Reply recover(Class<X> type, Step<? super X> step) {
        return new AsyncResponse(this, (from, to) -> to.settleRecover(from, type, step));
    }

    private <X extends Throwable> void settleRecover(AsyncResponse from, Class<X> type, Step<? super X> step) {
        Throwable failed = from.failure;
        if (type.isInstance(failed)) {
            become(changed(run(step, type.cast(failed)), from.changes));
        } else {
            take(from);
        }
    }

    @Override
    public Reply always(UnaryOperator<Response> change) {
        return new AsyncResponse(this, (from, to) -> to.settleAlways(from, change));
    }

    private void settleAlways(AsyncResponse from, UnaryOperator<Response> change) {
        Response ready = from.response;
        if (ready == null) {
            take(from);
            changes = new ArrayList<>(from.changes);
            changes.add(change);
        } else {
            become(ready.always(change));
        }
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
        Response ready = response;
        return ready != null ? ready : this;
    }

    /** What this reply failed with; {@code null} while it is pending, and when it has a response. */
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public Response await() throws Exception {
        for (CompletableFuture<?> stage = advance(); stage != null; stage = advance()) {
            waitFor(stage);
        }
        Response ready = response;
        if (ready != null) {
            return ready;
        }
        throw thrown(Objects.requireNonNull(failure));
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
     * Goes on as far as it can without waiting.
     *
     * @return the stage that it waits for; {@code null} when it has a response or a failure
     */
    @Nullable
    CompletableFuture<?> advance() {
        lock.lock();
        try {
            CompletableFuture<?> waiting = null;
            while (response == null && failure == null && waiting == null) {
                waiting = stage != null ? settle(stage) : settle(Objects.requireNonNull(before));
            }
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable CompletableFuture<?> settle(CompletableFuture<? extends Response> future) {
        if (!future.isDone()) {
            return future;
        }
        stage = null;
        try {
            response = future.join();
            if (response == null) {
                failure = new NullPointerException(
                        "The stage given to Reply.from completed with null. It must complete with a Response.");
            }
        } catch (CompletionException | CancellationException e) {
            failure = unwrapped(e);
        }
        return null;
    }

    private @Nullable CompletableFuture<?> settle(AsyncResponse from) {
        CompletableFuture<?> waiting = from.advance();
        if (waiting == null) {
            BiConsumer<AsyncResponse, AsyncResponse> settle = Objects.requireNonNull(settling);
            before = null;
            settling = null;
            settle.accept(from, this);
        }
        return waiting;
    }

    private static Throwable unwrapped(Throwable e) {
        Throwable cause = e.getCause();
        boolean wraps = e instanceof CompletionException || e instanceof ExecutionException;
        return wraps && cause != null ? unwrapped(cause) : e;
    }

    private void take(AsyncResponse settled) {
        response = settled.response;
        failure = settled.failure;
        changes = settled.changes;
    }

    private void become(Reply next) {
        if (next instanceof Response ready) {
            response = ready;
        } else {
            before = (AsyncResponse) next;
            settling = (from, to) -> to.take(from);
        }
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
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
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
