package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.Cookie;
import dev.servlette.requests.Request;
import dev.servlette.responses.HtmlResponse;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.RedirectResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ready answers of every kind, to every method. */
class HostContractTest extends Contract {
    private static final byte[] ALL_BYTES = allBytes();

    private static byte[] allBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    @Override
    Servlette app() {
        return Servlette.of(
                Route.get("/", request -> new JsonResponse(Map.of("hello", "world"))),
                Route.get("/null", request -> new JsonResponse(null)),
                Route.get("/json-text", request -> new JsonResponse("\u20ac")),
                Route.get(
                        "/users/{id:int}",
                        request -> new JsonResponse(Map.of("id", request.pathParam("id", Long.class)))),
                Route.get("/page", request -> new HtmlResponse("<h1>Hello, w\u00f6rld</h1>")),
                Route.get("/text", request -> new PlainTextResponse("h\u00e9llo")),
                Route.get("/bytes", request -> new Response(ALL_BYTES, "application/octet-stream")),
                Route.get("/empty", request -> new Response(200)),
                Route.get("/redirect", request -> new RedirectResponse("/a b\r\nX-Injected: 1?q=\u00e9")),
                Route.get("/see-other", request -> RedirectResponse.seeOther("/")),
                Route.get("/headers", HostContractTest::headers),
                Route.get("/cookies", HostContractTest::cookies),
                Route.get("/status/{status:int}", HostContractTest::status),
                Route.post("/split", request -> new PlainTextResponse("posted")),
                Route.delete("/split", request -> new Response(204)),
                Route.of("/split", request -> new PlainTextResponse("brewed")).methods("BREW", "QUERY", "PATCH"),
                Route.of("/any", request -> new PlainTextResponse(request.method())));
    }

    private static Response headers(Request request) {
        return new Response("", "text/plain")
                .withAddedHeader("Set-Cookie", "a=1; Path=/; SameSite=lax")
                .withAddedHeader("Set-Cookie", "b=2; Path=/; HttpOnly; Partitioned")
                .withAddedHeader("X-Twice", "one")
                .withAddedHeader("X-Twice", "two")
                .withHeader("X-Latin", "caf\u00e9")
                .withHeader("X-Empty", "")
                .withHeader("x-LOWER", " trimmed\t");
    }

    private static Response cookies(Request request) {
        Cookie cookie = Cookie.of("mycookie", "myvalue")
                .maxAge(Duration.ofSeconds(10))
                .expires(Instant.parse("2037-01-22T12:00:10Z"))
                .domain("localhost")
                .secure(true)
                .httpOnly(true)
                .sameSite(Cookie.SameSite.NONE)
                .partitioned(true);
        return new Response(200)
                .withCookie(cookie)
                .withCookie("a", "b c;d\r\n\u20ac")
                .withDeletedCookie("b");
    }

    private static Response status(Request request) {
        return new Response("body", "application/x", request.pathParam("status", Integer.class));
    }

    /** RS5. */
    @Test
    void jsonIsCompact() throws IOException {
        expect(Ask.get("/"), """
                200
                Content-Length: 17
                Content-Type: application/json

                {"hello":"world"}""");
        expect(Ask.get("/users/7"), """
                200
                Content-Length: 8
                Content-Type: application/json

                {"id":7}""");
        expect(Ask.get("/null"), "200\nContent-Length: 4\nContent-Type: application/json\n\nnull");
        expect(Ask.get("/json-text"), "200\nContent-Length: 5\nContent-Type: application/json\n\n\"\u20ac\"");
    }

    /** RS3, RS5. */
    @Test
    void textSaysItsCharset() throws IOException {
        expect(Ask.get("/page"), """
                200
                Content-Length: 22
                Content-Type: text/html; charset=utf-8

                <h1>Hello, w\u00f6rld</h1>""");
        expect(Ask.get("/text"), """
                200
                Content-Length: 6
                Content-Type: text/plain; charset=utf-8

                h\u00e9llo""");
    }

    /** RS1, RS3. */
    @Test
    void bytesAreSentAsTheyAre() throws IOException {
        expect(Ask.get("/bytes"), "200\nContent-Length: 256\nContent-Type: application/octet-stream", ALL_BYTES);
    }

    /** RS2. */
    @Test
    void emptyAnswerHasALength() throws IOException {
        expect(Ask.get("/empty"), "200\nContent-Length: 0");
        expect(Ask.head("/empty"), "200\nContent-Length: 0");
    }

    /** RS6. */
    @Test
    void redirectIsQuoted() throws IOException {
        expect(Ask.get("/redirect"), "307\nContent-Length: 0\nLocation: /a%20b%0D%0AX-Injected:%201?q=%C3%A9");
        expect(Ask.get("/see-other"), "303\nContent-Length: 0\nLocation: /");
    }

    /** RS4. */
    @Test
    void headersStandAsTheyWereSet() throws IOException {
        expect(Ask.get("/headers"), """
                200
                Content-Length: 0
                Content-Type: text/plain; charset=utf-8
                Set-Cookie: a=1; Path=/; SameSite=lax
                Set-Cookie: b=2; Path=/; HttpOnly; Partitioned
                X-Empty:
                X-Latin: caf\u00e9
                x-LOWER: trimmed
                X-Twice: one
                X-Twice: two""");
    }

