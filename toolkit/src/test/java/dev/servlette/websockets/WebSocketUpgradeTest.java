package dev.servlette.websockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.LoggedLines;
import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WebSocketUpgradeTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final WebSocketUpgrade UPGRADE = new WebSocketUpgrade(WebSocket::accept);

    private static Request request(String method, String... headers) {
        RecordingExchange exchange = new RecordingExchange(method, "/chat");
        for (int i = 0; i < headers.length; i += 2) {
            exchange.header(headers[i], headers[i + 1]);
        }
        return new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.standard());
    }

    private static Request handshake(String key) {
        return request(
                "GET",
                "Upgrade",
                "websocket",
                "Connection",
                "Upgrade",
                "Sec-WebSocket-Version",
                "13",
                "Sec-WebSocket-Key",
                key);
    }

    private static String refusal(Request request) {
        HttpException e = assertThrows(HttpException.class, () -> UPGRADE.answer(request));
        return e.status() + " " + e.detail() + " " + e.headers();
    }

    private static void assertMistake(String message, Supplier<?> call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::get).getMessage());
    }

    @Test
    void aSocketIsAskedForInTwoHeaders() {
        assertTrue(WebSocketUpgrade.isAskedFor(request("GET", "Upgrade", "websocket", "Connection", "Upgrade")));
        assertTrue(WebSocketUpgrade.isAskedFor(
                request("GET", "Upgrade", "h2c, WebSocket", "Connection", "keep-alive", "Connection", "x, upgrade")));
        assertFalse(WebSocketUpgrade.isAskedFor(request("GET", "Upgrade", "h2c", "Connection", "Upgrade")));
        assertFalse(WebSocketUpgrade.isAskedFor(request("GET", "Upgrade", "websocket", "Connection", "close")));
        assertFalse(WebSocketUpgrade.isAskedFor(request("GET", "Upgrade", "websocket")));
        assertFalse(WebSocketUpgrade.isAskedFor(request("POST", "Upgrade", "websocket", "Connection", "Upgrade")));
        assertFalse(WebSocketUpgrade.isAskedFor(request("GET")));
    }

    /** RFC 9110, section 15.5.22; RFC 6455, section 4.4. */
    @Test
    void whatIsNoHandshakeIsRefused() {
        String upgrade = "426 This is a WebSocket; ask for an upgrade. [Upgrade: websocket, Connection: Upgrade";
        String[] asked = {"Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version", "8"};
        assertEquals(upgrade + "]", refusal(request("GET")));
        assertEquals(upgrade + ", Sec-WebSocket-Version: 13]", refusal(request("GET", asked)));
    }

    /** RFC 6455, section 4.2.1. */
    @Test
    void aKeyIsSixteenBytes() {
        for (String key : new String[] {"", "???", "AAAA", KEY + "AAAA"}) {
            assertEquals("400 Sec-WebSocket-Key is not the Base64 of 16 bytes. []", refusal(handshake(key)));
        }
    }

    @Test
    void aHostWithoutSocketsSaysSo() {
        try (LoggedLines log = new LoggedLines()) {
            String refusal = refusal(handshake(KEY));
            assertEquals("501 There are no WebSockets here. []", refusal);
            assertEquals(List.of("SEVERE GET /chat asks for a WebSocket. This host has no sockets."), log.lines());
        }
    }

    private static boolean isFromHere(String origin, String host, String... allowed) {
        return Handshake.isFromHere(request("GET", "Origin", origin, "Host", host), List.of(allowed));
    }

    /** RFC 6455, section 10.2: what sends no origin is no page. */
    @Test
    void theOriginIsThatOfTheHostOrOneThatIsNamed() {
        assertTrue(Handshake.isFromHere(request("GET", "Host", "a.example"), List.of()));
        assertTrue(isFromHere("https://a.example", "A.example"));
        assertTrue(isFromHere("https://a.example", "a.example:443"));
        assertTrue(isFromHere("http://a.example:80", "a.example"));
        assertTrue(isFromHere("http://a.example:8000", "a.example:8000"));
        assertTrue(isFromHere("https://b.example", "a.example", "https://b.example"));
        assertTrue(isFromHere("null", "a.example", "*"));
        assertFalse(isFromHere("http://b.example", "a.example", "https://b.example"));
        assertFalse(isFromHere("https://a.example:8443", "a.example"));
        assertFalse(isFromHere("https://a.example:80", "a.example"));
        assertFalse(isFromHere("null", "null"));
        assertFalse(isFromHere("a.example", "a.example"));
    }

    /** Whoever sits on the way may have written a page that came without TLS. */
    @Test
    void aPageWithoutTlsOpensNoSocketWithIt() {
        RecordingExchange exchange = new RecordingExchange("GET", "/chat").at("https", "a.example", 443);
        exchange.header("Host", "a.example").header("Origin", "http://a.example");
        Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.standard());
        assertFalse(Handshake.isFromHere(request, List.of()));
        assertTrue(Handshake.isFromHere(request, List.of("http://a.example")));
    }

    @Test
    void optionsReturnCopies() {
        WebSocketUpgrade changed = UPGRADE.maxMessageBytes(10)
                .idleTimeout(Duration.ofSeconds(5))
                .subprotocols("a", "b")
                .allowOrigins("*", "HTTP://A.example")
                .compression(false);
        assertEquals(10, changed.maxMessageBytes());
        assertEquals(Duration.ofSeconds(5), changed.idleTimeout());
        assertEquals(List.of("a", "b"), changed.subprotocols());
        assertFalse(changed.compresses());
        assertEquals(1 << 20, UPGRADE.maxMessageBytes());
        assertEquals(Duration.ofSeconds(60), UPGRADE.idleTimeout());
        assertEquals(List.of(), UPGRADE.subprotocols());
        assertTrue(UPGRADE.compresses());
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertMistake(
                "maxMessageBytes(0) was given to a WebSocket. It is greater than zero; a number that is that large by"
                        + " itself needs an L.",
                () -> UPGRADE.maxMessageBytes(0));
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertMistake(
                    "idleTimeout(" + none
                            + ") was given to a WebSocket. It is longer than zero; leave it out for 60 s.",
                    () -> UPGRADE.idleTimeout(none));
        }
        for (String origin : List.of("a.example", "://a", "https://a.example/")) {
            assertMistake(
                    "allowOrigins(\"" + origin + "\") was given to a WebSocket. An origin is a scheme and a host, as in"
                            + " \"https://app.example.com\", without a path; \"*\" allows all.",
                    () -> UPGRADE.allowOrigins(origin));
        }
    }
}
