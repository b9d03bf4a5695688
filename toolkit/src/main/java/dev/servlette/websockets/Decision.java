package dev.servlette.websockets;

import dev.servlette.responses.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a handler makes of a handshake. The handler begins when somebody waits for it: by then the request is no longer with the
 * middleware, but with the handler, and middleware that answers by itself starts none.
 */
final class Decision extends CompletableFuture<Response> {
    private final Runnable handler;
    private final AtomicBoolean begun = new AtomicBoolean();

    Decision(Runnable handler) {
        this.handler = handler;
    }

    private void begin() {
        if (begun.compareAndSet(false, true)) {
            handler.run();
        }
    }

    /** Waits, as {@link dev.servlette.responses.Reply#await} does. */
    @Override
    public Response get() throws InterruptedException, ExecutionException {
        begin();
        return super.get();
    }

    /** Has it told, as hosts do that let go of their thread. */
    @Override
    public CompletableFuture<Response> whenComplete(
            BiConsumer<? super @Nullable Response, ? super @Nullable Throwable> action) {
        begin();
        return super.whenComplete(action);
    }
}
