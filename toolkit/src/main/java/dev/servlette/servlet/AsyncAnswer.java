package dev.servlette.servlet;

import dev.servlette.requests.ClientDisconnect;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer that goes on without the container's thread. It ends once, whoever ends it: we, or the container. */
final class AsyncAnswer implements AsyncListener {
    private static final String ABORTED_BY = "dev.servlette.servlet.abortedBy";
    private static final String ENDED = "The container has ended the request.";
    private static final String CONTINUATION = "dev.servlette.servlet.continuation";

    /** What is to be done on a thread of the container. */
    @FunctionalInterface
    interface Continuation {
        void run(HttpServletRequest request, HttpServletResponse response);
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext context;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Runnable gone;
    private volatile @Nullable Consumer<Throwable> ending;

    private AsyncAnswer(HttpServletRequest request, HttpServletResponse response, Runnable gone) {
        this.request = request;
        this.response = response;
        this.gone = gone;
        // As received, wrappers of filters before us included.
        this.context = request.startAsync(request, response);
    }

    /**
     * Lets go of the container's thread.
     *
     * @param gone called when the container says that the client has gone
     */
    static AsyncAnswer start(HttpServletRequest request, HttpServletResponse response, Runnable gone) {
        AsyncAnswer answer = new AsyncAnswer(request, response, gone);
        answer.context.setTimeout(0); // the default is 30 s; deadlines are the app's
        answer.context.addListener(answer);
        return answer;
    }

    /**
     * Whether this is no request, but an answer that was brought back to a thread of the container; then it has gone on.
     *
     * @throws IOException to break the connection of one that was aborted
     */
    static boolean wentOn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.ASYNC) {
            return false;
        }
        if (request.getAttribute(ABORTED_BY) instanceof Throwable failure) {
            throw Abort.thrown(response, failure);
        }
        if (request.getAttribute(CONTINUATION) instanceof Continuation continuation) {
            request.removeAttribute(CONTINUATION);
            continuation.run(request, response);
            return true;
        }
        return false;
    }

    /** Goes on upon a thread of the container, which ends the answer when that has run. */
    void goOn(Continuation continuation) {
        request.setAttribute(CONTINUATION, continuation);
        quietly(context::dispatch); // comes back as wentOn
    }

    /** From now on the connection is another's, and nothing of this is to touch it. */
    void upgraded() {
        ended.set(true);
        ending = null;
    }

    /** Has this called, by any thread, when the container says that it cannot go on. */
    void onEnding(Consumer<Throwable> listener) {
        ending = listener;
        if (ended.get()) {
            listener.accept(new IOException(ENDED)); // it has said so before
        }
    }

    boolean hasEnded() {
        return ended.get();
    }

    void complete() {
        if (ended.compareAndSet(false, true)) {
            quietly(context::complete);
        }
    }

    void abort(Throwable failure) {
        if (!ended.compareAndSet(false, true) || Abort.atOnce(response)) {
            return;
        }
        if (failure instanceof ClientDisconnect) {
            quietly(context::complete); // the container's own write failed, so it knows
            return;
        }
        Abort.commit(response);
        request.setAttribute(ABORTED_BY, failure);
        quietly(context::dispatch); // comes back as wentOn
    }

    private static void quietly(Runnable end) {
        try {
            end.run();
        } catch (IllegalStateException e) {
            return; // the container was faster
        }
    }

    private void tell(Throwable cause) {
        Consumer<Throwable> listener = ending;
        if (listener != null) {
            listener.accept(cause);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended.set(true);
        tell(new IOException(ENDED));
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        tell(new IOException("The container did not wait any longer."));
    }

    @Override
    public void onError(AsyncEvent event) {
        tell(event.getThrowable());
        gone.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Only an aborted answer comes back to the container, and it starts nothing.
    }
}
