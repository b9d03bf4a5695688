package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.concurrency.Time;
import dev.servlette.datastructures.State;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** What cannot be answered is at least ended. */
class LostAnswersTest {
    private final RecordingExchange exchange = new RecordingExchange("GET", "/");
    private final Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
    private final List<String> log = new ArrayList<>();

    private static ResponseWriter writer(Executor workers) {
        return new ResponseWriter(workers, Runnable::run, (request, e) -> new Response(500));
    }

    @Test
    void aWorkerThatCannotBeHadEndsTheAnswer() {
        request.onComplete(end -> {
            log.add(String.valueOf(end.failure()));
            throw new IllegalStateException("hook");
        });
        CompletableFuture<Response> stage = new CompletableFuture<>();
        writer(task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                })
                .send(request, Reply.from(stage));
        stage.complete(new Response(204));
        assertEquals(List.of("java.lang.OutOfMemoryError: unable to create native thread"), log);
        assertEquals("abort", exchange.calls().get(exchange.calls().size() - 1).substring(0, 5));
    }

    @Test
    void anErrorOfTheVirtualMachineIsTheHosts() {
        OutOfMemoryError error = new OutOfMemoryError("test");
        ResponseWriter writer = writer(Runnable::run);
        assertSame(
                error, assertThrows(OutOfMemoryError.class, () -> writer.send(request, AsyncResponse.failed(error))));
    }

    @Test
    void aPublisherThatFailsBeforeItSubscribesSaysWhy() {
        IllegalStateException failure = new IllegalStateException("test");
        BlockingSubscriber subscriber = new BlockingSubscriber(Time.system());
        assertSame(
                failure,
                assertThrows(
                        IllegalStateException.class,
                        () -> subscriber.write(given -> given.onError(failure), new ByteArrayOutputStream())));
    }
}
