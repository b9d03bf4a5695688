package dev.servlette.testclient;

import dev.servlette.applications.RunningApp;
import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.State;
import dev.servlette.handlers.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What a container is to an app, in memory: has threads of its own, refuses bad requests, and sees to it that requests
 * end before the app does.
 */
final class MemoryServer {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final MovedTime time = new MovedTime();
    private final RunningApp app;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            MemoryServer::thread,
            (task, pool) -> task.run()); // a publisher may say something more when all is over
    private final Set<MemoryExchange> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Starts the app; throws what its lifespan threw. */
    MemoryServer(Handler handler) throws Exception {
        app = RunningApp.start(handler, time);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "testclient");
        thread.setDaemon(true);
        return thread;
    }

    State state() {
        return app.state();
    }

    /** Has the app answer a request, on a thread of its own as containers do. */
    MemoryExchange send(Outgoing request, String rootPath, boolean isAsync) {
        if (closed) {
            throw new IllegalStateException(request + " was sent by a TestClient that is closed. Its app has stopped;"
                    + " send before close(), or make another client.");
        }
        MemoryExchange exchange =
                new MemoryExchange(request, new MemoryExchange.Place(rootPath, isAsync, time, this::work));
        open.add(exchange);
        work(() -> run(exchange, request));
        return exchange;
    }

    private void work(Runnable task) {
        time.workBegins();
        threads.execute(() -> {
            time.work(task);
            time.workEnds();
        });
    }

    private void run(MemoryExchange exchange, Outgoing request) {
        try {
            Refusal refusal = Refusal.of(request);
            if (refusal != null) {
                refuse(exchange, refusal);
            } else if (!request.target().isBelow(exchange.rootPath())) {
                refuse(exchange, new Refusal(404, "No app is deployed at this path."));
            } else {
                app.handle(exchange);
            }
        } catch (Throwable e) {
            exchange.answer().breakOff(e); // the toolkit lets nothing pass but errors of the virtual machine
        } finally {
            exchange.handled();
        }
    }

    /** As containers refuse: before the app, with a page of their own. */
    private static void refuse(MemoryExchange exchange, Refusal refusal) throws IOException {
        byte[] body = refusal.text().getBytes(StandardCharsets.UTF_8);
        exchange.start(refusal.status(), Headers.of("Content-Type", "text/plain;charset=utf-8"), body.length);
        if (!exchange.method().equals("HEAD")) {
            exchange.output().write(body);
        }
        exchange.complete(null);
    }

    /** The client has done with an exchange, and leaves if it has not ended. */
    void leave(MemoryExchange exchange) {
        open.remove(exchange);
        exchange.leave();
    }

    /** Waits until the app has nothing more to do for an exchange that has ended. */
    void awaitTasks(MemoryExchange exchange, Wait wait) {
        exchange.awaitHandled(wait);
        wait.on(app.workers()::awaitBackground);
    }

    /** Moves the app's time, while nothing is at work. */
    void advance(Duration by, Duration limit) {
        time.advance(
                by, new Wait("The app did not come to rest for advance(" + by + "), with " + open + " open,", limit));
    }

    /** Has the app end what stays open, lets go of the other exchanges, waits for their threads, then stops the app. */
    void close(Wait wait) throws Exception {
        closed = true;
        app.lifetime().stop();
        if (!time.awaitRest(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            time.pass(GRACE); // at its end what does not listen is interrupted
        }
        open.forEach(this::leave);
        threads.shutdown();
        try {
            wait.on(threads::awaitTermination);
        } finally {
            threads.shutdownNow();
            app.close();
        }
    }
}
