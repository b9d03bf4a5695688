package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.Request;
import dev.servlette.responses.Body;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a client sees of a failure, with debug on and off. */
class DebugContractTest extends Contract {
    private static final String TEXT =
            "500\nContent-Length: 21\nContent-Type: text/plain; charset=utf-8\nVary: Accept\n\nInternal Server Error";
    private static final String PAGE = """
            500
            Content-Length: 140
            Content-Type: text/html; charset=utf-8
            Vary: Accept

            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <title>500 Internal Server Error</title>
            <h1>500 Internal Server Error</h1>
            </html>
            """;

    @Override
    Servlette app() {
        BaseRoute[] routes = {
            Route.get("/bug/{id:int}", DebugContractTest::bug),
            Route.post("/bug", DebugContractTest::bug),
            Route.get("/pending", request -> Reply.from(CompletableFuture.supplyAsync(DebugContractTest::later))),
            Route.get("/body", streaming(DebugContractTest::failAtOnce)),
            Route.get("/late-body", streaming(DebugContractTest::failLate))
        };
        return Servlette.builder()
                .routes(
                        Mount.of("/on", routes),
                        Mount.of("/off", Servlette.builder().routes(routes).build()))
                .exceptionHandler(500, (request, e) -> new PlainTextResponse("handled", 500))
                .debug(true)
                .build();
    }

    private static PlainTextResponse bug(Request request) {
        throw new IllegalStateException("<b>\"bug\" & more</b>");
    }

    private static PlainTextResponse later() {
        throw new IllegalStateException("too late");
    }

    private static Handler streaming(Body.Writer writer) {
        return request -> new StreamingResponse("application/x", writer);
    }

    private static void failAtOnce(OutputStream out) {
        throw new IllegalStateException("no body");
    }

    private static void failLate(OutputStream out) throws IOException {
        out.write('a');
        out.flush();
        throw new IllegalStateException("no more");
    }

    private static Ask html(Ask ask) {
        return ask.header("Accept: text/html,application/xml;q=0.9,*/*;q=0.8");
    }

    private String page(Ask ask, String type) throws IOException {
        Answered answered = send(ask);
        assertEquals(500, answered.status());
        assertTrue(answered.isWhole(), ask + " was cut");
        assertTrue(answered.head().contains("Content-Type: " + type + ";charset=utf-8\n"), answered.head());
        assertTrue(answered.has("Cache-Control: no-store"), answered.head());
        assertTrue(answered.has("X-Content-Type-Options: nosniff"), answered.head());
        return new String(answered.body(), UTF_8);
    }

    /** APP8, ER3. */
    @Test
    void aBrowserGetsAPage() throws IOException {
        Ask ask = html(Ask.get("/on/bug/7?token=t0k3n&x=%3Cb%3E"));
        String page = page(ask.header("Cookie: id=c00k1e").header("X-Html: <i>"), "text/html");
        assertTrue(page.startsWith("<!doctype html>\n"), page);
        for (String part : List.of(
                "<title>IllegalStateException: &lt;b&gt;&quot;bug&quot; &amp; more&lt;/b&gt;</title>",
                "<b>GET</b> <code>" + setup().rootPath() + "/on/bug/7?token=********&amp;x=%3Cb%3E</code>",
                "matched <code>/on/bug/{id:int}</code>",
                "<dt>id</dt><dd>7</dd>",
                "<dt>x</dt><dd>&lt;b&gt;</dd>",
                "</i>        throw new IllegalStateException(&quot;&lt;b&gt;\\&quot;bug\\&quot; &amp; more&lt;/b&gt;&quot;);\n</mark>")) {
            assertTrue(page.contains(part), part + " is not in " + page);
        }
        String lower = page.toLowerCase(Locale.ROOT); // as Tomcat 10.1 gives the names of headers
        assertTrue(lower.contains("<dt>cookie</dt><dd>********</dd>"), page);
        assertTrue(lower.contains("<dt>x-html</dt><dd>&lt;i&gt;</dd>"), page);
        assertFalse(page.contains("t0k3n") || page.contains("c00k1e") || page.contains("<script"), page);
    }

    @Test
    void thePageHasAPolicyWithoutScripts() throws IOException {
        String head = send(html(Ask.get("/on/bug/7"))).head();
        assertTrue(head.contains("\nContent-Security-Policy: default-src 'none'; style-src 'sha256-"), head);
    }

    /** APP8, ER2. */
    @Test
    void aTerminalGetsAText() throws IOException {
        String text = page(Ask.get("/on/bug/7?token=t0k3n"), "text/plain");
        String start = "500 Internal Server Error\nGET " + setup().rootPath() + "/on/bug/7?token=********\n"
                + "Route: /on/bug/{id:int}\n\njava.lang.IllegalStateException: <b>\"bug\" & more</b>\n"
                + "    at " + DebugContractTest.class.getName() + ".bug(DebugContractTest.java:";
        assertTrue(text.startsWith(start), text);
        assertTrue(text.contains("\n        > throw new IllegalStateException("), text);
        assertTrue(page(Ask.get("/on/bug/7").header("Accept: text/html;q=0"), "text/plain")
                .startsWith("500 "));
    }

    @Test
    void headHasTheHeadersOfThePage() throws IOException {
        Ask head = html(Ask.head("/on/bug/7"));
        assertEquals("", page(head, "text/html"));
    }

    @Test
    void theBodyOfTheRequestIsNotShown() throws IOException {
        Ask ask = Ask.post("/on/bug", "card=4321").header("Content-Type: application/x-www-form-urlencoded");
        assertFalse(page(html(ask), "text/html").contains("4321"));
        assertFalse(page(ask, "text/plain").contains("4321"));
    }

    @Test
    void failuresThatComeLaterAreShown() throws IOException {
        assertTrue(page(html(Ask.get("/on/pending")), "text/html").contains("<p class=\"message\">too late</p>"));
        assertTrue(page(Ask.get("/on/body"), "text/plain").contains("java.lang.IllegalStateException: no body\n"));
    }

    /** ER4. */
    @Test
    void anAnswerThatHasBegunIsCut() throws IOException {
        expectCut(html(Ask.get("/on/late-body")), "200\nContent-Type: application/x", "a");
    }

    /** ER1: no text of the exception, no path, no frame. */
    @Test
    void withDebugOffNothingIsTold() throws IOException {
        for (String path : List.of("/off/bug/7", "/off/pending")) {
            expect(Ask.get(path), TEXT);
            expect(html(Ask.get(path)), PAGE);
        }
    }
}
