package dev.servlette.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.applications.RunningApp;
import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Time;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.testclient.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    private static final Servlette APP = Servlette.of(
            Route.get("/first", text("first")),
            Host.of("api.example.org", Route.get("/", text("api"))).name("api"),
            Host.of("{sub}.Example.org:3600", request -> new PlainTextResponse("sub " + request.pathParam("sub"))),
            Host.of("[::1]", text("six")).middleware((request, next) -> next.handle(request)),
            Route.get("/last", text("last")));

    private static Handler text(String text) {
        return request -> new PlainTextResponse(text);
    }

    private static String get(Handler app, String host, String path) {
        try (TestClient client = new TestClient(app)) {
            return client.get(path, r -> r.header("Host", host)).text();
        }
    }

    /** RT14, and behaviour 5, 5: without case, and ports count on neither side. */
    @ParameterizedTest
    @CsvSource({
        "api.example.org, /, api",
        "API.example.ORG:8080, /, api",
        "api.example.org, /nope, Not Found",
        "a.b.example.org, /x, sub a.b",
        "a.example.org:1, /, sub a",
        "[::1]:80, /, six",
        "api.example.org, /first, first",
        "api.example.org, /last, Not Found",
        "example.org, /last, last",
        "other, /, Not Found"
    })
    void theFirstDeclaredHostThatMatchesAnswers(String host, String path, String answer) {
        assertEquals(answer, get(APP, host, path));
    }

    /** RT14: a header that is malformed is no host. Most hosts refuse one. */
    @ParameterizedTest
    @ValueSource(strings = {"user@api.example.org", "api.example.org/x", "api.example.org:99999", "-"})
    void aMalformedHeaderMatchesNoHost(String host) throws Exception {
        RecordingExchange exchange = new RecordingExchange("GET", "/").header("Host", host);
        RunningApp running = RunningApp.start(APP, Time.system());
        running.handle(exchange);
        running.close();
        assertEquals("Not Found", exchange.sent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/x", "a/b", ":80"})
    void whatIsNoHostIsRefused(String host) {
        assertEquals(
                "Host \"" + host + "\" is no host. It is a name with or without a port, and has no slash; write"
                        + " \"api.example.org\" or \"{sub}.example.org\".",
                assertThrows(IllegalArgumentException.class, () -> Host.of(host, text("")))
                        .getMessage());
    }

    /** RT22. */
    @Test
    void aHostStandsAlone() {
        Host host = Host.of("a", Route.get("/", text("alone")));
        assertEquals("alone", get(host, "a", "/"));
        assertEquals("alone", get(request -> host.handle(request), "a", "/"));
        assertEquals("Not Found", get(host, "b", "/"));
        assertEquals("a", host.path());
    }

    /** RT26. */
    @Test
    void aHostSaysWhatItIs() {
        Handler handler = text("");
        Host host = Host.of("{x}.org:1", handler).name("x");
        assertEquals("Host \"{x}.org:1\"", host.toString());
        assertEquals("x", host.name());
        assertSame(handler, host.handler());
    }
}
