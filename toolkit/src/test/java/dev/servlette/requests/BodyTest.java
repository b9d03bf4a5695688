package dev.servlette.requests;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Handler;
import dev.servlette.json.Json;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.routing.Route;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static String post(Handler handler) {
        try (TestClient client = new TestClient(handler)) {
            return client.post("/", r -> r.body("sent".getBytes(StandardCharsets.UTF_8), "text/plain"))
                    .text();
        }
    }

    private static String read(Request request) throws IOException {
        return new String(request.stream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** MW3: who reads first, middleware or handler, and in what order they ask. */
    @Test
    void middlewareAndHandlerReadTheSameBody() {
        Servlette app = Servlette.builder()
                .routes(Route.post("/", request -> new PlainTextResponse(request.text() + " " + read(request))))
                .middleware((request, next) -> {
                    String before = request.text();
                    return next.handle(request)
                            .then(response -> response.withHeader("Read", before + " " + request.text()));
                })
                .build();
        try (TestClient client = new TestClient(app)) {
            TestResponse response =
                    client.post("/", r -> r.body("sent".getBytes(StandardCharsets.UTF_8), "text/plain"));
            assertEquals("sent sent", response.text());
            assertEquals("sent sent", response.headers().get("Read"));
        }
    }

    /** RQ8. */
    @Test
    void aStreamAfterTheBodyGivesItAgain() {
        assertEquals("sent sent", post(request -> new PlainTextResponse(request.text() + " " + read(request))));
    }

    /** The rest of a body must not be taken for the whole, when somebody swallowed the 413. */
    @Test
    void aBodyThatWasTooLargeStaysTooLarge() {
        byte[] large = new byte[(16 << 20) + 7];
        for (String announced : List.of("", "16777223", "many")) {
            Handler handler = request -> {
                assertEquals(
                        413, assertThrows(HttpException.class, request::body).status());
                assertEquals(
                        413, assertThrows(HttpException.class, request::body).status());
                assertEquals(
                        413, assertThrows(HttpException.class, request::stream).status());
                return new PlainTextResponse("seen");
            };
            RecordingExchange exchange =
                    new RecordingExchange("POST", "/").body(large).header("Content-Length", announced);
            Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
            assertDoesNotThrow(() -> handler.handle(request));
        }
    }

    /** A host may send a file by itself only when nobody reads on. */
    @Test
    void itIsKnownWhetherSomebodyReads() throws IOException {
        RecordingExchange exchange = new RecordingExchange("POST", "/").body(new byte[3]);
        Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
        assertFalse(request.scope().isReading());
        InputStream stream = request.stream();
        assertTrue(request.scope().isReading());
        stream.readAllBytes();
        assertFalse(request.scope().isReading());
    }

    /** RQ9, MW3: where Starlette gives an empty body, or says that the stream is consumed. */
    @Test
    void aStreamIsConsumedOnce() {
        IllegalStateException again = assertThrows(
                IllegalStateException.class,
                () -> post(request -> new PlainTextResponse(read(request) + read(request))));
        assertEquals(
                "request.stream() was called twice. The bytes are gone; use request.body(), which keeps them.",
                again.getMessage());
        IllegalStateException late = assertThrows(
                IllegalStateException.class,
                () -> post(request -> new PlainTextResponse(read(request) + request.text())));
        assertEquals(
                "request.body() was called after request.stream(). The bytes are gone; read the body first, then stream() gives"
                        + " it too.",
                late.getMessage());
    }

    private static void end(Request request) {
        request.scope().complete(200, 0, null, e -> {});
    }

    private static Request received(InputStream body) {
        RecordingExchange exchange = new RecordingExchange("POST", "/").body(body);
        return new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
    }

    /** By then the host may have given its stream to another request. */
    @Test
    void nobodyReadsWhenTheAnswerHasEnded() throws IOException {
        String text =
                "The body of a request was read after its answer had ended. Read it before; what request.body() has read"
                        + " is kept.";
        Request streamed = received(new ByteArrayInputStream(new byte[2]));
        InputStream in = streamed.stream();
        assertEquals(0, in.read());
        end(streamed);
        assertEquals(text, assertThrows(IllegalStateException.class, in::read).getMessage());
        assertThrows(IllegalStateException.class, in::available);
        Request late = received(new ByteArrayInputStream(new byte[2]));
        assertFalse(late.scope().stopReading());
        end(late);
        assertEquals(text, assertThrows(IllegalStateException.class, late::body).getMessage());
        Request kept = received(new ByteArrayInputStream(new byte[2]));
        assertEquals(2, kept.body().length);
        end(kept);
        assertEquals(2, kept.body().length);
        assertEquals(0, kept.stream().read());
    }

    @Test
    void theEndOfAnAnswerWaitsForWhoStillReads() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch sends = new CountDownLatch(1);
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Request request = received(new InputStream() {
            @Override
            public int read() throws IOException {
                reads.countDown();
                awaited(sends);
                log.add("read");
                return -1;
            }
        });
        Thread reader = new Thread(() -> request.body(), "reader");
        reader.start();
        awaited(reads);
        assertTrue(request.scope().stopReading());
        Thread ender = new Thread(() -> end(request, log), "ender");
        ender.start();
        awaitStop(ender);
        sends.countDown();
        ender.join(20_000);
        reader.join(20_000);
        assertEquals(List.of("read", "ended"), log);
    }

    private static void end(Request request, List<String> log) {
        end(request);
        log.add("ended");
    }

    /** Until it waits, or has not waited. */
    private static void awaitStop(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    private static void awaited(CountDownLatch latch) throws InterruptedIOException {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
