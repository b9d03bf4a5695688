package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Methods and headers that HTTP does not allow (RFC 9110, sections 5 and 9.1): whoever refuses them, no route is found. */
class MalformedContractTest extends Contract {
    private static final String LONG = "x".repeat(20_000);

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(Route.of(
                        "/any",
                        request -> new PlainTextResponse("" + request.headers().getAll("X-A"))))
                .middleware(Contract::seen)
                .build();
    }

    private static Ask with(String line) {
        return Ask.get("/any").header(line);
    }

    @Test
    void aMalformedMethodIsRefused() throws IOException {
        for (String method : List.of(
                "",
                " GET",
                "G T",
                "G@T",
                "G(T",
                "G/T",
                "G:T",
                "{GET}",
                "\"GET\"",
                "G\0T",
                "G\u0001T",
                "G\tT",
                "G\rT",
                "G\u007fT",
                "G\u00e9T",
                "G".repeat(65),
                "G".repeat(5000),
                LONG)) {
            expectRefused(Ask.of(method, "/any"));
        }
    }

    /** A method of any other kind is the app's to judge. */
    @Test
    void anUnknownMethodIsNotMalformed() throws IOException {
        for (String method : List.of("get", "PRI", "FOO-BAR_1", "!#$%&'*+-.^_`|~", "G".repeat(64))) {
            assertEquals(200, send(Ask.of(method, "/any")).status(), method);
        }
    }

    @Test
    void aMalformedNameOfAHeaderIsRefused() throws IOException {
        for (String name : List.of(
                "",
                "X-A ",
                " X-A",
                "\tX-A",
                "X A",
                "X\tA",
                "X\0A",
                "X\u0001A",
                "X\u007fA",
                "X\rA",
                "X\u00e9",
                "X@A",
                "X(A)",
                "X/A",
                "X{A}",
                "X=A",
                LONG)) {
            expectRefused(with(name + ": v"));
        }
    }

    @Test
    void aMalformedValueOfAHeaderIsRefused() throws IOException {
        for (String value : List.of("a\0b", "a\u0001b", "a\u000bb", "\u001b[31m", "a\u007fb", "a\rb", "a\r", LONG)) {
            expectRefused(with("X-A: " + value));
        }
    }

    /** RFC 9112, section 5.2: refused, or made one line. */
    @Test
    void aFoldedLineIsNeverTwo() throws IOException {
        for (String folded : List.of("a\r\n b", "a\r\n\tb")) {
            Answered answered = send(with("X-A: " + folded));
            said(with("X-A: " + folded), answered);
            if (answered.status() == 200) {
                assertTrue(answered.text().matches("\\[a[ \t]b]"), answered.text());
            } else {
                assertEquals(400, answered.status());
            }
        }
    }

    /** RFC 9112, sections 3.2 and 6.3. */
    @Test
    void aMalformedHostOrLengthIsRefused() throws IOException {
        for (String host :
                List.of("a b", "a,b", "a@b", "a/b", "a\"b", "a:b", "a:80:80", "[::1", "[::1]a", "a\0", "\u00e9")) {
            expectRefused(with("Host: " + host));
        }
        for (String length : List.of("x", "-1", "+1", "0x1", "1, 1", "", "99999999999999999999")) {
            expectRefused(with("Content-Length: " + length));
        }
        expectRefused(with("Host: a").header("Host: b"));
        expectRefused(with("Content-Length: 1").header("Content-Length: 2"));
        expectRefused(with("Transfer-Encoding: chunked, identity"));
        expectRefused(with("Expect: x"));
    }

    /** What some hosts take, the test client among those that do not; an app that gets it answers as always. */
    @Test
    void whereHostsDisagreeTheAppIsNotDisturbed() throws IOException {
        Ask many = Ask.get("/any");
        for (int i = 0; i < 100; i++) {
            many = many.header("X-" + i + ": v");
        }
        for (Ask ask : List.of(
                with("Host: "),
                with("Host: a_b"),
                with("Host: -a"),
                with("Host: a..b"),
                with("Host: a:99999"),
                with("Content-Length: 0").header("Transfer-Encoding: chunked"),
                many,
                Ask.of("TRACE", "/any"))) {
            Answered answered = send(ask);
            said(ask, answered);
            assertEquals(answered.status() == 200, answered.has(SEEN), ask + " is answered " + answered);
        }
    }
}
