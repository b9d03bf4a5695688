package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    @Test
    void listMayOnlyBecomeShorter() {
        System.out.println("May differ between hosts: " + Differences.HEADERS + ", and the blank after ; in "
                + Differences.WITHOUT_BLANK + "; handed on: " + Differences.HANDED_ON + "; answered before: "
                + Differences.ANSWERED_BEFORE);
        assertEquals(List.of("connection", "date", "keep-alive", "server", "transfer-encoding"), Differences.HEADERS);
        assertEquals(List.of("content-type"), Differences.WITHOUT_BLANK);
        assertEquals(List.of("GET /any [Host: a,b]"), Differences.HANDED_ON.get("jetty-12.0"));
        assertEquals(Set.of("jetty-12.0", "undertow"), Differences.HANDED_ON.keySet());
        assertEquals(-1931739855, Differences.HANDED_ON.hashCode(), "entries of the list above were exchanged");
        assertEquals(744993980, Differences.ANSWERED_BEFORE.hashCode(), "entries were exchanged");
        assertEquals(-936251668, Differences.TAKEN_FOR_CHUNKS.hashCode(), "entries were exchanged");
        assertEquals(List.of("undertow"), Differences.SILENT);
        assertEquals(List.of("undertow"), Differences.VAGUE);
        assertEquals(List.of("tomcat-10.1", "tomcat-11"), Differences.WHOLE_OVER_HTTP2);
        assertEquals(List.of("undertow"), Differences.SILENT_ABOUT_RESETS);
        assertEquals(Map.of("undertow", List.of("a frame of 2^64 bytes")), Differences.UNTOLD);
    }

    @Test
    void everythingElseIsCompared() {
        String one = "200\nX-A: 1\nX-A: 2\nDate: now\nContent-Type: text/plain; charset=utf-8\n\nbody";
        String same = "200\nContent-Type: text/plain;charset=utf-8\nX-A: 1\nX-A: 2\n\nbody";
        assertEquals(Answered.of(one).toString(), Answered.of(same).toString());
        assertEquals(
                "200\nContent-Type: text/plain;charset=utf-8\nX-A: 1\nX-A: 2\n\nbody",
                Answered.of(one).toString());
        assertEquals("204\n\n", Answered.of("204").toString());
        assertEquals(
                "200\nx-a: 2\nX-A: 1\n\n", Answered.of("200\nx-a: 2\nX-A: 1").toString());
    }
}
