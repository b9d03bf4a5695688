package dev.servlette.testclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.datastructures.Headers;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TestRequestTest {
    private static final byte[] HI = "hi".getBytes(UTF_8);

    private static Outgoing outgoing(String method, String path, Consumer<TestRequest> configured) {
        TestRequest request = new TestRequest();
        configured.accept(request);
        return request.outgoing(method, path, Headers.of("Host", "testserver"));
    }

    @Test
    void queryIsAddedToThatOfThePath() {
        assertEquals(
                "GET /a?b=1&c=2",
                outgoing("GET", "/a", r -> r.query("b", 1).query("c", 2)).toString());
        assertEquals(
                "GET /a?b=1&c=2",
                outgoing("GET", "/a?b=1", r -> r.query("c", "2")).toString());
    }

    @Test
    void queryIsEncoded() {
        assertEquals(
                "GET /?%C3%A9+%26=%3D%7B",
                outgoing("GET", "/", r -> r.query("\u00e9 &", "={")).toString());
    }

    @Test
    void bodyHasTypeAndLength() {
        Outgoing request = outgoing("PUT", "/", r -> r.body(HI, "text/x"));
        assertEquals(
                "[Host: testserver, Content-Type: text/x, Content-Length: 2]",
                request.headers().toString());
        assertArrayEquals(HI, request.body());
    }

    @Test
    void bodyIsACopy() {
        byte[] given = HI.clone();
        Outgoing request = outgoing("PUT", "/", r -> {
            r.body(given, "text/x");
            given[0] = 0;
        });
        assertArrayEquals(HI, request.body());
    }

    @Test
    void jsonIsWritten() {
        Outgoing request = outgoing("POST", "/", r -> r.json(Map.of("a", "b")));
        assertEquals("{\"a\":\"b\"}", new String(request.body(), UTF_8));
        assertEquals("application/json", request.headers().get("Content-Type"));
    }

    @Test
    void ownContentTypeStands() {
        Outgoing request = outgoing("POST", "/", r -> r.json(1).header("content-type", "application/x+json"));
        assertEquals(
                "[Host: testserver, content-type: application/x+json, Content-Length: 1]",
                request.headers().toString());
    }

    /** RFC 9110, section 8.6. */
    @Test
    void lengthIsSaidWhereABodyIsExpected() {
        assertEquals("0", outgoing("POST", "/", r -> {}).headers().get("Content-Length"));
        assertEquals("0", outgoing("PUT", "/", r -> {}).headers().get("Content-Length"));
        assertEquals("0", outgoing("PATCH", "/", r -> {}).headers().get("Content-Length"));
        assertEquals(null, outgoing("DELETE", "/", r -> {}).headers().get("Content-Length"));
    }

    @Test
    void secondBodyIsRefused() {
        Throwable e = assertThrows(
                IllegalStateException.class,
                () -> outgoing("POST", "/", r -> r.json(1).body(HI, "text/x")));
        assertEquals(
                "A second body of \"text/x\" was given to a test request, after one of \"application/json\". A request has"
                        + " one; keep one call of json(..) or body(..), or calls of field(..) and file(..).",
                e.getMessage());
    }

    @Test
    void fieldsAreUrlEncoded() {
        Outgoing request = outgoing(
                "POST", "/", r -> r.field("a", 1).field("\u00e9 &", "b c=").field("a", ""));
        assertEquals("a=1&%C3%A9+%26=b+c%3D&a=", new String(request.body(), UTF_8));
        assertEquals("application/x-www-form-urlencoded", request.headers().get("Content-Type"));
        assertEquals("24", request.headers().get("Content-Length"));
    }

    /** The boundary is none of what is sent. */
    @Test
    void withAFileTheFormIsMultipart() {
        Outgoing request = outgoing(
                "POST",
                "/",
                r -> r.field("t\"\r\n", "\u00e9").file("f", "a\u00e9.txt", HI).file("g", "", HI, "text/x"));
        assertEquals(
                "multipart/form-data; boundary=testclient", request.headers().get("Content-Type"));
        assertEquals(
                "--testclient\r\nContent-Disposition: form-data; name=\"t%22%0D%0A\"\r\n\r\n\u00e9\r\n--testclient\r\n"
                        + "Content-Disposition: form-data; name=\"f\"; filename=\"a\u00e9.txt\"\r\nContent-Type:"
                        + " application/octet-stream\r\n\r\nhi\r\n--testclient\r\nContent-Disposition: form-data;"
                        + " name=\"g\"; filename=\"\"\r\nContent-Type: text/x\r\n\r\nhi\r\n--testclient--\r\n",
                new String(request.body(), UTF_8));
        byte[] file = "\r\n--testclient-".getBytes(UTF_8);
        assertEquals(
                "multipart/form-data; boundary=testclient--",
                outgoing("POST", "/", r -> r.file("f", "f", file)).headers().get("Content-Type"));
    }

    @Test
    void aFormBesideABodyIsRefused() {
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> outgoing("POST", "/", r -> r.field("a", 1).json(1)))
                .getMessage();
        assertEquals(
                "A second body of \"application/json\" was given to a test request, after one of"
                        + " \"application/x-www-form-urlencoded\"."
                        + " A request has one; keep one call of json(..) or body(..), or calls of field(..) and file(..).",
                message);
        assertThrows(
                IllegalStateException.class,
                () -> outgoing("POST", "/", r -> r.json(1).field("a", 1)));
    }

    /** Servers must refuse it, so it can be sent to an app; blanks around a value are no part of it. */
    @Test
    void aMalformedHeaderIsSentAsItIs() {
        Outgoing request = outgoing(
                "GET", "/", r -> r.header("A", " b\r\nC: d").header("", "\te\r").header("host", "f "));
        assertEquals("[A: b\r\nC: d, : e\r, host: f]", request.headers().toString());
    }
}
