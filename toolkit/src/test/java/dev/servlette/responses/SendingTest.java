package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.handlers.Handler;
import dev.servlette.testclient.TestClient;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
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
}
