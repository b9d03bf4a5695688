package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    @Test
    void listMayOnlyBecomeShorter() {
        System.out.println("May differ between hosts: " + Differences.HEADERS + ", and the blank after ; in "
                + Differences.WITHOUT_BLANK + "; handed on: " + Differences.HANDED_ON);
        assertEquals(List.of("connection", "date", "keep-alive", "server", "transfer-encoding"), Differences.HEADERS);
        assertEquals(List.of("content-type"), Differences.WITHOUT_BLANK);
        assertEquals(Map.of("jetty-12.0", List.of("GET /any [Host: a,b]")), Differences.HANDED_ON);
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
