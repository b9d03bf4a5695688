package dev.servlette.testclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.events.EventStreamResponse;
import dev.servlette.events.EventWriter;
import dev.servlette.events.ServerSentEvent;
import dev.servlette.responses.PlainTextResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TestEventsTest {
    private static TestClient writing(EventWriter writer) {
        return new TestClient(request -> new EventStreamResponse(writer));
    }

    @Test
    void eventsAreReadOneByOne() {
        try (TestClient client = writing(events -> {
                    events.send(ServerSentEvent.of("a").withId(1).withName("n").withRetry(Duration.ofMillis(7)));
                    events.send(ServerSentEvent.comment("b"));
                    events.send("c");
                });
                TestEvents events = client.events("/")) {
            assertEquals(200, events.status());
            assertEquals("no-store", events.headers().get("Cache-Control"));
            assertEquals("event: n\nid: 1\nretry: 7\ndata: a\n\n", events.next().toString());
            assertEquals("c", events.next().data());
            assertNull(events.next());
            assertNull(events.next());
        }
    }

    @Test
    void headersAreSent() {
        try (TestClient client = new TestClient(request -> new EventStreamResponse(
                        events -> events.send(request.headers().get("Last-Event-ID"))));
                TestEvents events = client.events("/", r -> r.header("Last-Event-ID", "7"))) {
            assertEquals("7", events.next().data());
        }
    }

    @Test
    void answerOfAnotherKindHasNoEvents() {
        try (TestClient client = new TestClient(request -> new PlainTextResponse("no", 404));
                TestEvents events = client.events("/")) {
            assertEquals(404, events.status());
            assertNull(events.next());
        }
    }

    @Test
    void failureOfTheAppIsThrown() {
        IllegalStateException failure = new IllegalStateException("test");
        try (TestClient client = writing(events -> {
                    events.send("a");
                    throw failure;
                });
                TestEvents events = client.events("/")) {
            assertEquals("a", events.next().data());
            assertSame(failure, assertThrows(IllegalStateException.class, events::next));
        }
    }

    /** Design, request 23, and examples/AppTest. */
    @Test
    void endlessEventsAreMovedByTheTestAndCutOff() throws Exception {
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        try (TestClient client = writing(events -> {
            while (events.sleep(Duration.ofMinutes(1))) {
                events.send("tick");
            }
            end.complete(events.isOpen());
        })) {
            try (TestEvents ticks = client.events("/ticks")) {
                client.advance(Duration.ofMinutes(3));
                assertEquals("tick", ticks.next().data());
                assertEquals("tick", ticks.next().data());
                assertEquals("tick", ticks.next().data());
            }
            assertEquals(false, end.get(10, TimeUnit.SECONDS));
        }
    }
}