    /** RS7, RS8: a line for each cookie, as it was written. */
    @Test
    void cookiesStandAsTheyWereSet() throws IOException {
        expect(Ask.get("/cookies"), """
                200
                Content-Length: 0
                Set-Cookie: mycookie=myvalue; Domain=localhost; expires=Thu, 22 Jan 2037 12:00:10 GMT; HttpOnly; Max-Age=10; \
                Partitioned; Path=/; SameSite=none; Secure
                Set-Cookie: a="b c\\073d\\015\\012\\342\\202\\254"; Path=/; SameSite=lax
                Set-Cookie: b=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=lax""");
    }

    /** APP: HEAD is a GET without its body, RFC 9110, section 9.3.2. */
    @Test
    void headHasTheHeadersOfGet() throws IOException {
        for (String path : List.of("/", "/users/7", "/page", "/text", "/bytes", "/redirect", "/headers")) {
            assertEquals(send(Ask.get(path)).head(), send(Ask.head(path)).head(), path);
        }
        expect(Ask.head("/"), "200\nContent-Length: 17\nContent-Type: application/json");
    }

    /** RS2; RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5. */
    @Test
    void statusWithoutContentSendsNone() throws IOException {
        expect(Ask.get("/status/204"), "204");
        expect(Ask.get("/status/205"), "205\nContent-Length: 0");
        expect(Ask.get("/status/304"), "304");
        expect(Ask.head("/status/204"), "204");
        expect(Ask.head("/status/205"), "205\nContent-Length: 0");
        expect(Ask.head("/status/304"), "304");
    }

    @Test
    void anyStatusIsSent() throws IOException {
        for (int status : new int[] {200, 201, 299, 400, 401, 404, 418, 451, 500, 503, 599, 799, 999}) {
            String answer = status + "\nContent-Length: 4\nContent-Type: application/x\n\nbody";
            expect(Ask.get("/status/" + status), answer);
        }
    }

    /** RT6. */
    @Test
    void pathThatNoRouteHasIs404() throws IOException {
        String head = "404\nVary: Accept\nContent-Length: 9\nContent-Type: text/plain; charset=utf-8";
        expect(Ask.get("/nothing"), head + "\n\nNot Found");
        expect(Ask.post("/nothing", "body"), head + "\n\nNot Found");
        expect(Ask.head("/nothing"), head);
        expect(Ask.of("OPTIONS", "/nothing"), head + "\n\nNot Found");
        expect(Ask.get("/users/x"), head + "\n\nNot Found");
    }

    /** RT3, RT4: the union of the methods of all routes of the path, in a fixed order. */
    @Test
    void methodThatNoRouteHasIs405() throws IOException {
        String head = "405\nVary: Accept\nAllow: POST, PATCH, DELETE, OPTIONS, QUERY, BREW\nContent-Length: 18\n"
                + "Content-Type: text/plain; charset=utf-8";
        expect(Ask.get("/split"), head + "\n\nMethod Not Allowed");
        expect(Ask.head("/split"), head);
        expect(
                Ask.post("/", "body"),
                "405\nVary: Accept\nAllow: GET, HEAD, OPTIONS\nContent-Length: 18\nContent-Type: text/plain; charset=utf-8\n\n"
                        + "Method Not Allowed");
    }

    @Test
    void optionsAreAnswered() throws IOException {
        expect(Ask.of("OPTIONS", "/split"), "204\nAllow: POST, PATCH, DELETE, OPTIONS, QUERY, BREW");
        expect(Ask.of("OPTIONS", "/"), "204\nAllow: GET, HEAD, OPTIONS");
    }

    @Test
    void methodFindsItsRoute() throws IOException {
        String head = "200\nContent-Length: 6\nContent-Type: text/plain; charset=utf-8\n\n";
        expect(Ask.post("/split", "body"), head + "posted");
        expect(Ask.of("BREW", "/split"), head + "brewed");
        expect(Ask.of("DELETE", "/split"), "204");
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "BREW", "get")) {
            String answer = "\nContent-Type: text/plain; charset=utf-8\n\n" + method;
            expect(Ask.of(method, "/any"), "200\nContent-Length: " + method.length() + answer);
        }
    }

    /** Each answer ends where its framing says, or the next one could not be read. */
    @Test
    void answersFollowEachOtherOnOneConnection() throws IOException {
        List<Ask> asks = new ArrayList<>();
        for (String path :
                List.of("/", "/bytes", "/empty", "/status/204", "/status/205", "/status/304", "/nothing", "/split")) {
            asks.add(Ask.get(path).below(setup().rootPath()));
            asks.add(Ask.head(path).below(setup().rootPath()));
            asks.add(Ask.post(path, "body").below(setup().rootPath()));
        }
        List<Answered> answers = deployment().pipelined(asks);
        for (int i = 0; i < asks.size(); i++) {
            assertEquals(
                    deployment().send(asks.get(i)).toString(),
                    answers.get(i).toString(),
                    asks.get(i).toString());
        }
    }

    @Test
    void bodyThatNobodyReadDoesNotDisturbWhatFollows() throws IOException {
        Ask large = Ask.post("/split", "x".repeat(50_000)).below(setup().rootPath());
        List<Answered> answers = deployment().pipelined(List.of(large, large.chunked(), large));
        for (Answered answer : answers) {
            assertEquals("posted", new String(answer.body(), UTF_8));
        }
    }
}
