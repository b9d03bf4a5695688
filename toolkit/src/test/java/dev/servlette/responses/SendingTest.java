package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.State;
import dev.servlette.handlers.Handler;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.testclient.TestClient;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendingTest {
    private final List<String> log = new CopyOnWriteArrayList<>();

    private static Throwable failure(Handler handler) {
        try (TestClient client = new TestClient(handler)) {
            return assertThrows(Throwable.class, () -> client.get("/"));
        }
    }

    @Test
    void anErrorOfTheVirtualMachineInAWriterIsNotAnswered() {
        OutOfMemoryError error = new OutOfMemoryError("test");
        assertSame(
                error,
                failure(request -> new StreamingResponse("text/plain", out -> {
                    throw error;
                })));
    }

    @Test
    void anInterruptedWriterKeepsTheFlag() {
        InterruptedException interrupt = new InterruptedException("test");
        Handler handler = request -> {
            request.onComplete(end -> log.add(String.valueOf(Thread.interrupted())));
            return new StreamingResponse("text/plain", out -> {
                throw interrupt;
            });
        };
        assertSame(interrupt, failure(handler));
        assertEquals(List.of("true"), log);
    }

    @Test
    void anErrorOfAPublisherIsAnsweredOrCuts() {
        AssertionError error = new AssertionError("test");
        assertSame(
                error,
                failure(request -> StreamingResponse.from("text/plain", subscriber -> {
                    throw error;
                })));
        assertSame(
                error,
                failure(request -> StreamingResponse.from(
                        "text/plain",
                        subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                            @Override
                            public void request(long n) {
                                throw error;
                            }

                            @Override
                            public void cancel() {}
                        }))));
    }

    @Test
    void anInterruptedWaitKeepsTheFlag() {
        Handler handler = request -> {
            request.onComplete(end -> log.add(String.valueOf(Thread.interrupted())));
            Thread.currentThread().interrupt();
            return Reply.from(new CompletableFuture<Response>());
        };
        try (TestClient client = new TestClient(handler).supportsAsync(false).raisesServerExceptions(false)) {
            assertEquals(500, client.get("/").status());
        }
        assertEquals(List.of("true"), log);
    }

    /** BG1. */
    @Test
    void aTaskRunsAfterAPublishedBody() {
        Handler handler = request -> StreamingResponse.from("text/plain", subscriber -> {
                    SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
                    publisher.subscribe(subscriber);
                    publisher.submit(ByteBuffer.wrap(new byte[] {'h', 'i'}));
                    publisher.close();
                })
                .withBackground(() -> log.add("task"));
        try (TestClient client = new TestClient(handler)) {
            assertEquals("hi", client.get("/").text());
        }
        assertEquals(List.of("task"), log);
    }

    @Test
    void anErrorOfTheVirtualMachineInATaskIsItsThreads() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> log.add(e.getMessage()));
        try (TestClient client = new TestClient(request -> new Response(204).withBackground(() -> {
            throw new OutOfMemoryError("test");
        }))) {
            assertEquals(204, client.get("/").status());
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertTrue(log.isEmpty() || log.equals(List.of("test")), log.toString());
    }

    /** Gives nothing until it is told to. */
    private static final class Held extends InputStream {
        final CompletableFuture<Void> read = new CompletableFuture<>();
        final CompletableFuture<Integer> given = new CompletableFuture<>();

        @Override
        public int read() {
            read.complete(null);
            return given.join();
        }
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    /** By a host, which then knows of it. */
    @Test
    void anEndThatFailsIsNotEndedAgain() {
        IllegalStateException failure = new IllegalStateException("test");
        RecordingExchange exchange = new RecordingExchange("GET", "/") {
            @Override
            public void complete(@Nullable Throwable none) {
                throw failure;
            }
        };
        Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
        ResponseWriter writer = new ResponseWriter(Runnable::run, Runnable::run, (r, e) -> new Response(500));
        for (Response response : List.of(new Response("hi", "a/b"), new Response(204))) {
            assertSame(failure, assertThrows(IllegalStateException.class, () -> writer.send(request, response)));
        }
        assertEquals(List.of("start 200 [Content-Type: a/b] 2", "write 2", "start 204 [] -1"), exchange.calls());
    }

    /** The client has its answer; the host keeps its streams until the one who reads is out of them. */
    @Test
    void anAnswerIsFlushedWhileSomebodyStillReadsTheBody() throws Exception {
        Held body = new Held();
        RecordingExchange exchange = new RecordingExchange("POST", "/").body(body);
        Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
        Thread reader = started(request::body);
        body.read.get(20, TimeUnit.SECONDS);
        ResponseWriter writer = new ResponseWriter(Runnable::run, Runnable::run, (r, e) -> new Response(500));
        Thread sender = started(() -> writer.send(request, new Response("hi", "a/b")));
        while (sender.getState() != Thread.State.WAITING && sender.isAlive()) {
            Thread.onSpinWait();
        }
        assertEquals(List.of("start 200 [Content-Type: a/b] 2", "write 2", "flush"), exchange.calls());
        body.given.complete(-1);
        sender.join(20_000);
        reader.join(20_000);
        assertEquals("complete", exchange.calls().get(3));
    }
}
