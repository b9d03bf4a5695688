package dev.servlette.responses;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The answer to a request: a {@link Response}, or an {@link AsyncResponse} that becomes one.
 *
 * <p>Handlers return either. Middleware need not know which it got: {@link #then}, {@link #recover} and {@link #always}
 * wait for nothing, {@link #await} is Starlette's {@code await call_next(request)}.
 */
public sealed interface Reply permits Response, AsyncResponse {
    /**
     * The reply that a stage will give. A stage that has finished already gives its response itself.
     *
     * <p>{@link java.util.concurrent.CompletionException} and {@link java.util.concurrent.ExecutionException} are
     * unwrapped. What is added to the reply later never runs on the thread that completes the stage. When it is noticed that
     * the client has gone, the stage is cancelled; of one that several requests share, give each its {@code copy()}.
     */
    static Reply from(CompletionStage<? extends Response> stage) {
        Objects.requireNonNull(stage, "Reply.from(null) was called. It takes a CompletionStage of a Response.");
        CompletableFuture<? extends Response> future = AsyncResponse.future(stage);
        return new AsyncResponse(future).now();
    }

    /** Goes on with the response: maps it, or replaces it by another reply. A failure passes by. */
    Reply then(Step<Response> step);

    /**
     * Answers one kind of failure; others, and responses, pass by.
     *
     * @param <X> the kind of failure
     */
    <X extends Throwable> Reply recover(Class<X> type, Step<? super X> step);

    /** Changes the response that is sent in the end, the one that answers a failure included. */
    Reply always(UnaryOperator<Response> change);

    /**
     * Waits for the response on this thread.
     *
     * @throws Exception what failed, unwrapped; {@link InterruptedException} when this thread is interrupted meanwhile
     */
    Response await() throws Exception;
}
