package dev.servlette.testclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.events.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the HTML Standard, section 9.2.6, and its smaller print. */
class EventParserTest {
    private final EventParser parser = new EventParser();

    private List<String> read(String... parts) {
        List<String> events = new ArrayList<>();
        for (String part : parts) {
            parser.read(part.getBytes(UTF_8));
            for (ServerSentEvent event = parser.next(); event != null; event = parser.next()) {
                events.add(event.name() + " " + event.id() + " " + event.retry() + " " + event.data());
            }
        }
        return events;
    }

    @Test
    void linesOfDataAreOneText() {
        assertEquals(List.of("null null null YHOO\n+2\n10"), read("data: YHOO\ndata: +2\ndata: 10\n\n"));
    }

    @Test
    void blocksAreEventsWithTheirOwnFields() {
        assertEquals(
                List.of("null 1 null first event", "add  null second event", "null null null  third event"),
                read(
                        ": test stream\n\ndata: first event\nid: 1\n\nevent: add\ndata:second event\nid\n\ndata:  third event\n\n"));
    }

    @Test
    void emptyDataIsAnEvent() {
        assertEquals(List.of("null null null ", "null null null \n"), read("data\n\ndata\ndata\n\ndata:"));
    }

    @Test
    void spaceAfterTheColonIsIgnored() {
        assertEquals(List.of("null null null test", "null null null test"), read("data:test\n\ndata: test\n\n"));
    }

    @Test
    void linesEndInAnyWayAndAnywhere() {
        assertEquals(
                List.of("null null null a", "null null null b", "null null null c\nd"),
                read("data: a\r", "\n\r", "\ndata: b\r\r", "data: c\n", "da", "ta: d\r", "\n", "\r"));
    }

    @Test
    void byteOrderMarkIsIgnoredAtTheBeginningOnly() {
        assertEquals(
                List.of("null null null a", "null null null \uFEFFb"), read("\uFEFFdata: a\n\n", "data: \uFEFFb\n\n"));
        assertEquals(List.of(), read("\uFEFFdata: c\n\n"));
    }

    @Test
    void fieldsThatMeanNothingAreIgnored() {
        assertEquals(
                List.of("null null PT0.007S a"),
                read(
                        "id: a\0b\nretry: 7\nretry: 7s\nretry:\nretry: 1234567890123456789\nretry: +1\nDATA: b\nfoo\n: x\ndata: a\n\n"));
    }

    @Test
    void blockWithoutDataIsNoEvent() {
        assertEquals(List.of("null null null a"), read("event: x\nid: 1\nretry: 5\n\ndata: a\n\n"));
    }
}
