package dev.servlette.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.LoggedLines;
import dev.servlette.datastructures.State;
import dev.servlette.handlers.Handler;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.WebSocketDenied;
import dev.servlette.testclient.WebSocketTestSession;
import dev.servlette.websockets.WebSocketHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketRouteTest {
    private static final Handler PAGE = request -> new PlainTextResponse("page");

    private static WebSocketHandler says(String text) {
        return socket -> {
            socket.accept();
            socket.sendText(text);
        };
    }

    private static WebSocketRoute route(String path) {
        return WebSocketRoute.of(path, says(path));
    }

    private static String said(Handler handler, String path) {
        try (TestClient client = new TestClient(handler).followsRedirects(false)) {
            return client.webSocket(path).receiveText();
        } catch (WebSocketDenied e) {
            return e.response().status() + " " + e.response().text();
        }
    }

    private static String asked(Handler handler, String path) {
        try (TestClient client = new TestClient(handler).followsRedirects(false)) {
            return client.get(path).status() + " " + client.get(path).text();
        }
    }

    /** RT21: whichever is declared first, also a route that takes every path. */
    @Test
    void aSocketGoesToItsRouteAndARequestToTheOther() {
        Router router = Router.of(Route.of("/{path:path}", PAGE), route("/a"), Route.get("/b", PAGE));
        assertEquals("/a", said(router, "/a"));
        assertEquals("200 page", asked(router, "/a"));
        assertEquals("200 page", said(router, "/b"));
    }

    @Test
    void theFirstRouteOfSocketsThatMatchesAnswers() {
        Router router = Router.of(route("/{any}"), route("/a"));
        assertEquals("/{any}", said(router, "/a"));
        assertEquals("404 Not Found", said(router, "/a/b"));
    }

    @Test
    void aMountOrAHostBeforeItKeepsWhatIsItsOwn() {
        Router mounted = Router.of(Mount.of("/m", route("/a")), route("/m/a"), route("/m/b"));
        assertEquals("/a", said(mounted, "/m/a"));
        assertEquals("404 Not Found", said(mounted, "/m/b"));
        Router hosted = Router.of(Host.of("testserver", route("/a")), route("/a"), route("/b"));
        assertEquals("/a", said(hosted, "/a"));
        assertEquals("404 Not Found", said(hosted, "/b"));
        Router other = Router.of(Host.of("other", PAGE), route("/a"));
        assertEquals("/a", said(other, "/a"));
    }

    @Test
    void itStandsAlone() {
        assertEquals("/a", said(route("/a"), "/a"));
        assertEquals("426 This is a WebSocket; ask for an upgrade.", asked(route("/a"), "/a"));
        assertEquals("404 Not Found", asked(route("/a"), "/b"));
    }

    @Test
    void slashesAreAsTheyAreForRoutes() {
        assertEquals("307 ", said(route("/a"), "/a/"));
        assertEquals("404 Not Found", said(Router.of(route("/a")).slashPolicy(SlashPolicy.STRICT), "/a/"));
        assertEquals("/a", said(Router.of(route("/a")).slashPolicy(SlashPolicy.IGNORE), "/a/"));
        assertEquals("404 Not Found", asked(route("/a"), "/a/"));
    }

    @Test
    void optionsReturnCopies() {
        WebSocketRoute plain = route("/a");
        WebSocketRoute route = plain.name("chat")
                .middleware((request, next) -> next.handle(request).always(r -> r.withHeader("X-A", "1")))
                .maxMessageBytes(10)
                .idleTimeout(Duration.ofSeconds(5))
                .subprotocols("v1")
                .allowOrigins("*")
                .compression(false);
        assertEquals("", plain.name());
        assertEquals("/a", route.path());
        assertEquals("WebSocketRoute \"/a\"", route.toString());
        assertEquals("/a", Servlette.of(route).urlPathFor("chat").toString());
        try (TestClient client = new TestClient(route);
                WebSocketTestSession session = client.webSocket("/a", r -> r.header("Sec-WebSocket-Protocol", "v1"))) {
            assertEquals("v1", session.subprotocol());
            assertEquals("1", session.headers().get("X-A"));
        }
    }

    @Test
    void twoOfOnePathAreAMistake() {
        String mistake = assertThrows(IllegalArgumentException.class, () -> Servlette.of(route("/a"), route("/a")))
                .getMessage()
                .replaceAll("Test.java:\\d+", "Test.java:N");
        assertEquals(
                "WebSocketRoute \"/a\" (WebSocketRouteTest.java:N) answers WebSocket like WebSocketRoute \"/a\""
                        + " (WebSocketRouteTest.java:N) before it. The first would always win; remove one, or change its"
                        + " path or methods.",
                mistake);
    }

    @Test
    void whatIsNeverReachedIsLogged() {
        try (LoggedLines log = new LoggedLines()) {
            Servlette.of(Route.of("/{any}", PAGE), route("/a"));
            assertEquals(List.of(), log.lines());
            Servlette.of(route("/{any}"), route("/a"));
            assertEquals(1, log.lines().size());
            Servlette.of(Mount.of("/m", PAGE), route("/m/a"));
            assertEquals(2, log.lines().size());
        }
    }

    @Test
    void theListingNamesItsKind() {
        String listing = Router.of(Route.get("/a", PAGE), route("/a").name("chat"), route("/b"))
                .describe();
        assertTrue(listing.contains("WebSocket  /a  chat  "), listing);
        assertTrue(listing.contains("WebSocket  /b        "), listing);
    }

    private static String urls(String scheme) {
        RecordingExchange exchange = new RecordingExchange("GET", "/").at(scheme, "a.example", 443);
        Servlette app = Servlette.of(
                Route.get("/page", PAGE).name("page"),
                Mount.of("/m", route("/{room}").name("chat")).name("in"),
                Host.of("{sub}.example", route("/h").name("hosted")));
        Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC(), app), Json.standard());
        return request.urlFor("page") + " " + request.urlFor("in:chat", "room", "a") + " "
                + request.urlFor("hosted", "sub", "b");
    }

    /** RT19, RT21. */
    @Test
    void theUrlOfSocketsHasTheirScheme() {
        assertEquals("https://a.example/page wss://a.example/m/a wss://b.example/h", urls("https"));
        assertEquals("http://a.example:443/page ws://a.example:443/m/a ws://b.example/h", urls("http"));
        assertTrue(Router.of(route("/a").name("chat")).isOfSockets("chat"));
    }

    /** TC2, TC5. */
    @Test
    void theTestClientTakesTheUrlOfASocket() {
        assertEquals("/a", said(route("/a"), "ws://testserver/a"));
    }

    private static boolean claims(String path, boolean asksForSocket, boolean wrongMethods) {
        RecordingExchange exchange = new RecordingExchange("GET", path);
        if (asksForSocket) {
            exchange.header("Upgrade", "websocket").header("Connection", "Upgrade");
        }
        Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.standard());
        Servlette app = Servlette.of(route("/a"), Mount.of("/m", route("/b")));
        return app.claims(request, request.urlPath(), wrongMethods);
    }

    /** A plain request is to it what another method is to a route. */
    @Test
    void aFilterIsToldWhatItClaims() {
        assertTrue(claims("/a", true, false));
        assertTrue(claims("/m/b", true, false));
        assertTrue(claims("/a", false, true));
        assertFalse(claims("/a", false, false));
        assertFalse(claims("/m/b", false, false));
        assertFalse(claims("/c", true, true));
    }
}
