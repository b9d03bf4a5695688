package dev.servlette.requests;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Handler;
import dev.servlette.json.Json;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.testclient.TestClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
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

    /** RQ9. */
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
}
