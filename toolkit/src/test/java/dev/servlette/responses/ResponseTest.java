package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.background.BackgroundTask;
import dev.servlette.datastructures.Cookie;
import dev.servlette.datastructures.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
    private static final Response OK = new PlainTextResponse("ok");

    private static byte[] bytes(Response response) {
        return ((Body.Bytes) response.body()).content();
    }

    /** RS1. */
    @Test
    void aResponseHasStatusHeadersAndBody() {
        assertEquals(200, new Response("a", "text/csv").status());
        assertEquals(201, new Response("a", "text/csv", 201).status());
        assertArrayEquals(new byte[] {'a'}, bytes(new Response("a", "text/csv")));
        assertArrayEquals(new byte[] {1}, bytes(new Response(new byte[] {1}, "image/png")));
        assertEquals(404, new Response(new byte[] {1}, "image/png", 404).status());
        assertEquals(0, bytes(new Response(204)).length);
        assertEquals("204 []", new Response(204).toString());
    }

    /** RS3. */
    @ParameterizedTest
    @CsvSource({
        "text/csv,text/csv; charset=utf-8",
        "text/csv; charset=latin1,text/csv; charset=latin1",
        "Text/CSV; Charset=latin1,Text/CSV; Charset=latin1",
        "Text/CSV,Text/CSV; charset=utf-8",
        "image/png,image/png"
    })
    void textGetsItsCharset(String mediaType, String contentType) {
        assertEquals(contentType, new Response("a", mediaType).headers().get("Content-Type"));
        assertNull(new Response(200).headers().get("Content-Type"));
    }

    /** RS5. */
    @Test
    void eachKindHasItsType() {
        assertEquals(
                "text/plain; charset=utf-8",
                new PlainTextResponse("", 404).headers().get("Content-Type"));
        assertEquals(
                "text/html; charset=utf-8", new HtmlResponse("<p>").headers().get("Content-Type"));
        assertEquals(404, new HtmlResponse("<p>", 404).status());
        assertEquals("application/json", new JsonResponse(null, 404).headers().get("Content-Type"));
        assertEquals(new Body.Value(7), new JsonResponse(7).body());
    }

    @Test
    void textIsEscapedForAPage() {
        assertEquals("&lt;a b=&quot;&#39;&quot;&gt; &amp; ü", HtmlResponse.escaped("<a b=\"'\"> & ü"));
    }

    /** RS4. */
    @Test
    void withGivesACopy() {
        Response changed = OK.withStatus(201)
                .withHeader("A", "1")
                .withAddedHeader("A", "2")
                .withoutHeader("Content-Type");
        assertEquals("201 [A: 1, A: 2]", changed.toString());
        assertEquals("200 [Content-Type: text/plain; charset=utf-8]", OK.toString());
        assertEquals(
                "200 [content-type: a/b, A: 1]",
                OK.withHeader("A", "1").withHeader("content-type", "a/b").toString());
        assertSame(Body.EMPTY, OK.withBody(Body.EMPTY).body());
    }

    /** RS7, RS8: each in a line of its own. */
    @Test
    void cookiesAreSetAndDeleted() {
        Response response = OK.withoutHeader("Content-Type")
                .withCookie("a", "1")
                .withCookie(Cookie.of("b", "2").httpOnly(true))
                .withDeletedCookie("c");
        assertEquals(
                "200 [Set-Cookie: a=1; Path=/; SameSite=lax, Set-Cookie: b=2; HttpOnly; Path=/; SameSite=lax, Set-Cookie:"
                        + " c=\"\"; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=lax]",
                response.toString());
    }

    /** RS7. */
    @Test
    void aCookieThatBrowsersDropIsRefused() {
        Cookie cookie = Cookie.of("a", "1").partitioned(true);
        assertThrows(IllegalArgumentException.class, () -> OK.withCookie(cookie));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101, 199, 1000})
    void anInformationalStatusIsTheServers(int status) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Response(status));
        assertEquals(
                "Status " + status
                        + " was given to a response. The status of an answer has three digits and is at least 200;"
                        + " informational answers are the server's.",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> OK.withStatus(status));
    }

    @Test
    void theFramingIsTheServers() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> OK.withHeader("transfer-encoding", "chunked"));
        assertEquals(
                "Header \"transfer-encoding\" was set on a response. The server decides how a message is framed; leave it"
                        + " out.",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1x", "/", "9999999999999999999"})
    void aLengthIsANumber(String length) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> OK.withHeader("content-length", length));
        assertEquals(
                "Content-Length \"" + length
                        + "\" was set on a response. It must be a number of bytes. Leave the header out to"
                        + " have it counted.",
                e.getMessage());
    }

    @Test
    void headersAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> OK.withHeader("A", "1\r\nB: 2"));
        assertThrows(IllegalArgumentException.class, () -> OK.withAddedHeader("A B", "1"));
    }

    /** BG1. */
    @Test
    void backgroundTasksRunInTheOrderTheyWereAdded() throws Exception {
        List<Integer> log = new ArrayList<>();
        Response response = OK.withBackground(() -> log.add(1))
                .withBackground(() -> log.add(2))
                .withHeader("A", "1");
        for (BackgroundTask task : response.background()) {
            task.run();
        }
        assertEquals(List.of(1, 2), log);
        assertEquals(List.of(), OK.background());
    }

    /** RS6. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a?b=c#d|/a?b=c#d",
                "http://[::1]/x@y!$&'()*+,;=%20|http://[::1]/x@y!$&'()*+,;=%20",
                "/ü b|/%C3%BC%20b",
                "/\"<>|/%22%3C%3E"
            })
    void theLocationIsQuoted(String url, String location) {
        assertEquals(location, new RedirectResponse(url).headers().get("Location"));
    }

    /** RS6. */
    @Test
    void aRedirectIs307UnlessTold() {
        assertEquals(
                "/%0D%0AX:%20y", new RedirectResponse("/\r\nX: y").headers().get("Location"));
        assertEquals(307, new RedirectResponse("/").status());
        assertEquals(307, new RedirectResponse(Url.of("/")).status());
        assertEquals(308, new RedirectResponse("/", 308).status());
        assertEquals(308, new RedirectResponse(Url.of("/"), 308).status());
        assertEquals(303, RedirectResponse.seeOther("/").status());
        assertEquals("/a", RedirectResponse.seeOther(Url.of("/a")).headers().get("Location"));
    }

    @Test
    void aResponseHasValidators() {
        assertEquals("200 [ETag: \"v7\"]", new Response(200).withETag("v7").toString());
        assertEquals(
                "200 [Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT]",
                new Response(200)
                        .withLastModified(Instant.parse("1994-11-06T08:49:37.9Z"))
                        .toString());
    }
}
