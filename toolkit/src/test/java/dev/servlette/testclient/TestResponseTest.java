package dev.servlette.testclient;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestResponseTest {
    private static TestResponse answer(Response response) {
        try (TestClient client = new TestClient(request -> response)) {
            return client.get("/a?b");
        }
    }

    @Test
    void bytesAreACopy() {
        TestResponse response = answer(new PlainTextResponse("hi"));
        response.bytes()[0] = 0;
        assertArrayEquals("hi".getBytes(UTF_8), response.bytes());
    }

    @Test
    void textIsDecodedAsTheContentTypeSays() {
        byte[] latin1 = "\u00e9".getBytes(ISO_8859_1);
        assertEquals(
                "\u00e9",
                answer(new Response(latin1, "text/plain; charset=iso-8859-1")).text());
        assertEquals(
                "\u00e9",
                answer(new Response(latin1, "text/plain; Charset=\"iso-8859-1\"; a=b"))
                        .text());
        assertEquals("\u00e9", answer(new Response("\u00e9", "application/x")).text());
        assertEquals("", answer(new Response(204)).text());
    }

    @Test
    void jsonIsRead() {
        assertEquals(Map.of("a", 1), answer(new JsonResponse(Map.of("a", 1))).json(Map.class));
    }

    @Test
    void urlIsWhole() {
        assertEquals("http://testserver/a?b", answer(new Response(204)).url().toString());
    }

    @Test
    void printsWhatFailingTestsNeed() {
        assertEquals(
                "GET /a?b -> 200 [Content-Type: text/plain; charset=utf-8, Content-Length: 2] hi",
                answer(new PlainTextResponse("hi")).toString());
    }
}
