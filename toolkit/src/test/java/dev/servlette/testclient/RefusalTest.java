package dev.servlette.testclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.servlette.datastructures.Headers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract suite compares most of it with containers. */
class RefusalTest {
    private static Refusal of(String method, String... headers) {
        return Refusal.of(new Outgoing(method, RequestTarget.parse("/"), Headers.received(headers), new byte[0]));
    }

    private static Refusal host(String host) {
        return of("GET", "Host", host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a.b", "a.", "a-b.c", "xn--a", "1.2.3.4", "a:1", "a:00080", "[::1]", "[::1]:80", "a:65535"})
    void aHostWithAPortOrWithoutIsTaken(String host) {
        assertNull(host(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", ".a", "a..b", "a..", "-a", "a-", "a.-b", "a-.b", "a_b", "a~b", "a:", "a:0", "a:00", "a:65536",
                "[::1]:0", "[v1.a]", "::1", "*"
            })
    void anyOtherHostIsRefused(String host) {
        assertEquals(
                new Refusal(400, "The header Host is there once, and is a host with a port or without one."),
                host(host));
    }

    @Test
    void oneHostIsNeeded() {
        assertEquals(400, of("GET").status());
        assertEquals(400, of("GET", "Host", "a", "host", "a").status());
    }

    @Test
    void methodsThatSomeHostAnswersItselfAreRefused() {
        assertEquals(new Refusal(405, "TRACE is answered by no host."), of("TRACE", "Host", "a"));
        assertEquals(new Refusal(400, "The method is no token, or it is CONNECT."), of("CONNECT", "Host", "a"));
        assertEquals(new Refusal(400, "The method is no token, or it is CONNECT."), of("G T", "Host", "a"));
    }

    @Test
    void whatIsWrongWithAHeaderIsSaid() {
        assertEquals(
                new Refusal(
                        400,
                        "Header \"X A\" has a name that is no token (RFC 9110, section 5.1). Use letters, digits and"
                                + " hyphens."),
                of("GET", "Host", "a", "X A", ""));
    }

    /** RFC 9112, section 6. */
    @Test
    void aBodyIsFramedInOneWay() {
        assertNull(of("GET", "Host", "a", "Content-Length", "0"));
        assertNull(of("GET", "Host", "a", "Transfer-Encoding", "Chunked"));
        for (List<String> lines : List.of(
                List.of("Content-Length", "+1"),
                List.of("Content-Length", "1", "Content-Length", "1"),
                List.of("Content-Length", "1", "Transfer-Encoding", "chunked"),
                List.of("Transfer-Encoding", "gzip"))) {
            List<String> all = new ArrayList<>(List.of("Host", "a"));
            all.addAll(lines);
            assertNotNull(of("GET", all.toArray(new String[0])), lines.toString());
        }
    }

    @Test
    void oneExpectationIsKnown() {
        assertNull(of("GET", "Host", "a", "Expect", "100-Continue"));
        assertEquals(417, of("GET", "Host", "a", "Expect", "").status());
    }

    /** As Jetty counts: the request line, and the empty line at the end, too. */
    @Test
    void theHeadHasALimit() {
        int around = ("GET / HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n").length();
        assertNull(of("GET", "Host", "a", "X", "x".repeat(8192 - around)));
        assertEquals(
                new Refusal(431, "Request line and headers have more than 8192 bytes."),
                of("GET", "Host", "a", "X", "x".repeat(8193 - around)));
    }

    @Test
    void thereAreAHundredLinesAtMost() {
        List<String> lines = new ArrayList<>(List.of("Host", "a"));
        for (int i = 1; i < 100; i++) {
            lines.addAll(List.of("X", "v"));
        }
        assertNull(of("GET", lines.toArray(new String[0])));
        lines.addAll(List.of("X", "v"));
        assertEquals(
                new Refusal(400, "There are more than 100 header lines."), of("GET", lines.toArray(new String[0])));
    }
}
