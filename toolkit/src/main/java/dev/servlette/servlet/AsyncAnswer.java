package dev.servlette.servlet;

import dev.servlette.requests.ClientDisconnect;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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

    /** What is done with the response. */
    @FunctionalInterface
    interface Use {
        void run() throws IOException;
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext context;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();
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
        quietly(() -> {
            request.setAttribute(CONTINUATION, continuation);
            context.dispatch(); // comes back as wentOn
        });
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

    /**
     * Uses the response, which the container does not take back meanwhile.
     *
     * @throws IOException when it has ended the answer before
     */
    void use(Use part) throws IOException {
        if (!inUse.readLock().tryLock()) {
            throw new IOException(ENDED);
        }
        try {
            if (ended.get()) {
                throw new IOException(ENDED);
            }
            part.run();
        } finally {
            inUse.readLock().unlock();
        }
    }

    void complete() {
        end(context::complete);
    }

    void abort(Throwable failure) {
        end(() -> breakOff(failure));
    }

    /** Ends it, unless the container has: also while it is used, as what is broken off ends a write that waits for its client. */
    private void end(Runnable end) {
        if (!inUse.readLock().tryLock()) {
            return;
        }
        try {
            if (ended.compareAndSet(false, true)) {
                quietly(end);
            }
        } finally {
            inUse.readLock().unlock();
        }
    }

    private void breakOff(Throwable failure) {
        if (failure instanceof ClientDisconnect) {
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION); // or a page would show it
        }
        boolean isBroken = Abort.atOnce(response); // Jetty may take request and response back before this returns
        if (isBroken || failure instanceof ClientDisconnect) {
            context.complete(); // the connection is broken: by us, or its own write has failed
            return;
        }
        Abort.commit(response);
        request.setAttribute(ABORTED_BY, failure);
        context.dispatch(); // comes back as wentOn
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

    /** When this returns, the container may give its objects to another request. */
    @Override
    public void onComplete(AsyncEvent event) {
        ended.set(true);
        tell(new IOException(ENDED));
        if (inUse.getReadHoldCount() == 0) { // or this thread would wait for its own use
            inUse.writeLock().lock(); // for good: nothing is used any more
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        tell(new IOException("The container did not wait any longer."));
    }

    /** The answer ends here, by us: a container may else take its request back without another word, and answers nothing for it. */
    @Override
    public void onError(AsyncEvent event) {
        tell(event.getThrowable());
        complete();
        if (FailedRead.of(request, event.getThrowable()) instanceof ClientDisconnect) {
            gone.run();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Only an aborted answer comes back to the container, and it starts nothing.
    }
}
