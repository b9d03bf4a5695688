package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.events.EventStreamResponse;
import dev.servlette.events.ServerSentEvent;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import dev.servlette.routing.WebSocketRoute;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same app over HTTP/2, where requests share a connection and a client leaves by a reset of its stream. */
class Http2ContractTest extends Contract {
    private static final byte[] LARGE = "0123456789abcdef".repeat(200_000).getBytes(UTF_8);

    private HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @BeforeAll
    static void needsAWire() {
        assumeTrue(!Host.name().equals("memory"), "the test client has no version of HTTP");
    }

    @Override
    Host.Setup setup() {
        return Host.Setup.HTTP2;
    }

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.get("/url", request -> new PlainTextResponse(request.url() + " " + request.cookies())),
                        Route.post("/body", request -> new Response(request.body(), "application/x")),
                        Route.post(
                                "/stream",
                                request -> new StreamingResponse(
                                        "application/x", out -> request.stream().transferTo(out))),
                        Route.post(
                                "/published", request -> StreamingResponse.from("application/x", request.publisher())),
                        Route.post("/limited", request -> new Response(request.body(), "application/x"))
                                .maxBodyBytes(10),
                        Route.get("/later", request -> later(new PlainTextResponse("later"))),
                        Route.get("/empty", request -> new Response(204)),
                        Route.get("/half", Http2ContractTest::half),
                        Route.get("/pending", this::pending),
                        Route.get("/endless", this::endless),
                        Route.get("/events", this::events),
                        WebSocketRoute.of("/socket", socket -> socket.accept()))
                .build();
    }

    private static Response half(Request request) {
        return new StreamingResponse("application/x", out -> {
            out.write('a');
            out.flush();
            throw new IllegalStateException("half");
        });
    }

    private Reply pending(Request request) {
        CompletableFuture<Response> never = new CompletableFuture<>();
        never.whenComplete((response, e) -> log.add("cancelled " + never.isCancelled()));
        request.onDisconnect(() -> log.add("left"));
        request.onComplete(end -> log.add("complete " + end.status()));
        Thread host = Thread.currentThread();
        new Thread(() -> awaitReturn(host)).start();
        return Reply.from(never);
    }

    /** A container may not tell of a reset while its thread is with the handler. */
    private void awaitReturn(Thread host) {
        while (Arrays.stream(host.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("dev.servlette."))) {
            Thread.onSpinWait();
        }
        log.add("pending");
    }

    private Response endless(Request request) {
        request.onDisconnect(() -> log.add("left"));
        request.onComplete(end -> log.add("complete " + end.status()));
        return new StreamingResponse("application/x", out -> {
            while (true) {
                out.write(LARGE);
            }
        });
    }

    private Response events(Request request) {
        request.onDisconnect(() -> log.add("left"));
        request.onComplete(end -> log.add("complete " + end.status()));
        return new EventStreamResponse(events -> {
            while (true) {
                events.send(ServerSentEvent.of("tick"));
            }
        });
    }

    private HttpRequest.Builder to(String target) {
        return HttpRequest.newBuilder(((SocketDeployment) deployment()).uri(target));
    }

    private HttpResponse<byte[]> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        assertEquals(HttpClient.Version.HTTP_2, response.version(), response.toString());
        return response;
    }

    private String text(String target) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = ask(to(target));
        return response.statusCode() + " " + new String(response.body(), UTF_8);
    }

    /**
     * A connection of its own for each case, as Tomcat closes one on which much is reset. The first request asks for the version, and is
     * of the old one; a body might not be taken with it.
     */
    @BeforeEach
    void goOnInHttp2() throws Exception {
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        client.send(to("/empty").build(), BodyHandlers.discarding());
    }

    private void expectLog(String... expected) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < expected.length; i++) {
            lines.add(String.valueOf(log.poll(10, TimeUnit.SECONDS)));
        }
        lines.sort(null); // more than one thread
        assertEquals(List.of(expected), lines);
    }

    /** RFC 9113, sections 8.2.3 and 8.3.1. */
    @Test
    void itsHostIsTheAuthorityAndItsCookiesMayComeInParts() throws Exception {
        String answer = new String(
                ask(to("/url?a=%20").header("Cookie", "a=1").header("Cookie", "b=2; c=3"))
                        .body(),
                UTF_8);
        assertEquals(to("/url?a=%20").build().uri() + " {a=1, b=2, c=3}", answer);
    }

    @Test
    void answersAreTheSame() throws Exception {
        assertEquals("404 Not Found", text("/nothing"));
        assertEquals("200 later", text("/later"));
        assertEquals("204 ", text("/empty"));
        assertEquals(405, ask(to("/body")).statusCode());
        assertEquals(
                "POST, OPTIONS", ask(to("/body")).headers().firstValue("Allow").orElse(""));
        HttpResponse<byte[]> upgrade = ask(to("/socket"));
        assertEquals(426, upgrade.statusCode());
        assertEquals("", upgrade.headers().firstValue("Upgrade").orElse("")); // RFC 9113, section 8.2.2
        HttpResponse<byte[]> head = ask(to("/later").method("HEAD", BodyPublishers.noBody()));
        assertEquals("5", head.headers().firstValue("Content-Length").orElse(""));
    }

    /** All of it has come before the first part is read. */
    @Test
    void aSmallBodyIsPublishedInWhole() throws Exception {
        byte[] body = Arrays.copyOf(LARGE, 60_000);
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(
                    body,
                    ask(to("/published").POST(BodyPublishers.ofByteArray(body))).body());
        }
    }

    @Test
    void bodiesGoBothWays() throws Exception {
        for (String path : List.of("/body", "/stream", "/published")) {
            HttpResponse<byte[]> response = ask(to(path).POST(BodyPublishers.ofByteArray(LARGE)));
            assertEquals(200, response.statusCode(), path);
            assertArrayEquals(LARGE, response.body(), path);
        }
        HttpRequest.Builder tooLarge = to("/limited").POST(BodyPublishers.ofString("twelve bytes"));
        assertEquals(413, ask(tooLarge).statusCode());
    }

    @Test
    void whatFailsAfterItsFirstBytesIsNotWhole() throws Exception {
        if (Differences.WHOLE_OVER_HTTP2.contains(Host.name())) {
            assertEquals("200 a", text("/half"));
        } else {
            assertThrows(IOException.class, () -> ask(to("/half")));
        }
        assertEquals("200 later", text("/later"), "others on the connection go on");
    }

    /** RQ13. */
    @Test
    void aResetCancelsAPendingReply() throws Exception {
        assumeFalse(Differences.SILENT_ABOUT_RESETS.contains(Host.name()), "the container does not say so");
        CompletableFuture<?> answer = client.sendAsync(to("/pending").build(), BodyHandlers.discarding());
        expectLog("pending");
        answer.cancel(true);
        expectLog("cancelled true", "complete 400", "left");
    }

    /** RQ13. */
    @Test
    void aResetEndsWhatIsWritten() throws Exception {
        for (String path : List.of("/endless", "/events")) {
            goOnInHttp2();
            HttpResponse<InputStream> response = client.send(to(path).build(), BodyHandlers.ofInputStream());
            response.body().readNBytes(10);
            response.body().close();
            expectLog("complete 200", "left");
        }
    }
}
