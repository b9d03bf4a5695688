package dev.servlette.websockets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.LoggedLines;
import dev.servlette.concurrency.Workers;
import dev.servlette.exceptions.WebSocketException;
import dev.servlette.requests.Completion;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.WebSocketDenied;
import dev.servlette.testclient.WebSocketTestSession;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebSocketTest {
    private final BlockingQueue<Object> log = new LinkedBlockingQueue<>();

    private static TestClient client(WebSocketHandler handler) {
        return new TestClient(WebSocketRoute.of("/", handler));
    }

    private Object logged() throws InterruptedException {
        return Objects.requireNonNull(log.poll(10, TimeUnit.SECONDS));
    }

    /** Runs a handler that a client talks to no further, and gives what it logged. */
    private Object logged(WebSocketHandler handler) throws InterruptedException {
        try (TestClient client = client(handler).raisesServerExceptions(false)) {
            WebSocketTestSession session = client.webSocket("/");
            Object entry = logged();
            session.close();
            return entry;
        } catch (WebSocketDenied e) {
            return logged();
        }
    }

    private static String mistake(Runnable call) {
        return assertThrows(IllegalStateException.class, call::run).getMessage();
    }

    /** WS1, WS3. */
    @Test
    void nothingIsSentOrReceivedBeforeItIsAccepted() throws Exception {
        Object said = logged(socket -> {
            log.add(mistake(() -> socket.sendText("a")) + mistake(socket::receiveText));
            log.add(socket.isAccepted() + " " + socket.isOpen());
            socket.accept();
        });
        assertEquals(
                "sendText(..) was called on the socket / before it was accepted. Call accept() first."
                        + "receiveText() was called on the socket / before it was accepted. Call accept() first.",
                said);
        assertEquals("false false", logged());
    }

    /** WS1. */
    @Test
    void aHandlerDecidesOnce() throws Exception {
        Object said = logged(socket -> {
            socket.accept();
            log.add(mistake(socket::accept) + mistake(() -> socket.deny(new PlainTextResponse("no"))));
        });
        assertEquals(
                "accept() was called on the socket / when it had been accepted. A handler decides once."
                        + "deny(..) was called on the socket / when it had been accepted. A handler decides once.",
                said);
    }

    /** WS8. */
    @Test
    void aDeniedSocketIsOver() throws Exception {
        Object said = logged(socket -> {
            socket.deny(new PlainTextResponse("no", 403));
            log.add(mistake(socket::accept) + mistake(() -> socket.sendText("a")) + mistake(socket::close));
        });
        assertEquals(
                "accept() was called on the socket / when it had been denied. A handler decides once."
                        + "sendText(..) was called on the socket / when it had been denied. A handler returns after that."
                        + "close(..) was called on the socket / when it had been denied. A handler returns after that.",
                said);
    }

    /** WS6. */
    @Test
    void aHandlerClosesOnce() throws Exception {
        Object said = logged(socket -> {
            socket.accept();
            assertTrue(socket.isOpen());
            socket.close(4000);
            assertFalse(socket.isOpen());
            assertTrue(socket.isAccepted());
            log.add(mistake(socket::close));
        });
        assertEquals("close(..) was called twice on the socket /. The first call has closed it.", said);
    }

    @Test
    void toCloseWhatTheClientHasClosedIsNoMistake() {
        try (TestClient client = client(socket -> {
            socket.accept();
            assertThrows(WebSocketDisconnect.class, socket::receiveText);
            socket.close();
            log.add("closed");
        })) {
            client.webSocket("/").close();
            assertEquals("closed", log.poll());
        }
    }

    /** WS2: what the client did not offer would make it break off. */
    @Test
    void onlyWhatIsOfferedIsAccepted() throws Exception {
        Object said = logged(socket -> {
            log.add(assertThrows(IllegalArgumentException.class, () -> socket.accept("v1"))
                    .getMessage());
            socket.accept();
        });
        assertEquals(
                "accept(\"v1\") was called on the socket /, whose client offers []. Only what it offers can be accepted.",
                said);
    }

    /** RFC 9110, section 5.6.1.2: empty members of a list are none. */
    @Test
    void emptySubprotocolsAreNone() throws Exception {
        try (TestClient client = client(socket -> {
                    log.add(socket.subprotocols());
                    socket.accept("b");
                });
                WebSocketTestSession session =
                        client.webSocket("/", request -> request.header("Sec-WebSocket-Protocol", "a,, b ,"))) {
            assertEquals("b", session.subprotocol());
        }
        assertEquals(List.of(List.of("a", "b")), List.copyOf(log));
    }

    /** WS3. */
    @Test
    void messagesOfTheOtherKindAreA1003() {
        for (WebSocketHandler wrong : List.<WebSocketHandler>of(
                socket -> socket.receiveText(),
                socket -> socket.texts().iterator().next())) {
            assertEquals(1003, closeAfter(wrong, session -> session.sendBytes(new byte[1])));
        }
        assertEquals(1003, closeAfter(WebSocket::receiveBytes, session -> session.sendText("a")));
    }

    private interface Act {
        void on(WebSocketTestSession session);
    }

    private static int closeAfter(WebSocketHandler handler, Act act) {
        try (TestClient client = client(socket -> {
                    socket.accept();
                    handler.handle(socket);
                });
                WebSocketTestSession session = client.webSocket("/")) {
            act.on(session);
            return session.receiveClose();
        }
    }

    /** WS3, WS4: JSON comes as a text or as bytes. */
    @Test
    void valuesAreReadFromBothKinds() {
        try (TestClient client = client(socket -> {
                    socket.accept();
                    socket.sendJson(socket.receiveJson(Map.class).get("a"));
                    socket.sendBytes(socket.receiveBytes());
                    socket.sendJson(socket.receiveJson(Integer.class));
                    socket.sendBytes("8".getBytes(UTF_8));
                });
                WebSocketTestSession session = client.webSocket("/")) {
            session.sendJson(Map.of("a", "h\u00e9"));
            assertEquals("\"h\u00e9\"", session.receiveText());
            session.sendBytes("x".getBytes(UTF_8));
            assertEquals("x", new String(session.receiveBytes(), UTF_8));
            session.sendBytes("7".getBytes(UTF_8));
            assertEquals(7, session.receiveJson(Integer.class));
            assertEquals(8, session.receiveJson(Integer.class));
        }
    }

    /** WS5. */
    @Test
    void loopsEndQuietly() {
        try (TestClient client = client(socket -> {
            socket.accept();
            Iterator<byte[]> all = socket.bytes().iterator();
            log.add(all.hasNext() && all.hasNext());
            log.add(all.next().length);
            log.add(all.hasNext());
            assertThrows(NoSuchElementException.class, all::next);
            for (Integer none : socket.jsons(Integer.class)) {
                log.add(none);
            }
        })) {
            WebSocketTestSession session = client.webSocket("/");
            session.sendBytes(new byte[2]);
            session.close();
            assertEquals(List.of(true, 2, false), List.copyOf(log));
        }
    }

    /** WS7: what was sent before the client closed is still heard. */
    @Test
    void theCodeOfTheClientComesAfterItsMessages() throws Exception {
        try (TestClient client = client(socket -> {
            socket.accept();
            log.add(socket.receiveText());
            WebSocketDisconnect e = assertThrows(WebSocketDisconnect.class, socket::receiveText);
            log.add(e.code() + " " + e.reason() + " " + e.getMessage());
            socket.receiveText();
        })) {
            WebSocketTestSession session = client.webSocket("/");
            session.sendText("a");
            session.close(4000, "why");
            assertEquals("a", log.poll());
            assertEquals("4000 why The socket was closed with 4000: why", log.poll());
        }
    }

    /** WS11, and design, rule 17: one line, and none for what the client has done. */
    @Test
    void aFailureIsA1011AndOneLine() throws Exception {
        IllegalStateException bug = new IllegalStateException("bug");
        try (LoggedLines lines = new LoggedLines();
                TestClient client = client(socket -> {
                    socket.request().onComplete(log::add);
                    socket.accept();
                    throw bug;
                })) {
            WebSocketTestSession session = client.webSocket("/");
            assertSame(bug, assertThrows(IllegalStateException.class, session::receiveClose));
            assertEquals(
                    List.of("SEVERE The handler of the socket / failed. java.lang.IllegalStateException: bug"),
                    lines.lines());
            Completion end = (Completion) logged();
            assertEquals(101, end.status());
            assertSame(bug, end.failure());
        }
    }

    @Test
    void anExceptionOfSocketsIsNoFailure() throws Exception {
        try (LoggedLines lines = new LoggedLines();
                TestClient client = client(socket -> {
                    socket.request().onComplete(log::add);
                    socket.accept();
                    throw new WebSocketException(1011, "on purpose");
                });
                WebSocketTestSession session = client.webSocket("/")) {
            assertEquals(1011, session.receiveClose());
            assertNull(((Completion) logged()).failure());
            assertEquals(List.of("INFO The end of the socket / was 1011."), lines.lines());
        }
    }

    @Test
    void aFailureAfterADenialIsLogged() {
        TestClient client = client(socket -> {
            socket.deny(new PlainTextResponse("no", 403));
            throw new IllegalStateException("bug");
        });
        try (LoggedLines lines = new LoggedLines()) {
            assertThrows(WebSocketDenied.class, () -> client.webSocket("/"));
            client.close();
            assertEquals(
                    List.of("SEVERE The handler of the socket / failed. java.lang.IllegalStateException: bug"),
                    lines.lines());
        }
    }

    @Test
    void anErrorOfTheVirtualMachineIsAFailureToo() {
        try (TestClient client = client(socket -> {
                            socket.accept();
                            throw new StackOverflowError();
                        })
                        .raisesServerExceptions(false);
                WebSocketTestSession session = client.webSocket("/")) {
            assertEquals(1011, session.receiveClose());
        }
    }

    @Test
    void aListenerIsToldWhatComesAndHoldsNoThread() throws Exception {
        CountDownLatch returned = new CountDownLatch(1);
        try (TestClient client = client(socket -> {
                    socket.accept();
                    socket.listen(new Echo(socket));
                    returned.countDown();
                })
                .raisesServerExceptions(false)) {
            WebSocketTestSession session = client.webSocket("/");
            assertTrue(returned.await(10, TimeUnit.SECONDS));
            session.sendText("a");
            assertEquals("a", session.receiveText());
            session.sendBytes(new byte[3]);
            assertEquals(3, session.receiveBytes().length);
            session.close(4000);
            assertEquals("end 4000", logged());
        }
    }

    private final class Echo implements WebSocketListener {
        private final WebSocket socket;

        Echo(WebSocket socket) {
            this.socket = socket;
        }

        @Override
        public void onText(String text) {
            if (text.equals("die")) {
                throw new StackOverflowError();
            }
            socket.sendText(text);
        }

        @Override
        public void onBytes(byte[] bytes) {
            socket.sendBytes(bytes);
        }

        @Override
        public void onDisconnect(int code) {
            log.add("end " + code);
            throw new IllegalStateException("bug");
        }
    }

    /** The first failure is that of the socket. */
    @Test
    void whatAListenerThrowsIsLogged() throws Exception {
        try (LoggedLines lines = new LoggedLines();
                TestClient client = client(socket -> {
                            socket.request().onComplete(log::add);
                            socket.accept();
                            socket.listen(new Echo(socket));
                        })
                        .raisesServerExceptions(false)) {
            WebSocketTestSession session = client.webSocket("/");
            session.sendText("die");
            assertEquals(1011, session.receiveClose());
            assertEquals("end 1011", logged());
            assertEquals("java.lang.StackOverflowError", String.valueOf(((Completion) logged()).failure()));
            assertEquals(
                    List.of(
                            "SEVERE The handler of the socket / failed. java.lang.StackOverflowError",
                            "SEVERE The handler of the socket / failed. java.lang.IllegalStateException: bug"),
                    lines.lines());
        }
    }

    /** A handler that fails after it began to listen has failed all the same. */
    @Test
    void aHandlerThatListensMayFail() throws Exception {
        try (TestClient client = client(socket -> {
                            socket.accept();
                            socket.listen(new Echo(socket));
                            throw new IllegalStateException("bug");
                        })
                        .raisesServerExceptions(false);
                WebSocketTestSession session = client.webSocket("/")) {
            assertEquals(1011, session.receiveClose());
            assertEquals("end 1011", logged());
        }
    }

    /** Design, rule 16. */
    @Test
    void aSocketWithoutAFreeThreadIsA503() throws Exception {
        Servlette app = Servlette.builder()
                .routes(WebSocketRoute.of("/", socket -> {
                    socket.accept();
                    assertThrows(WebSocketDisconnect.class, socket::receiveText);
                }))
                .workers(new Workers.Options().maxThreads(1).usesVirtualThreads(false))
                .build();
        try (TestClient client = new TestClient(app)) {
            WebSocketTestSession session = client.webSocket("/");
            WebSocketDenied denied = assertThrows(WebSocketDenied.class, () -> client.webSocket("/"));
            assertEquals(503, denied.response().status());
            session.close();
        }
    }

    /** The handler sees a 1001, and so does the client. */
    @Test
    void aStopIsA1001() throws Exception {
        TestClient client = client(socket -> {
            socket.accept();
            log.add(assertThrows(WebSocketDisconnect.class, socket::receiveText).code());
        });
        WebSocketTestSession session = client.webSocket("/");
        client.close();
        assertEquals(1001, logged());
        assertEquals(1001, session.receiveClose());
    }

    /** A client is asked for a sign of life at half of the time-out; that of the test client always gives one. */
    @Test
    void aClientThatAnswersPingsIsNotLost() {
        try (TestClient client = client(socket -> {
                    socket.accept();
                    socket.sendText(socket.receiveText());
                });
                WebSocketTestSession session = client.webSocket("/")) {
            client.advance(Duration.ofMinutes(10));
            session.sendText("still here");
            assertEquals("still here", session.receiveText());
        }
    }

    /** A client that does not read is lost, and the handler learns of it. */
    @Test
    void aClientThatDoesNotReadIsLost() throws Exception {
        try (TestClient client = client(socket -> {
            socket.accept();
            WebSocketDisconnect e = assertThrows(WebSocketDisconnect.class, () -> {
                while (true) {
                    socket.sendText("x".repeat(10_000));
                }
            });
            log.add(e.code());
        })) {
            client.webSocket("/");
            client.advance(Duration.ofSeconds(20));
            assertEquals(1006, logged());
        }
    }

    @Test
    void middlewareThatDoesNotAskStartsNoHandler() {
        Servlette app = Servlette.builder()
                .routes(WebSocketRoute.of("/", socket -> log.add("started")))
                .middleware((request, next) -> {
                    next.handle(request);
                    return new PlainTextResponse("closed", 503);
                })
                .build();
        try (TestClient client = new TestClient(app)) {
            assertThrows(WebSocketDenied.class, () -> client.webSocket("/"));
        }
        assertEquals(List.of(), List.copyOf(log));
    }

    /** The host may have no way to let go of its thread. */
    @Test
    void aThreadMayWaitForTheDecision() {
        try (TestClient client = client(socket -> {
                            socket.accept();
                            socket.sendText("hi");
                        })
                        .supportsAsync(false);
                WebSocketTestSession session = client.webSocket("/")) {
            assertEquals("hi", session.receiveText());
        }
    }
}
