package dev.servlette.endpoints;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.responses.PlainTextResponse;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.WebSocketDenied;
import dev.servlette.testclient.WebSocketTestSession;
import dev.servlette.websockets.WebSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WebSocketEndpointTest {
    private final List<String> log = new CopyOnWriteArrayList<>();

    /** Overrides nothing. */
    private static final class Bare extends WebSocketEndpoint {}

    /** Overrides everything. */
    private final class Full extends WebSocketEndpoint {
        @Override
        protected void onConnect(WebSocket socket) {
            String query = socket.request().queryParams().get("act", "");
            if (query.equals("deny")) {
                socket.deny(new PlainTextResponse("no", 403));
            } else if (!query.isEmpty()) {
                throw new IllegalStateException(query);
            } else {
                socket.accept();
            }
        }

        @Override
        protected void onText(WebSocket socket, String text) {
            if (text.equals("close")) {
                socket.close(4000);
            }
            log.add(text);
        }

        @Override
        protected void onBytes(WebSocket socket, byte[] bytes) {
            socket.sendBytes(bytes);
        }

        @Override
        protected void onDisconnect(WebSocket socket, int code) {
            log.add("end " + code);
        }
    }

    private static int closeOf(WebSocketTestSession session) {
        return session.receiveClose();
    }

    /** EP3, EP4: what is not overridden accepts, and takes neither texts nor bytes. */
    @Test
    void whatIsNotOverriddenAcceptsAndTakesNothing() {
        try (TestClient client = new TestClient(WebSocketRoute.of("/", new Bare()))) {
            WebSocketTestSession text = client.webSocket("/");
            text.sendText("a");
            assertEquals(1003, closeOf(text));
            WebSocketTestSession bytes = client.webSocket("/");
            bytes.sendBytes(new byte[1]);
            assertEquals(1003, closeOf(bytes));
        }
    }

    /** Adds one to numbers. */
    private static final class Adding extends WebSocketEndpoint {
        @Override
        protected void onText(WebSocket socket, String text) {
            socket.sendJson(socket.readJson(text, Integer.class) + 1);
        }

        @Override
        protected void onBytes(WebSocket socket, byte[] bytes) {
            socket.sendJson(socket.readJson(bytes, Integer.class) + 1);
        }
    }

    /** EP4: JSON comes as a text or as bytes, and what is none is a 1003. */
    @Test
    void valuesAreReadFromBothKinds() {
        try (TestClient client = new TestClient(WebSocketRoute.of("/", new Adding()));
                WebSocketTestSession session = client.webSocket("/")) {
            session.sendJson(7);
            assertEquals(8, session.receiveJson(Integer.class));
            session.sendBytes("8".getBytes(UTF_8));
            assertEquals(9, session.receiveJson(Integer.class));
            session.sendText("{");
            assertEquals(1003, closeOf(session));
        }
    }

    /** EP3. */
    @Test
    void theEndIsToldWithTheCodeOfWhoeverClosed() {
        try (TestClient client = new TestClient(WebSocketRoute.of("/", new Full()))) {
            client.webSocket("/").close(4001);
            WebSocketTestSession session = client.webSocket("/");
            session.sendBytes(new byte[2]);
            assertEquals(2, session.receiveBytes().length);
            session.sendText("close");
            assertEquals(4000, closeOf(session));
            session.close();
        }
        assertEquals(List.of("end 4001", "close", "end 4000"), log);
    }

    /** A socket that was never one has no end. */
    @Test
    void whatIsNotAcceptedHasNoEnd() {
        try (TestClient client = new TestClient(WebSocketRoute.of("/", new Full())).raisesServerExceptions(false)) {
            assertEquals(
                    403,
                    assertThrows(WebSocketDenied.class, () -> client.webSocket("/?act=deny"))
                            .response()
                            .status());
            assertEquals(
                    500,
                    assertThrows(WebSocketDenied.class, () -> client.webSocket("/?act=fail"))
                            .response()
                            .status());
        }
        assertEquals(List.of(), log);
    }
}
