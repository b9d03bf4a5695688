package dev.servlette.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.servlette.convertors.Convertors;
import dev.servlette.convertors.PathParams;
import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.State;
import dev.servlette.datastructures.Url;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.exceptions.HttpException;
import dev.servlette.json.Json;
import dev.servlette.json.JsonException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    private static final State.Key<String> NAME = new State.Key<>("name");

    private final State appState = new State();
    private final Clock clock = Clock.systemUTC();

    private Request request(RecordingExchange exchange) {
        return new Request(new Scope(exchange, appState, clock), Json.standard());
    }

    private Request at(String path) {
        return request(new RecordingExchange("GET", path));
    }

    private Request with(String body) {
        return request(new RecordingExchange("POST", "/").body(body.getBytes(UTF_8)));
    }

    private static HttpException httpException(Runnable act) {
        return assertThrows(HttpException.class, act::run);
    }

    /** RQ2, RQ3: the host that the client names; where it arrived, if it names none, or none that can be. */
    @ParameterizedTest
    @CsvSource({
        "http, localhost, 80, , http://localhost/",
        "http, localhost, 443, , http://localhost:443/",
        "https, localhost, 443, a@b, https://localhost/",
        "http, ::1, 8080, a b, http://[::1]:8080/",
        "http, localhost, 80, example.org:81, http://example.org:81/"
    })
    void urlsHaveTheHostThatTheClientNames(String scheme, String host, int port, String named, String base) {
        RecordingExchange exchange = new RecordingExchange("GET", "//a.org/x").at(scheme, host, port);
        if (named != null) {
            exchange.header("Host", named);
        }
        assertEquals(base, request(exchange).baseUrl().toString());
        assertEquals(base + "/a.org/x?a=1", request(exchange).url().toString());
    }

    /** RQ2: what is no host is passed over, as whoever believes it is led astray. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo/?x=",
                "foo/",
                "foo?x",
                "foo#x",
                "user@foo",
                "user:secret@foo",
                "a b",
                " foo",
                "foo\tbar",
                "foo\\bar",
                "foo:port",
                "foo:80:80",
                "[::1",
                "<script>"
            })
    void aHostThatIsMalformedIsPassedOver(String host) {
        Request request = request(new RecordingExchange("GET", "/x").received("Host", host));
        assertEquals("http://localhost/x?a=1", request.url().toString());
        assertEquals("http://localhost/", request.baseUrl().toString());
    }

    /** RQ2: a path never goes on with the host. */
    @Test
    void aPathNeverBecomesAnAuthority() {
        assertEquals("http://localhost/@google.com?a=1", at("@google.com").url().toString());
        assertEquals("localhost", at("//google.com/x").url().host());
        assertEquals("/*", at("*").url().path());
    }

    /** RQ6. */
    @Test
    void theClientMayNotBeKnown() {
        assertNull(request(new RecordingExchange("GET", "/").client(null)).client());
        assertEquals(new Address("client", 1), at("/").client());
    }

    /** A resolver of one's own needs to know paths, and no more. */
    @Test
    void whoKnowsPathsKnowsUrls() {
        Scope scope = new Scope(
                new RecordingExchange("GET", "/"),
                new State(),
                Clock.systemUTC(),
                (name, params) -> Url.of("/" + name));
        assertEquals(
                "http://localhost/x",
                new Request(scope, Json.standard()).urlFor("x").toString());
    }

    /** RT20. */
    @Test
    void namesNeedAnApp() {
        assertEquals(
                "request.urlFor(\"x\") was called where no app is. Names are those of an app's routes; serve a Servlette or a"
                        + " Router.",
                assertThrows(IllegalStateException.class, () -> at("/").urlFor("x"))
                        .getMessage());
    }

    @Test
    void requestSaysWhatTheExchangeDoes() {
        Request request = at("/a");
        assertEquals("GET", request.method());
        assertEquals(Headers.of("X-A", "1"), request.headers());
        assertEquals(new Address("client", 1), request.client());
        assertEquals("1", request.queryParams().get("a"));
        assertSame(clock, request.clock());
        assertSame(clock, request.scope().clock());
    }

    // paths

    /** RT9. */
    @Test
    void pathIsDecodedOnce() {
        assertEquals("/a/b c/%", at("/a%2Fb%20c/%25").path());
        assertEquals(2, at("/a%2Fb%20c/%25").urlPath().size());
    }

    @Test
    void pathIsParsedOnce() {
        Request request = at("/a");
        assertSame(request.urlPath(), request.urlPath());
    }

    /** Containers do not agree whether the root path is decoded; it counts by its segments. */
    @Test
    void rootPathIsNoPartOfThePath() {
        for (String root : List.of("/a%20b", "/a b")) {
            assertEquals(
                    "/c",
                    request(new RecordingExchange("GET", "/a%20b/c").rootPath(root))
                            .path());
            assertEquals(
                    "",
                    request(new RecordingExchange("GET", "/a%20b").rootPath(root))
                            .path());
        }
        assertEquals(
                "/c",
                request(new RecordingExchange("GET", "/a/b/c").rootPath("/a/b")).path());
    }

    /** As Tomcat gives them; cut elsewhere than the container does, a path slips past its security constraints. */
    @Test
    void theRootPathIsFoundBySegmentsWhateverTheContainerMakesOfIt() {
        Map<String, String> roots = Map.of(
                "/z/../app/p/q", "/z/../app",
                "//app/p/q", "/app",
                "/ap%70/p/q", "/ap%70",
                "/app;v=1/p/q", "/app;v=1",
                "/app/p/q", "/app",
                "/%C3%A9/p/q", "/é");
        roots.forEach((path, root) -> assertEquals(
                "/p/q",
                request(new RecordingExchange("GET", path).rootPath(root)).path(),
                path));
    }

    @Test
    void aPathThatIsNotBelowTheRootIsRefused() {
        for (String path : List.of("/a", "/b/c", "/", "//")) {
            Request request = request(new RecordingExchange("GET", path).rootPath("/a/b"));
            HttpException e = assertThrows(HttpException.class, request::path);
            assertEquals("400: The path is not below that of the app.", e.getMessage());
        }
    }

    @Test
    void pathThatIsNotWellFormedIsA400() {
        HttpException e = httpException(at("/%zz")::path);
        assertEquals(400, e.status());
        assertEquals("The path has a percent sign without two hexadecimal digits.", e.detail());
        assertInstanceOf(IllegalArgumentException.class, e.getCause());
    }

    // matches

    private static PathParams params(String name, String convertor, String text) {
        return PathParams.empty()
                .with(List.of(name), List.of(Convertors.standard().find(convertor)), new String[] {text});
    }

    @Test
    void matchIsAViewWithTheRestOfThePath() {
        Request outer = at("/books/7");
        Request inner = outer.withMatch("/books", outer.urlPath().from(1), params("id", "int", "7"));
        assertEquals("/7", inner.path());
        assertEquals("/books/7", outer.path());
        assertEquals(Map.of("id", 7L), inner.pathParams());
        assertEquals(Map.of(), outer.pathParams());
        assertSame(outer.scope(), inner.scope());
        assertEquals("7", outer.scope().pathParams().get("id"));
    }

    @Test
    void templatesOfMountsStandBeforeThoseInside() {
        Request request = at("/books/7");
        assertEquals("", request.route());
        UrlPath rest = request.urlPath().from(1);
        request.withMatch("/books", rest, PathParams.empty()).withMatch("/{id:int}", rest, PathParams.empty());
        assertEquals("/books/{id:int}", request.route());
    }

    @Test
    void parameterIsTextOrItsType() {
        Request request = at("/").withMatch("", at("/").urlPath(), params("id", "int", "007"));
        assertEquals("007", request.pathParam("id"));
        assertEquals(7L, request.pathParam("id", Long.class));
        assertEquals(7, request.pathParam("id", Integer.class));
        assertEquals("007", request.matchedParams().get("id"));
    }

    @Test
    void parameterThatDoesNotFitTheSmallerTypeIsA404() {
        Request request = at("/").withMatch("", at("/").urlPath(), params("id", "int", "3000000000"));
        assertEquals(
                404, httpException(() -> request.pathParam("id", Integer.class)).status());
    }

    // bodies

    /** RQ8. */
    @Test
    void bodyIsReadOnceAndKept() {
        Request request = with("h\u00e9");
        assertSame(request.body(), request.body());
        assertEquals("h\u00e9", request.text());
        assertSame(
                request.body(),
                request.withMatch("", request.urlPath(), PathParams.empty()).body());
        assertArrayEquals(new byte[0], at("/").body());
    }

    @Test
    void bodyHasALimit() {
        int limit = 16 << 20;
        assertEquals(
                limit,
                request(new RecordingExchange("POST", "/").body(new byte[limit]))
                        .body()
                        .length);
        assertEquals(
                413,
                httpException(request(new RecordingExchange("POST", "/").body(new byte[limit + 1]))::body)
                        .status());
    }

    /** RQ12. */
    @Test
    void clientThatLeavesIsAnError() {
        ClientDisconnect e =
                assertThrows(ClientDisconnect.class, request(new RecordingExchange("POST", "/").brokenBody())::body);
        assertEquals("The client has gone.", e.getMessage());
        assertEquals("reset", e.getCause().getMessage());
        Request closed = request(new RecordingExchange("POST", "/").failingAt("input"));
        assertEquals(
                "no input",
                assertThrows(ClientDisconnect.class, closed::stream).getCause().getMessage());
    }

    @Test
    void streamIsTheBodyAsItArrives() throws IOException {
        assertEquals("abc", new String(with("abc").stream().readAllBytes(), UTF_8));
    }

    private Request typed(String contentType, String body, Charset charset) {
        return request(new RecordingExchange("POST", "/")
                .header("Content-Type", contentType)
                .body(body.getBytes(charset)));
    }

    @Test
    void textIsInItsCharset() {
        assertEquals(
                "\u20ac",
                typed("text/plain; charset=\"UTF-16BE\"", "\u20ac", UTF_16BE).text());
        assertEquals(
                "\u00e9",
                typed("text/plain;CHARSET=iso-8859-1", "\u00e9", ISO_8859_1).text());
        assertEquals("\u20ac", typed("text/plain", "\u20ac", UTF_8).text());
        for (String unknown : List.of("none-such", "a b", "\"\"")) {
            HttpException e = httpException(typed("text/plain; charset=" + unknown, "a", UTF_8)::text);
            assertEquals("415: The charset of the body is not known here.", e.getMessage());
        }
    }

    /** RFC 8259, section 8.1. */
    @Test
    void jsonIsUtf8WhateverItsTypeSays() {
        for (String type : List.of("application/json; charset=iso-8859-1", "text/plain; charset=none-such", "x")) {
            assertEquals("\u00e9", typed(type, "\"\u00e9\"", UTF_8).json(String.class));
        }
    }

    @Test
    void jsonIsReadByTheAppsLibrary() {
        assertEquals(Map.of("a", 1), with("{\"a\":1}").json(Map.class));
        Request own = with("{}").withJson(new Json() {
            @Override
            public String write(Object value) {
                return "";
            }

            @Override
            public <T> T read(String text, Class<T> type) {
                return type.cast("own " + text);
            }
        });
        assertEquals("own {}", own.json(String.class));
        assertEquals(
                "own {}", own.withMatch("", own.urlPath(), PathParams.empty()).json(String.class));
    }

    /** RQ10, and better. */
    @Test
    void malformedJsonIsA400() {
        HttpException e = httpException(() -> with("{").json(Map.class));
        assertEquals(400, e.status());
        assertEquals("The body is not the JSON that is expected here.", e.detail());
        assertInstanceOf(JsonException.class, e.getCause());
    }

    // state

    /** LF4. */
    @Test
    void stateStartsAsACopyOfTheApps() {
        appState.set(NAME, "app");
        Request request = at("/");
        assertEquals("app", request.state().get(NAME));
        request.state().set(NAME, "request");
        assertSame(request.state(), request.state());
        assertNotSame(appState, request.state());
        assertEquals("app", appState.get(NAME));
    }

    // the end

    /** RQ13. */
    @Test
    void nobodyWaitsForAnAnswerThatHasEnded() {
        Request request = at("/");
        assertFalse(request.isDisconnected());
        request.onComplete(end -> assertFalse(request.isDisconnected()));
        request.onDisconnect(() -> fail("The client has not gone."));
        List<Throwable> failed = new ArrayList<>();
        complete(request, failed);
        assertEquals(List.of(), failed);
        assertTrue(request.isDisconnected());
        request.scope().unwritten(new ClientDisconnect(new IOException("reset")));
    }

    /** RQ12, RQ13. */
    @Test
    void aReadThatFailsTellsThatTheClientHasGone() {
        Request request = request(new RecordingExchange("POST", "/").brokenBody());
        List<String> log = new ArrayList<>();
        request.onDisconnect(() -> log.add("first"));
        request.onDisconnect(() -> log.add("second"));
        assertThrows(ClientDisconnect.class, request::body);
        assertTrue(request.isDisconnected());
        request.scope().unwritten(new ClientDisconnect(new IOException("reset")));
        request.onDisconnect(() -> log.add("at once"));
        assertEquals(List.of("second", "first", "at once"), log);
        complete(request, new ArrayList<>());
        assertTrue(request.isDisconnected());
    }

    /** RQ13: it is there, and hears of it from us or from its host. */
    @Test
    void aBodyThatCannotBeReadIsNoDeparture() {
        HttpException malformed = new HttpException(400);
        RecordingExchange exchange = new RecordingExchange("POST", "/") {
            @Override
            public RuntimeException unreadable(IOException e) {
                return malformed;
            }
        };
        Request request = request(exchange.brokenBody());
        request.onDisconnect(() -> fail("The client has not gone."));
        assertSame(malformed, assertThrows(HttpException.class, request::body));
        assertSame(malformed, request.scope().unwritten(new ClientDisconnect(new IOException("answered"))));
        assertFalse(request.isDisconnected());
    }

    @Test
    void aHookThatFailsDoesNotKeepTheOthersFromLearning() {
        List<String> log = new ArrayList<>();
        Request request = at("/");
        request.onDisconnect(() -> log.add("first"));
        request.onDisconnect(() -> {
            throw new IllegalStateException("e");
        });
        request.scope().unwritten(new ClientDisconnect(new IOException("reset")));
        assertEquals(List.of("first"), log);
    }

    private static void complete(Request request, List<Throwable> failed) {
        request.scope().complete(200, 3, null, failed::add);
    }

    /** Design, reply 10. */
    @Test
    void hooksRunOnceTheLastFirst() {
        List<String> log = new ArrayList<>();
        Request request = at("/");
        complete(request, new ArrayList<>());
        request.onComplete(end -> log.add("first " + end.status() + " " + end.bytes() + " " + end.failure()));
        request.onComplete(end -> log.add("second"));
        complete(request, new ArrayList<>());
        complete(request, new ArrayList<>());
        assertEquals(List.of("second", "first 200 3 null"), log);
    }

    @Test
    void hooksLearnHowLongItTook() {
        List<Duration> times = new ArrayList<>();
        Request request = at("/");
        request.onComplete(end -> times.add(end.time()));
        complete(request, new ArrayList<>());
        assertTrue(times.get(0).compareTo(Duration.ZERO) > 0);
    }

    @Test
    void hookThatFailsDoesNotKeepTheOthersFromRunning() {
        List<String> log = new ArrayList<>();
        List<Throwable> failed = new ArrayList<>();
        IllegalStateException e = new IllegalStateException("e");
        Request request = at("/");
        request.onComplete(end -> log.add("first"));
        request.onComplete(end -> {
            throw e;
        });
        complete(request, failed);
        assertEquals(List.of("first"), log);
        assertEquals(List.of(e), failed);
    }
}
