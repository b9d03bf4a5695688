package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Workers;
import dev.servlette.datastructures.State;
import dev.servlette.endpoints.WebSocketEndpoint;
import dev.servlette.exceptions.HttpException;
import dev.servlette.exceptions.WebSocketException;
import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.websockets.WebSocket;
import dev.servlette.websockets.WebSocketDisconnect;
import dev.servlette.websockets.WebSocketHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets: the handshake, which is HTTP, and what comes after it. */
class WebSocketContractTest extends Contract {
    private static final int MANY = 200;
    private static final State.Key<String> STARTED = new State.Key<>("started");

    @TempDir
    private static Path folder;

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    /** Answers an exception of its own. */
    private static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        WebSocketRoute.of("/echo", WebSocketContractTest::echo).name("echo"),
                        WebSocketRoute.of("/bytes", WebSocketContractTest::echoBytes),
                        WebSocketRoute.of("/json", WebSocketContractTest::json),
                        WebSocketRoute.of("/facts/{room}", WebSocketContractTest::facts),
                        WebSocketRoute.of("/duplex", WebSocketContractTest::duplex),
                        WebSocketRoute.of("/plain", WebSocketContractTest::echo).compression(false),
                        Route.get("/both", request -> new PlainTextResponse("page")),
                        WebSocketRoute.of("/both", WebSocketContractTest::echo),
                        Route.post("/posted", request -> new PlainTextResponse("posted")),
                        WebSocketRoute.of("/posted", WebSocketContractTest::echo),
                        Route.get("/page", request -> new PlainTextResponse("page")),
                        WebSocketRoute.of("/small", WebSocketContractTest::echo).maxMessageBytes(10),
                        WebSocketRoute.of("/chat", WebSocketContractTest::echo).subprotocols("v2", "v1"),
                        WebSocketRoute.of("/chosen", socket -> {
                            socket.accept("v1");
                            socket.sendText("offered " + socket.subprotocols());
                        }),
                        WebSocketRoute.of("/open", WebSocketContractTest::echo).allowOrigins("https://app.example.com"),
                        WebSocketRoute.of("/anybody", WebSocketContractTest::echo)
                                .allowOrigins("*"),
                        WebSocketRoute.of("/headers", socket -> socket.accept(WebSocketContractTest::headers)),
                        Mount.of("/denied", denials()),
                        Mount.of("/ends", ends()),
                        Mount.of(
                                        "/mounted",
                                        WebSocketRoute.of("/{name}", socket -> {
                                                    socket.accept();
                                                    socket.sendText(socket.request()
                                                                    .pathParam("name") + " "
                                                            + socket.request().route());
                                                })
                                                .middleware(WebSocketContractTest::marked))
                                .middleware((request, next) ->
                                        next.handle(request).always(r -> r.withAddedHeader("Set-Cookie", "seen=yes"))),
                        Mount.of("/behind", WebSocketRoute.of("", this::behind))
                                .middleware((request, next) ->
                                        next.handle(request).then(response -> new PlainTextResponse("not today", 503))),
                        WebSocketRoute.of("/events", new Events()))
                .exceptionHandler(
                        TooManyException.class, (request, e) -> new JsonResponse(Map.of("error", "busy"), 429))
                .onStartup(state -> state.set(STARTED, "started"))
                .exceptionHandler(404, (request, e) -> new PlainTextResponse("nothing here", 404))
                .build();
    }

    private static void echo(WebSocket socket) {
        socket.accept();
        for (String text : socket.texts()) {
            socket.sendText(text);
        }
    }

    private static void echoBytes(WebSocket socket) {
        socket.accept();
        for (byte[] content : socket.bytes()) {
            socket.sendBytes(content);
        }
    }

    private static void json(WebSocket socket) {
        socket.accept();
        for (Map<?, ?> value : socket.jsons(Map.class)) {
            socket.sendJson(Map.of("got", value.get("text")));
        }
    }

    private static void facts(WebSocket socket) {
        Request request = socket.request();
        socket.accept();
        socket.sendText(socket.url().path() + " " + socket.url().scheme() + " " + request.pathParam("room") + " "
                + request.queryParams().get("a") + " " + request.headers().get("X-A") + " " + request.method() + " "
                + request.url().host() + " " + (request.client() != null) + " " + request.urlFor("echo") + " "
                + request.cookies() + " " + request.state().get(STARTED));
    }

    /** Sends from one thread what it receives, and from another one numbers. */
    private static void duplex(WebSocket socket) {
        socket.accept();
        socket.request().state().get(Workers.class).execute(() -> {
            for (int i = 0; i < MANY; i++) {
                socket.sendText("w" + i);
            }
        });
        for (String text : socket.texts()) {
            socket.sendText(text);
        }
    }

    private static Response headers(Response response) {
        return response.withHeader("X-A", "1")
                .withAddedHeader("Set-Cookie", "a=1")
                .withAddedHeader("Set-Cookie", "b=2");
    }

    private static Reply marked(Request request, Next next) throws Exception {
        return next.handle(request).await().withHeader("X-Marked", "yes");
    }

    private static WebSocketRoute[] denials() {
        Path file = FileContractTest.write(folder, "a.txt", "0123456789".getBytes(UTF_8));
        return new WebSocketRoute[] {
            WebSocketRoute.of("/response", socket -> socket.deny(new JsonResponse(Map.of("why", "no"), 402))),
            WebSocketRoute.of(
                    "/stream",
                    socket -> socket.deny(new StreamingResponse("text/plain", out -> {
                        out.write('a');
                        out.flush();
                        out.write('b');
                    }))),
            WebSocketRoute.of(
                    "/published",
                    socket -> socket.deny(StreamingResponse.from(
                            "text/plain", subscriber -> subscriber.onSubscribe(new Parts(subscriber, "a", "bc"))))),
            WebSocketRoute.of("/file", socket -> socket.deny(new FileResponse(file).withStatus(404))),
            WebSocketRoute.of("/close", socket -> socket.close(4000, "no")),
            WebSocketRoute.of("/http", thrown(new HttpException(401, "Who are you?").withHeader("X-B", "2"))),
            WebSocketRoute.of("/policy", thrown(new WebSocketException(1008))),
            WebSocketRoute.of("/handled", thrown(new TooManyException())),
            WebSocketRoute.of("/bug", thrown(new IllegalStateException("secret"))),
            WebSocketRoute.of("/undecided", socket -> {})
        };
    }

    private static WebSocketHandler thrown(Exception e) {
        return socket -> {
            throw e;
        };
    }

    private WebSocketRoute[] ends() {
        return new WebSocketRoute[] {
            WebSocketRoute.of("/return", socket -> {
                socket.accept();
                socket.sendText("bye");
            }),
            WebSocketRoute.of("/close", this::closing),
            WebSocketRoute.of("/policy", failing(new WebSocketException(1008, "not that"))),
            WebSocketRoute.of("/bug", failing(new IllegalStateException("secret"))),
            WebSocketRoute.of("/unhandled", failing(new TooManyException())),
            WebSocketRoute.of("/handled", handling(failing(new TooManyException()))),
            WebSocketRoute.of("/log", this::logging),
            WebSocketRoute.of("/sender", this::sending)
        };
    }

    private static WebSocketHandler failing(Exception e) {
        return socket -> {
            socket.accept();
            throw e;
        };
    }

    private static WebSocketHandler handling(WebSocketHandler handler) {
        return socket -> {
            try {
                handler.handle(socket);
            } catch (TooManyException e) {
                socket.close(1013, "busy");
            }
        };
    }

    private void closing(WebSocket socket) {
        socket.accept();
        socket.close(4001, "enough");
        try {
            socket.sendText("late");
        } catch (WebSocketDisconnect e) {
            log.add("send " + e.code() + " " + e.reason());
        }
        try {
            socket.receiveText();
        } catch (WebSocketDisconnect e) {
            log.add("receive " + e.code() + " " + e.reason());
        }
    }

    private void logging(WebSocket socket) {
        socket.request().onComplete(end -> log.add("end " + end.status() + " " + end.bytes() + " " + end.failure()));
        socket.accept();
        socket.sendText("12345");
        try {
            while (true) {
                log.add(socket.receiveText());
            }
        } catch (WebSocketDisconnect e) {
            log.add(e.code() + " " + e.reason());
        }
    }

    /** Sends until that fails. */
    private void sending(WebSocket socket) {
        socket.accept();
        try {
            while (true) {
                socket.sendBytes(new byte[10_000]);
            }
        } catch (WebSocketDisconnect e) {
            log.add("gone " + e.code());
        }
    }

    private void behind(WebSocket socket) {
        try {
            socket.accept();
            log.add("accepted");
        } catch (WebSocketDisconnect e) {
            log.add("refused " + e.code());
        }
    }

    private final class Events extends WebSocketEndpoint {
        @Override
        protected void onConnect(WebSocket socket) {
            socket.accept();
            socket.sendText("welcome");
        }

        @Override
        protected void onText(WebSocket socket, String text) {
            if (text.equals("fail")) {
                throw new IllegalStateException("secret");
            }
            socket.sendText(text + " " + text);
        }

        @Override
        protected void onDisconnect(WebSocket socket, int code) {
            log.add("events " + code);
        }
    }

    private SocketClient open(String target) throws IOException {
        return open(Ask.get(target));
    }

    private SocketClient open(Ask ask) throws IOException {
        return deployment().webSocket(ask.below(setup().rootPath()));
    }

    private void expectHandshake(Ask ask, String answer) throws IOException {
        try (SocketClient socket = open(ask)) {
            assertEquals(Answered.of(answer).toString(), socket.handshake().toString(), ask.toString());
        }
    }

    private void expectMessages(String target, String... lines) throws IOException {
        try (SocketClient socket = open(target)) {
            assertEquals(101, socket.handshake().status());
            for (String line : lines) {
                assertEquals(line, socket.receive());
            }
        }
    }

    private void expectLog(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertEquals(line, log.poll(10, TimeUnit.SECONDS));
        }
        assertNull(log.poll());
    }

    /** WS2, WS3, WS4, WS5. */
    @Test
    void textsGoBothWays() throws Exception {
        try (SocketClient socket = open("/echo")) {
            assertEquals("101\n\n", socket.handshake().toString());
            socket.sendText("hi");
            socket.sendText("");
            socket.sendText("h\u00e9 \ud83d\ude00");
            assertEquals("text hi", socket.receive());
            assertEquals("text ", socket.receive());
            assertEquals("text h\u00e9 \ud83d\ude00", socket.receive());
            socket.close(1000, "");
            assertEquals("close 1000", socket.receive());
        }
    }

    /** RFC 6455, sections 5.5.2 and 5.5.3: a ping is answered, and a pong may come that nobody asked for; no handler sees either. */
    @Test
    void pingsAndPongsAreNoMessages() throws IOException {
        try (SocketClient socket = open("/echo")) {
            if (socket instanceof WireSocket wire) {
                wire.ping();
                assertEquals("pong [7]", wire.receive());
                wire.pong();
            }
            socket.sendText("hi");
            assertEquals("text hi", socket.receive());
        }
    }

    /** WS3, WS4. */
    @Test
    void bytesGoBothWays() throws Exception {
        try (SocketClient socket = open("/bytes")) {
            socket.sendBytes(new byte[] {0, -1, 7});
            socket.sendBytes(new byte[0]);
            assertEquals("bytes [0, -1, 7]", socket.receive());
            assertEquals("bytes []", socket.receive());
        }
    }

    /** WS4: compact, and what is not ASCII as it is. */
    @Test
    void valuesGoBothWays() throws Exception {
        try (SocketClient socket = open("/json")) {
            socket.sendText("{\"text\": \"h\u00e9\"}");
            assertEquals("text {\"got\":\"h\u00e9\"}", socket.receive());
            socket.sendBytes("{\"text\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertEquals("text {\"got\":1}", socket.receive());
            socket.sendText("{\"text\": ");
            assertEquals("close 1003 The message is not the JSON that is expected here.", socket.receive());
        }
    }

    @Test
    void largeMessagesComeWhole() throws Exception {
        String text = "0123456789abcde\u00e9".repeat(8_000);
        for (String path : new String[] {"/echo", "/plain"}) {
            try (SocketClient socket = open(path)) {
                socket.sendText(text);
                assertEquals("text " + text, socket.receive());
            }
        }
    }

    /** WS9; the URL of a route of sockets has their scheme. */
    @Test
    void theHandshakeIsARequest() throws Exception {
        String root = setup().rootPath();
        try (SocketClient socket =
                open(Ask.get("/facts/kitchen?a=1").header("X-A: 2").header("Cookie: c=3"))) {
            assertEquals(
                    "text " + root + "/facts/kitchen ws kitchen 1 2 GET testserver true ws://testserver" + root
                            + "/echo {c=3} started",
                    socket.receive());
            assertEquals("close 1000", socket.receive());
        }
    }

    /** RT21. */
    @Test
    void aPathMayHaveBothKindsOfRoutes() throws Exception {
        expect(Ask.get("/both"), "200\nContent-Length: 4\nContent-Type: text/plain; charset=utf-8\n\npage");
        expectHandshake(Ask.get("/both"), "101");
        expectHandshake(Ask.get("/posted"), "101");
        expect(
                Ask.get("/posted"),
                "405\nAllow: POST, OPTIONS\nContent-Length: 18\nContent-Type: text/plain; charset=utf-8\nVary: Accept\n\n"
                        + "Method Not Allowed");
    }

    /** RFC 9110, section 7.8: a server may go on as if it had not been asked. */
    @Test
    void aPlainRouteAnswersAHandshakePlainly() throws Exception {
        expectHandshake(Ask.get("/page"), "200\nContent-Length: 4\nContent-Type: text/plain; charset=utf-8\n\npage");
    }

    /** RFC 9110, section 15.5.22. */
    @Test
    void aPlainRequestForASocketIsToldToUpgrade() throws Exception {
        expect(
                Ask.get("/echo"),
                "426\nContent-Length: 40\nContent-Type: text/plain; charset=utf-8\nUpgrade: websocket\nVary: Accept\n\n"
                        + "This is a WebSocket; ask for an upgrade.");
    }

    /** Section 5, row 15. */
    @Test
    void whatIsNotThereIsAPlain404() throws Exception {
        expectHandshake(
                Ask.get("/nothing"),
                "404\nContent-Length: 12\nContent-Type: text/plain; charset=utf-8\n\nnothing here");
    }

    /** WS2. */
    @Test
    void the101MayHaveHeadersAndCookies() throws Exception {
        expectHandshake(Ask.get("/headers"), "101\nSet-Cookie: a=1\nSet-Cookie: b=2\nX-A: 1");
    }

    @Test
    void middlewareRunsOnTheHandshake() throws Exception {
        Ask ask = Ask.get("/mounted/ada");
        expectHandshake(ask, "101\nSet-Cookie: seen=yes\nX-Marked: yes");
        expectMessages("/mounted/ada", "text ada /mounted/{name}", "close 1000");
    }

    /** Design, rule 17: what middleware answers instead is the answer. */
    @Test
    void middlewareMayAnswerInstead() throws Exception {
        expectHandshake(
                Ask.get("/behind"), "503\nContent-Length: 9\nContent-Type: text/plain; charset=utf-8\n\nnot today");
        expectLog("refused 1006");
    }

    /** WS2. */
    @Test
    void theBestSubprotocolOfBothIsChosen() throws Exception {
        expectHandshake(
                Ask.get("/chat").header("Sec-WebSocket-Protocol: v0, v1, v2"), "101\nSec-WebSocket-Protocol: v2");
        expectHandshake(Ask.get("/chat").header("Sec-WebSocket-Protocol: v0"), "101");
        expectHandshake(Ask.get("/chat"), "101");
        expectHandshake(Ask.get("/chosen").header("Sec-WebSocket-Protocol: v0,v1"), "101\nSec-WebSocket-Protocol: v1");
        assertEquals(500, open(Ask.get("/chosen")).handshake().status());
    }

    @Test
    void pagesOfOtherHostsAreRefused() throws Exception {
        String refused = "403\nContent-Length: 49\nContent-Type: text/plain; charset=utf-8\nVary: Accept\n\n"
                + "Pages of this origin may not open this WebSocket.";
        expectHandshake(Ask.get("/echo").header("Origin: http://testserver"), "101");
        expectHandshake(Ask.get("/echo").header("Origin: https://testserver:443"), "101");
        expectHandshake(Ask.get("/echo").header("Origin: http://evil.example.com"), refused);
        expectHandshake(Ask.get("/echo").header("Origin: http://testserver:81"), refused);
        expectHandshake(Ask.get("/echo").header("Origin: null"), refused);
        expectHandshake(Ask.get("/open").header("Origin: https://APP.example.com"), "101");
        expectHandshake(Ask.get("/open").header("Origin: http://app.example.com"), refused);
        expectHandshake(Ask.get("/anybody").header("Origin: null"), "101");
    }

    /** RS13, WS8. */
    @Test
    void anyResponseMayDeny() throws Exception {
        expectHandshake(
                Ask.get("/denied/response"),
                "402\nContent-Length: 12\nContent-Type: application/json\n\n{\"why\":\"no\"}");
        expectHandshake(Ask.get("/denied/stream"), "200\nContent-Type: text/plain; charset=utf-8\n\nab");
        expectHandshake(Ask.get("/denied/published"), "200\nContent-Type: text/plain; charset=utf-8\n\nabc");
        expectHandshake(
                Ask.get("/denied/file"),
                "404\nContent-Length: 10\nContent-Type: text/plain; charset=utf-8\nETag: \"ae1b981bc490a00-a\""
                        + "\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\n\n0123456789");
    }

    /** EX5, WS6, WS11: before it is accepted, what ends it is an answer. */
    @Test
    void whatEndsItBeforeIsAnAnswer() throws Exception {
        String text = "\nContent-Type: text/plain; charset=utf-8\n";
        expectHandshake(Ask.get("/denied/close"), "403\nContent-Length: 9" + text + "Vary: Accept\n\nForbidden");
        expectHandshake(Ask.get("/denied/policy"), "403\nContent-Length: 9" + text + "Vary: Accept\n\nForbidden");
        expectHandshake(
                Ask.get("/denied/http"), "401\nContent-Length: 12" + text + "Vary: Accept\nX-B: 2\n\nWho are you?");
        expectHandshake(
                Ask.get("/denied/handled"),
                "429\nContent-Length: 16\nContent-Type: application/json\n\n{\"error\":\"busy\"}");
        for (String path : new String[] {"/denied/bug", "/denied/undecided"}) {
            expectHandshake(Ask.get(path), "500\nContent-Length: 21" + text + "Vary: Accept\n\nInternal Server Error");
        }
    }

    /** WS10: one thread reads while another one writes, and what each sends stays in its order. */
    @Test
    void aSocketIsReadAndWrittenAtOnce() throws Exception {
        try (SocketClient socket = open("/duplex")) {
            for (int i = 0; i < MANY; i++) {
                socket.sendText("r" + i);
            }
            int read = 0;
            int written = 0;
            while (read + written < 2 * MANY) {
                String text = socket.receive();
                boolean isRead = text.startsWith("text r");
                assertEquals(isRead ? "text r" + read++ : "text w" + written++, text);
            }
            assertEquals(MANY, read);
        }
    }

    /** EX5, WS11: exception handlers have nothing to answer then; what is put around a handler has. */
    @Test
    void whoHandlesAnExceptionAfterwardsClosesWithACode() throws Exception {
        expectMessages("/ends/unhandled", "close 1011");
        expectMessages("/ends/handled", "close 1013 busy");
    }

    /** WS6, WS11. */
    @Test
    void whatEndsItAfterwardsIsACode() throws Exception {
        expectMessages("/ends/return", "text bye", "close 1000");
        expectMessages("/ends/policy", "close 1008 not that");
        expectMessages("/ends/bug", "close 1011");
    }

    /** WS6: whoever closed it, what comes afterwards fails in one way. */
    @Test
    void afterTheEndAllIsOneException() throws Exception {
        expectMessages("/ends/close", "close 4001 enough");
        expectLog("send 4001 enough", "receive 4001 enough");
    }

    /** WS7, and design, reply 10: the hooks run at the end of the socket. */
    @Test
    void theCodeOfTheClientIsDelivered() throws Exception {
        try (SocketClient socket = open("/ends/log")) {
            assertEquals("text 12345", socket.receive());
            socket.sendText("a");
            socket.sendText("b");
            expectLog("a", "b");
            socket.close(4002, "why");
            assertEquals("close 4002 why", socket.receive());
        }
        expectLog("4002 why", "end 101 5 null");
    }

    /** WS7. */
    @Test
    void aClientThatVanishesIsA1006() throws Exception {
        try (SocketClient socket = open("/ends/log")) {
            socket.sendText("a");
            expectLog("a");
            socket.leave();
        }
        expectLog("1006 ", "end 101 5 null");
        try (SocketClient socket = open("/ends/sender")) {
            assertTrue(socket.receive().startsWith("bytes"));
            socket.leave();
        }
        expectLog("gone 1006");
    }

    @Test
    void aMessageThatIsTooLongIsA1009() throws Exception {
        try (SocketClient socket = open("/small")) {
            socket.sendText("0123456789");
            assertEquals("text 0123456789", socket.receive());
            socket.sendText("012345678\u00e9");
            assertEquals("close 1009 A message has at most 10 bytes.", socket.receive());
        }
        try (SocketClient socket = open("/small")) {
            socket.sendBytes(new byte[11]);
            assertEquals("close 1009 A message has at most 10 bytes.", socket.receive());
        }
    }

    /** EP3. */
    @Test
    void anEndpointIsToldWhatHappens() throws Exception {
        try (SocketClient socket = open("/events")) {
            assertEquals("text welcome", socket.receive());
            socket.sendText("a");
            assertEquals("text a a", socket.receive());
            socket.close(4003, "");
        }
        expectLog("events 4003");
    }

    /** EP4. */
    @Test
    void whatAnEndpointDoesNotTakeIsA1003() throws Exception {
        try (SocketClient socket = open("/events")) {
            assertEquals("text welcome", socket.receive());
            socket.sendBytes(new byte[1]);
            assertEquals("close 1003 Bytes are not taken here.", socket.receive());
        }
        expectLog("events 1003");
        try (SocketClient socket = open("/events")) {
            assertEquals("text welcome", socket.receive());
            socket.sendText("fail");
            assertEquals("close 1011", socket.receive());
        }
        expectLog("events 1011");
    }
}
