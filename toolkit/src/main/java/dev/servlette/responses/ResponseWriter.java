package dev.servlette.responses;

import dev.servlette.background.BackgroundTask;
import dev.servlette.concurrency.TaskContext;
import dev.servlette.exceptions.Fatal;
import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Request;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;

/**
 * Brings replies to the wire, the same way on every host: waits for a pending one without holding a thread, keeps to
 * what HTTP says about HEAD and statuses without a body, and runs what is to run at the end.
 */
public final class ResponseWriter {
    private static final Logger LOG = System.getLogger("dev.servlette");

    private final Executor workers;
    private final Executor background;
    private final BiFunction<Request, Throwable, Response> errors;
    private final FileBuffers buffers = new FileBuffers();

    /**
     * A writer for one running app.
     *
     * @param workers where pending replies go on, once they are there
     * @param background where background tasks run
     * @param errors answers, and logs, a body that failed before its first byte, and a reply whose failure nothing answered; answers
     *     the {@link dev.servlette.exceptions.HttpException} that takes the place of a response
     */
    public ResponseWriter(Executor workers, Executor background, BiFunction<Request, Throwable, Response> errors) {
        this.workers = workers;
        this.background = background;
        this.errors = errors;
    }

    FileBuffers buffers() {
        return buffers;
    }

    /** Whether code of the app is still to run for a reply when all middleware has returned. */
    public static boolean leavesWork(Reply reply) {
        return !(reply instanceof Response ready)
                || !ready.background().isEmpty()
                || ready.body() instanceof Body.Stream
                || ready.body() instanceof Body.Published
                || ready.body() instanceof Body.ForRequest;
    }

    /**
     * Sends a reply. A ready one with a body of bytes, a file or a writer is written on this thread; a pending one and a
     * publisher let go of it.
     */
    public void send(Request request, Reply reply) {
        request.scope().inContext(() -> sendInContext(request, reply));
    }

    private void sendInContext(Request request, Reply reply) {
        if (reply instanceof Response ready) {
            Sending.send(this, request, ready);
        } else {
            send(request, (AsyncResponse) reply);
        }
    }

    private void send(Request request, AsyncResponse reply) {
        CompletableFuture<?> stage = reply.advance();
        if (stage == null) {
            Sending.send(this, request, awaited(request, reply));
        } else if (request.scope().exchange().startAsync()) {
            TaskContext context = request.scope().nextContext();
            request.scope().onDisconnect(() -> stage.cancel(true));
            stage.whenComplete((response, e) -> onWorker(request, context, () -> send(request, reply)));
        } else {
            LOG.log(
                    Level.WARNING,
                    () -> request.method() + " " + request.scope().exchange().rawPath()
                            + " cannot be answered asynchronously: a filter or servlet before Servlette lacks"
                            + " async-supported=true. Waiting on this thread instead.");
            Sending.send(this, request, awaited(request, reply));
        }
    }

    private Response awaited(Request request, AsyncResponse reply) {
        try {
            return reply.await();
        } catch (Throwable e) {
            Fatal.rethrow(e);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return error(request, e);
        }
    }

    /** The response to a failure that nothing answered. */
    Response error(Request request, Throwable e) {
        return errors.apply(request, e);
    }

    /** Goes on with an answer on a worker; when the app is stopping, on the thread that brought it. */
    void onWorker(Request request, TaskContext context, Runnable task) {
        Runnable inContext = () -> context.run(task);
        try {
            workers.execute(() -> endingAllTheSame(request, inContext));
        } catch (RejectedExecutionException e) {
            endingAllTheSame(request, inContext);
        } catch (RuntimeException | Error e) {
            abort(request, e);
            throw e;
        }
    }

    /** What is not answered, an error of the virtual machine, must not leave a client waiting. */
    private static void endingAllTheSame(Request request, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            abort(request, e);
            throw e;
        }
    }

    private static void abort(Request request, Throwable e) {
        request.scope().complete(500, 0, e, thrown -> logHook(request, thrown));
        request.scope().exchange().abort(e);
    }

    /** Has the tasks of a response run after it, one after the other; what one throws is logged, and the next one runs. */
    void inBackground(Request request, List<BackgroundTask> tasks) {
        try {
            background.execute(() -> runTasks(request, tasks));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.ERROR, () -> "A background task of " + line(request) + " came when the app had stopped.");
        }
    }

    private static void runTasks(Request request, List<BackgroundTask> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            try {
                tasks.get(i).run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.log(
                        Level.WARNING,
                        "A background task of " + line(request) + " was interrupted; " + (tasks.size() - i - 1)
                                + " after it did not run.");
                return;
            } catch (Throwable e) {
                Fatal.rethrow(e);
                LOG.log(Level.ERROR, () -> "A background task of " + line(request) + " failed.", e);
                request.scope().exchange().taskFailed(e);
            }
        }
    }

    /** Logs an answer that was cut short: one line, and no trace for a client that left. */
    static void logAbort(Request request, long bytes, Throwable e) {
        if (e instanceof ClientDisconnect) {
            LOG.log(Level.DEBUG, "The client of " + line(request) + " left after " + bytes + " bytes of body.");
        } else {
            LOG.log(
                    Level.ERROR,
                    () -> "The body of " + line(request) + " failed after " + bytes
                            + " bytes were sent; the connection was cut.",
                    e);
        }
    }

    static void logHook(Request request, Throwable e) {
        LOG.log(Level.ERROR, () -> "An onComplete hook of " + line(request) + " failed.", e);
    }

    private static String line(Request request) {
        return request.method() + " " + request.scope().exchange().rawPath();
    }
}
