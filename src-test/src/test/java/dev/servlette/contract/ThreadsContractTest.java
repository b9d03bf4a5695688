package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Workers;
import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What runs where, as {@code docs/threads.md} says. */
class ThreadsContractTest extends Contract {
    private final Map<String, CompletableFuture<Thread>> threads = new ConcurrentHashMap<>();
    private final List<Call> decorating = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Response> stage = new CompletableFuture<>();
    private volatile int number;

    /** Where the decorator was called for a request. */
    private record Call(String request, Thread thread) {}

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.get("/written", this::written),
                        Route.get("/published", this::published),
                        Route.get("/pending", this::pending),
                        Route.get("/beside", this::beside),
                        Route.get("/awaited", this::pending).middleware(this::awaiting))
                .middleware(this::middleware)
                .onStartup(state -> state.get(Workers.class).execute(() -> here("start", "task")))
                .workers(new Workers.Options().decorator(this::carrying))
                .build();
    }

    private Runnable carrying(Runnable task) {
        decorating.add(new Call(Context.seen(), Thread.currentThread()));
        return Context.carrying(task);
    }

    /** Notes where something runs for a request, of which each has a number. */
    private void here(String request, String what) {
        seen(request, what).complete(Thread.currentThread());
    }

    private void here(Request request, String what) {
        here(number(request), what);
    }

    private static String number(Request request) {
        return request.queryParams().get("n", "");
    }

    private CompletableFuture<Thread> seen(String request, String what) {
        return threads.computeIfAbsent(request + " " + what, name -> new CompletableFuture<>());
    }

    /** Where something ran for the request that was sent last. */
    private Thread at(String what) throws Exception {
        return seen(last(), what).get(10, TimeUnit.SECONDS);
    }

    private String last() {
        return String.valueOf(number);
    }

    private Ask next(String path) {
        number++;
        stage = new CompletableFuture<>();
        return Ask.get(path + "?n=" + number);
    }

    private Reply middleware(Request request, Next next) {
        here(request, "middleware");
        request.onComplete(end -> here(request, "hook"));
        Context.set(number(request));
        try {
            return next.handle(request).then(response -> noted(request, "step", response));
        } finally {
            Context.set(null);
        }
    }

    private Response noted(Request request, String what, Response response) {
        here(request, what);
        return response;
    }

    private Response awaiting(Request request, Next next) throws Exception {
        return next.handle(request)
                .then(response -> noted(request, "awaited step", response))
                .await();
    }

    private Response written(Request request) {
        here(request, "handler");
        return new StreamingResponse("application/x", out -> {
                    here(request, Context.isDecorated() ? "decorated writer" : "bare writer");
                    out.write('w');
                })
                .withBackground(() -> here(request, "task"));
    }

    private Response published(Request request) {
        here(request, "handler");
        return publishing(number(request));
    }

    private Response publishing(String request) {
        return StreamingResponse.from("application/x", subscriber -> {
            here(request, "publisher");
            subscriber.onSubscribe(new Parts(subscriber, "p"));
        });
    }

    private Reply pending(Request request) {
        here(request, "handler");
        return Reply.from(stage);
    }

    private Reply beside(Request request) {
        here(request, "handler");
        Executor workers = request.state().get(Workers.class);
        return Reply.from(CompletableFuture.supplyAsync(() -> besideHandler(request), workers));
    }

    private Response besideHandler(Request request) {
        here(request, "beside");
        return new PlainTextResponse(Context.seen());
    }

    /** On a thread of its own: a common pool of one thread would have none left for publishers. */
    private CompletableFuture<Answered> sending(Ask ask) {
        return CompletableFuture.supplyAsync(() -> sent(ask), task -> new Thread(task, "client").start());
    }

    private Answered sent(Ask ask) {
        try {
            return send(ask);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends what is pending until the host's thread is free; the stage completes on a thread of its own, which is returned. */
    private Thread sendPending(Function<String, Response> response) throws Exception {
        CompletableFuture<Answered> answer = sending(next("/pending"));
        awaitFree(at("handler"));
        Thread completing = new Thread(() -> stage.complete(response.apply(last())), "completing");
        completing.start();
        assertEquals(200, answer.get(10, TimeUnit.SECONDS).status());
        completing.join();
        return completing;
    }

    private static void awaitFree(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (isInApp(thread)) {
            assertTrue(System.nanoTime() < deadline, thread + " was not let go of");
            Thread.onSpinWait();
        }
    }

    private static boolean isInApp(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("dev.servlette.applications."));
    }

    private static boolean isWorker(Thread thread) {
        return thread.getName().startsWith("servlette-reply-");
    }

    /**
     * Threads: "A handler and the middleware around it run on a thread of the host, which is the one that brought the request." "A
     * ready answer is written on that thread too, so a writer may block." "That may be the host's thread, so it must put back what
     * it found." RT27.
     */
    @Test
    void readyAnswerStaysOnTheHostsThread() throws Exception {
        send(next("/written"));
        Thread host = at("handler");
        assertFalse(isWorker(host), host.getName());
        assertEquals(List.of(host, host, host), List.of(at("middleware"), at("step"), at("decorated writer")));
    }

    /**
     * Threads: "A pending answer lets go of it." "Once its stage has completed, its steps and its body run on a worker of the app,
     * never on the thread that completed the stage."
     */
    @Test
    void pendingAnswerGoesOnOnAWorker() throws Exception {
        Thread completing = sendPending(request -> new StreamingResponse("application/x", out -> {
            here(request, "writer");
            out.write('w');
        }));
        Thread worker = at("step");
        assertTrue(isWorker(worker), worker.getName());
        assertEquals(List.of(worker, worker), List.of(at("writer"), at("hook")));
        assertNotEquals(completing, worker);
    }

    /** Threads: "`await()` waits on the thread that calls it, and the steps that it waits for run there." */
    @Test
    void awaitRunsTheStepsOnItsThread() throws Exception {
        CompletableFuture<Answered> answer = sending(next("/awaited"));
        Thread host = at("handler");
        new Thread(() -> stage.complete(new PlainTextResponse("awaited"))).start();
        assertEquals(200, answer.get(10, TimeUnit.SECONDS).status());
        assertEquals(List.of(host, host), List.of(at("awaited step"), at("step")));
    }

    /**
     * Threads: "A publisher is subscribed to where a writer would have run." "The hooks of `request.onComplete` run after the body
     * where it was written; after a published body, on a worker."
     */
    @Test
    void publisherIsSubscribedToWhereAWriterWouldRun() throws Exception {
        send(next("/published"));
        assertEquals(at("handler"), at("publisher"));
        assertTrue(isWorker(at("hook")), at("hook").getName());
        send(next("/written"));
        assertEquals(at("decorated writer"), at("hook"));
        sendPending(this::publishing);
        assertTrue(isWorker(at("publisher")), at("publisher").getName());
    }

    /** Threads: "Background tasks run on workers of their own, after the hooks." */
    @Test
    void tasksRunOnWorkersOfTheirOwn() throws Exception {
        send(next("/written"));
        String name = at("task").getName();
        assertTrue(name.startsWith("servlette-background-"), name);
        assertTrue(seen(last(), "hook").isDone());
    }

    /**
     * Threads: "What shall run beside a handler is handed to the app's `Workers`, an `Executor` that handlers and lifespans find in
     * the state." "Such a task has a worker of its own group, and runs in the context of the thread that handed it over." CC1.
     */
    @Test
    void handlersAndLifespansHandWorkToTheWorkers() throws Exception {
        Answered answered = send(next("/beside"));
        assertEquals(last(), new String(answered.body(), UTF_8));
        for (Thread worker : List.of(at("beside"), seen("start", "task").get(10, TimeUnit.SECONDS))) {
            assertTrue(worker.getName().startsWith("servlette-task-"), worker.getName());
        }
    }

    /**
     * Threads: "The decorator is called on the thread of a handler that has just returned, if that leaves something of the app to be
     * done: steps, an error to be answered, a writer, a publisher, a hook, a background task." "It is called again where work goes
     * to another thread: to a worker, or to a background task."
     */
    @Test
    void decoratorIsCalledAfterTheHandlerAndAtEachHandOver() throws Exception {
        sendPending(request -> new PlainTextResponse("pending").withBackground(() -> here(request, "task")));
        at("task");
        List<Thread> here = decorating.stream()
                .filter(call -> call.request().equals(last()))
                .map(Call::thread)
                .toList();
        Thread host = at("handler");
        assertEquals(List.of(host, host, at("step")), here);
    }
}
