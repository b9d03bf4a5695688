package dev.servlette.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.json.JsonException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSentEventTest {
    private static String message(Runnable act) {
        return assertThrows(IllegalArgumentException.class, act::run).getMessage();
    }

    @Test
    void allFieldsAreWritten() {
        ServerSentEvent event =
                ServerSentEvent.of("hi").withId(7).withName("news").withRetry(Duration.ofSeconds(3));
        assertEquals("event: news\nid: 7\nretry: 3000\ndata: hi\n\n", event.toString());
        assertEquals("hi", event.data());
        assertEquals("7", event.id());
        assertEquals("news", event.name());
        assertEquals(Duration.ofSeconds(3), event.retry());
    }

    @Test
    void whatIsNotSaidIsNotWritten() {
        ServerSentEvent event = ServerSentEvent.of("hi");
        assertEquals("data: hi\n\n", event.toString());
        assertNull(event.id());
        assertNull(event.name());
        assertNull(event.retry());
    }

    /** HTML Standard: a line without its field's name would be another field, or the end of the event. */
    @Test
    void eachLineOfTheTextIsALineOfTheField() {
        assertEquals(
                "data: a\ndata: b\ndata: c\ndata: \ndata: id: 1\ndata: \n\n",
                ServerSentEvent.of("a\nb\rc\r\n\nid: 1\r").toString());
        assertEquals("data: \n\n", ServerSentEvent.of("").toString());
        assertEquals("data:  a\n\n", ServerSentEvent.of(" a").toString());
    }

    @Test
    void commentIsNoEvent() {
        ServerSentEvent comment = ServerSentEvent.comment("a\ndata: b");
        assertEquals(": a\n: data: b\n\n", comment.toString());
        assertEquals("", comment.data());
        assertEquals(
                "retry: 5\n\n",
                ServerSentEvent.comment("")
                        .withRetry(Duration.ofMillis(5))
                        .toString()
                        .substring(3));
    }

    @Test
    void valueIsWrittenAsJson() {
        ServerSentEvent event = ServerSentEvent.json(Map.of("a", 1));
        assertEquals("data: {\"a\":1}\n\n", event.toString());
        assertEquals("{\"a\":1}", event.data());
        assertEquals(1, event.json(Map.class).get("a"));
        assertThrows(JsonException.class, () -> ServerSentEvent.of("{").json(Map.class));
    }

    @Test
    void idAndNameAreOneLine() {
        ServerSentEvent event = ServerSentEvent.of("");
        assertEquals(
                "The id \"1\\ndata: x\" was given to a server-sent event. It is one line, without the character 0.",
                message(() -> event.withId("1\ndata: x")));
        assertEquals(
                "The name \"a\\rb\" was given to a server-sent event. It is one line, without the character 0.",
                message(() -> event.withName("a\rb")));
        assertEquals(
                "The id \"\\0\" was given to a server-sent event. It is one line, without the character 0.",
                message(() -> event.withId('\0')));
    }

    @Test
    void retryIsNotNegative() {
        assertEquals(
                "The retry PT-1S was given to a server-sent event. A client waits zero or more before it comes back.",
                message(() -> ServerSentEvent.of("").withRetry(Duration.ofSeconds(-1))));
    }
}
