package dev.servlette.responses;

import static dev.servlette.responses.Sent.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.background.BackgroundTask;
import dev.servlette.datastructures.Headers;
import dev.servlette.requests.RecordingExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 6.5. */
class TrailersTest {
    private static final Headers SUM = Headers.of("X-Sum", "7");

    private final Sent sent = new Sent();
    private final List<String> log = new ArrayList<>();

    private Response written(Supplier<Headers> trailers) {
        return new StreamingResponse("a/b", out -> {
                    log.add("written");
                    out.write("hi".getBytes(UTF_8));
                })
                .withTrailers(trailers);
    }

    private Headers asked() {
        log.add("asked");
        return SUM;
    }

    @Test
    void trailersAreAskedForAfterTheBody() {
        RecordingExchange exchange = sent.send(new RecordingExchange("GET", "/"), written(this::asked));
        assertEquals(List.of("trailers", START + "2", "write 2", "complete"), exchange.calls());
        assertEquals(List.of("written", "asked"), log);
        assertEquals(SUM, exchange.trailers());
    }

    @Test
    void trailersAreAskedForEachTime() {
        Response response = new Response("hi", "a/b").withTrailers(this::asked);
        sent.get(response);
        sent.get(response);
        assertEquals(List.of("asked", "asked"), log);
    }

    @Test
    void trailersStayWithTheirResponse() {
        BackgroundTask task = () -> log.add("task");
        Response response = new Response(200).withTrailers(this::asked).withBackground(task);
        Response changed = response.withStatus(201).withHeader("A", "1").withBody(Body.EMPTY);
        assertSame(response.trailers(), changed.trailers());
        assertEquals(List.of(task), response.withTrailers(Headers::empty).background());
    }

    @Test
    void trailersAreNotAskedForWhereThereIsNoRoom() {
        sent.head(written(this::asked));
        sent.get(written(this::asked).withStatus(204));
        RecordingExchange exchange = new RecordingExchange("GET", "/").failingAt("trailers");
        assertEquals(
                List.of("trailers", START + "2", "write 2", "complete"),
                sent.send(exchange, written(this::asked)).calls());
        assertEquals(List.of("written"), log);
    }

    @Test
    void trailersOfABodyThatFailedAreNotAskedFor() {
        sent.get(new StreamingResponse("a/b", out -> {
                    throw new IllegalStateException("e");
                })
                .withTrailers(this::asked));
        assertEquals(List.of(), log);
    }

    @Test
    void trailersThatFailCutTheConnection() {
        for (Throwable e : List.of(new IllegalStateException("e"), new AssertionError("e"))) {
            List<String> calls = sent.get(written(() -> failed(e)));
            assertEquals(List.of("trailers", START + "2", "write 2", "abort e"), calls);
        }
    }

    @Test
    void anErrorOfTheVirtualMachineIsItsThreads() {
        Error e = new OutOfMemoryError("test");
        assertSame(e, assertThrows(OutOfMemoryError.class, () -> sent.get(written(() -> failed(e)))));
    }

    private static Headers failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) e;
    }

    @Test
    void severalLinesOfANameAreOne() {
        Trailers trailers = new Trailers(() -> Headers.of("A", "1", "B", "2", "a", "3"));
        trailers.ask();
        assertEquals("[A: 1, 3, B: 2]", trailers.fields().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding", "Set-Cookie", "CONTENT-TYPE", "Trailer"})
    void whatComesTooLateIsRefused(String name) {
        Trailers trailers = new Trailers(() -> Headers.of("A", "1", name, "1"));
        IllegalStateException e = assertThrows(IllegalStateException.class, trailers::ask);
        assertEquals(
                "Header \"" + name
                        + "\" was given as a trailer. It says how to read an answer or what to do with it, which is"
                        + " too late after the body (RFC 9110, section 6.5.1); set it with withHeader.",
                e.getMessage());
        assertEquals(Headers.empty(), trailers.fields());
    }
}
