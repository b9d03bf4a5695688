package dev.servlette.testclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.endpoints.WebSocketEndpoint;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.RedirectResponse;
import dev.servlette.routing.Route;
import dev.servlette.routing.Router;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.websockets.WebSocket;
import dev.servlette.websockets.WebSocketDisconnect;
import dev.servlette.websockets.WebSocketHandler;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WebSocketTestSessionTest {
    private static TestClient client(WebSocketHandler handler) {
        return new TestClient(WebSocketRoute.of("/", socket -> {
            socket.accept();
            handler.handle(socket);
        }));
    }

    /** TC5. */
    @Test
    void anotherAnswerIsADenial() {
        Router router = Router.of(
                WebSocketRoute.of("/denied", socket -> socket.deny(new PlainTextResponse("no", 403))),
                Route.get("/moved", request -> new RedirectResponse("/denied")));
        try (TestClient client = new TestClient(router)) {
            WebSocketDenied denied = assertThrows(WebSocketDenied.class, () -> client.webSocket("/denied"));
            assertEquals(403, denied.response().status());
            assertEquals("no", denied.response().text());
            assertTrue(denied.getMessage().startsWith("There is no socket: GET /denied -> 403 "), denied.getMessage());
            denied = assertThrows(WebSocketDenied.class, () -> client.webSocket("/moved"));
            assertEquals(307, denied.response().status());
        }
    }

    /** TC5: app errors surface. */
    @Test
    void whatTheAppFailsWithIsThrownIntoTheTest() {
        IllegalStateException bug = new IllegalStateException("bug");
        try (TestClient client = client(socket -> {
            throw bug;
        })) {
            WebSocketTestSession session = client.webSocket("/");
            assertSame(bug, assertThrows(IllegalStateException.class, session::receiveText));
            assertSame(bug, assertThrows(IllegalStateException.class, session::close));
        }
        try (TestClient client = new TestClient(WebSocketRoute.of("/", socket -> {
            throw bug;
        }))) {
            assertSame(bug, assertThrows(IllegalStateException.class, () -> client.webSocket("/")));
        }
    }

    @Test
    void otherwiseTheTestSeesWhatAClientDoes() {
        try (TestClient client = client(socket -> {
                            throw new IllegalStateException("bug");
                        })
                        .raisesServerExceptions(false);
                WebSocketTestSession session = client.webSocket("/")) {
            assertEquals(1011, session.receiveClose());
            assertEquals(1011, session.receiveClose());
            assertEquals(
                    1011,
                    assertThrows(WebSocketDisconnect.class, session::receive).code());
        }
    }

    @Test
    void messagesOfTheOtherKindAreMistakes() {
        try (TestClient client = client(socket -> {
                    for (int i = 0; i < 2; i++) {
                        socket.sendText("a");
                        socket.sendBytes(new byte[2]);
                    }
                });
                WebSocketTestSession session = client.webSocket("/")) {
            assertMistake("GET / sent the text \"a\" where bytes were to come.", session::receiveBytes);
            assertMistake("GET / sent bytes where a text was to come.", session::receiveText);
            assertMistake("GET / sent a message where it was to close: a", session::receiveClose);
            assertMistake("GET / sent a message where it was to close: 2 bytes", session::receiveClose);
        }
    }

    private static void assertMistake(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalStateException.class, call::run).getMessage());
    }

    @Test
    void everyWaitHasALimit() {
        CountDownLatch never = new CountDownLatch(1);
        try (TestClient client = client(socket -> never.await()).timeout(Duration.ofMillis(500))) {
            WebSocketTestSession session = client.webSocket("/");
            UncheckedIOException e = assertThrows(UncheckedIOException.class, session::receiveText);
            assertTrue(e.getMessage().contains("GET / sent nothing more within 0.5 s."), e.getMessage());
            assertThrows(UncheckedIOException.class, session::close);
            never.countDown();
        }
    }

    /** TC5: leaving ends the handler, and is waited for. */
    @Test
    void aCloseWaitsForTheHandler() {
        List<String> log = new CopyOnWriteArrayList<>();
        try (TestClient client = client(socket -> {
            for (String text : socket.texts()) {
                log.add(text);
            }
            log.add("end");
        })) {
            WebSocketTestSession session = client.webSocket("/");
            session.sendText("a");
            session.close();
            session.close(4000);
            assertEquals(List.of("a", "end"), log);
            assertEquals(1000, session.receiveClose());
            session.sendText("lost");
        }
    }

    /** A client that has closed hears nothing more, and that is no failure of the app. */
    @Test
    void whatComesAfterTheCloseIsDropped() {
        List<String> log = new CopyOnWriteArrayList<>();
        try (TestClient client = client(socket -> {
            try {
                socket.sendText("x".repeat(70_000));
                socket.sendText("waits");
                socket.receiveText();
            } catch (WebSocketDisconnect e) {
                log.add("end " + e.code());
            }
        })) {
            WebSocketTestSession session = client.webSocket("/");
            client.advance(Duration.ZERO); // so that the second text waits
            session.close(4000);
        }
        assertEquals(List.of("end 4000"), log);
    }

    /** A wire knows nothing of a message when it is lost. */
    @Test
    void aClientThatVanishesIsA1006() {
        List<String> log = new CopyOnWriteArrayList<>();
        try (TestClient client = client(socket -> {
            try {
                while (true) {
                    socket.sendBytes(new byte[10_000]);
                }
            } catch (WebSocketDisconnect e) {
                log.add("end " + e.code());
            }
        })) {
            WebSocketTestSession session = client.webSocket("/");
            assertEquals(10_000, session.receiveBytes().length);
            client.advance(Duration.ZERO); // so that the app waits for the client to read
            session.leave();
            session.close();
        }
        assertEquals(List.of("end 1006"), log);
    }

    /** Who does not wait for the handshake never sees the socket. */
    @Test
    void aClientThatLeavesTooEarlyIsA1006() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        CompletableFuture<Integer> code = new CompletableFuture<>();
        WebSocketRoute late = WebSocketRoute.of("/", socket -> {
                    socket.accept();
                    code.complete(assertThrows(WebSocketDisconnect.class, socket::receiveText)
                            .code());
                })
                .middleware((request, next) -> next.handle(request).then(response -> {
                    left.await();
                    return response;
                }));
        try (TestClient client = new TestClient(late).timeout(Duration.ofMillis(50))) {
            assertThrows(UncheckedIOException.class, () -> client.webSocket("/"));
            left.countDown();
            assertEquals(1006, code.get(10, TimeUnit.SECONDS));
            client.timeout(Duration.ofSeconds(10));
        }
    }

    /** The app has not learnt yet that its client is no longer there. */
    @Test
    void whatIsSentAfterTheClientIsDroppedOrFails() throws Exception {
        assertEquals("sent", saysAfter(session -> CompletableFuture.runAsync(() -> session.close(4000))));
        assertEquals("lost", saysAfter(WebSocketTestSession::leave));
    }

    private static String saysAfter(Consumer<WebSocketTestSession> end) throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<String> said = new CompletableFuture<>();
        WebSocketEndpoint endpoint = new WebSocketEndpoint() {
            @Override
            protected void onText(WebSocket socket, String text) throws InterruptedException {
                heard.countDown();
                ended.await();
                try {
                    socket.sendText(text);
                    said.complete("sent");
                } catch (WebSocketDisconnect e) {
                    said.complete("lost");
                }
            }
        };
        try (TestClient client = new TestClient(WebSocketRoute.of("/", endpoint))) {
            WebSocketTestSession session = client.webSocket("/");
            client.advance(Duration.ZERO); // so that the thread that brings the text is the one that waits
            session.sendText("a");
            heard.await();
            end.accept(session);
            assertThrows(WebSocketDisconnect.class, session::receive);
            ended.countDown();
            return said.get(10, TimeUnit.SECONDS);
        }
    }
}
