package dev.servlette.applications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.State;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.responses.Body;
import dev.servlette.responses.Response;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebugPageTest {
    private static final Headers COMMON =
            Headers.of("Vary", "Accept", "Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");

    private static Response page(String... accept) {
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        for (String line : accept) {
            exchange.header("Accept", line);
        }
        Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
        return (Response) new DebugPage(Path.of("")).handle(request, new IllegalStateException("why"));
    }

    private static String body(Response page) {
        return new String(((Body.Bytes) page.body()).content(), UTF_8);
    }

    /** ER3. */
    @Test
    void whoNamesHtmlGetsAPage() {
        Response page = page("text/html");
        assertTrue(
                body(page).contains("<h1><span class=\"dim\">java.lang.</span>IllegalStateException</h1>"), body(page));
        assertEquals(500, page.status());
        assertEquals(
                COMMON.with("Content-Type", "text/html; charset=utf-8")
                        .with(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src '" + DebugStyle.HASH
                                        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
                page.headers());
    }

    /** ER2. */
    @Test
    void othersGetAText() {
        Response page = page();
        assertTrue(
                body(page).contains("\njava.lang.IllegalStateException: why\n    at " + DebugPageTest.class.getName()),
                body(page));
        assertEquals(500, page.status());
        assertEquals(COMMON.with("Content-Type", "text/plain; charset=utf-8"), page.headers());
    }

    @Test
    void theAcceptHeaderChooses() {
        for (String accept : List.of("text/html", "Text/HTML;level=1", "a/b, text/html ; q=0.1", "text/html;q=0.05")) {
            assertTrue(body(page(accept)).startsWith("<!doctype html>"), accept);
        }
        for (String accept : List.of(
                "",
                "*/*",
                "text/*",
                "text/html;q=0",
                "text/html; q=0.000",
                "text/html2",
                ";",
                "text/html;q=0.5, text/plain",
                "application/json")) {
            assertTrue(body(page(accept)).startsWith("500 Internal Server Error\n"), accept);
        }
        assertTrue(body(page("a/b", "text/html")).startsWith("<!doctype html>"));
    }

    @Test
    void withoutALoaderOfTheAppTheSystemsIsAsked() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            assertTrue(body(page()).contains("        > return (Response) new DebugPage("), body(page()));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
