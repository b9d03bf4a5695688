package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.exceptions.HttpException;
import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bodies that are malformed, or do not come: their client is there, and gets an answer. Those of the test client have no frames, and
 * come at once.
 */
class UnreadableBodyContractTest extends Contract {
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @BeforeAll
    static void needsAWire() {
        assumeTrue(!Host.name().equals("memory"), "the test client sends whole bodies");
    }

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.post("/body", request -> new Response(request.body(), "application/x")),
                        Route.post(
                                "/stream",
                                request -> new Response(request.stream().readAllBytes(), "application/x")),
                        Route.post(
                                "/written",
                                request -> new StreamingResponse("application/x", out -> out.write(request.body()))),
                        Route.of("/begun", UnreadableBodyContractTest::begun),
                        Route.post("/later-begun", request -> later(begun(request))),
                        Route.post("/pending", this::pending),
                        Route.post("/published", this::published))
                .middleware((request, next) -> {
                    request.onDisconnect(() -> log.add("left"));
                    request.onComplete(end -> log.add("end " + request.isDisconnected()));
                    return next.handle(request);
                })
                .build();
    }

    @Override
    Host.Setup setup() {
        return new Host.Setup("", true, 2_000, false);
    }

    private static Response begun(Request request) {
        return new StreamingResponse("application/x", out -> {
            out.write('a');
            out.flush();
            out.write(request.body());
        });
    }

    private Reply pending(Request request) {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        request.body();
                    } catch (HttpException e) {
                        log.add(String.valueOf(e.status()));
                    } catch (ClientDisconnect e) {
                        log.add("gone");
                    }
                    answer(stage);
                })
                .start();
        return Reply.from(stage);
    }

    private void answer(CompletableFuture<Response> stage) {
        log.add("answered " + stage.complete(new PlainTextResponse("pending")));
    }

    private Reply published(Request request) {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        request.publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer buffer) {}

            @Override
            public void onError(Throwable e) {
                log.add(e instanceof HttpException its ? String.valueOf(its.status()) : "gone");
                answer(stage);
            }

            @Override
            public void onComplete() {
                answer(stage);
            }
        });
        return Reply.from(stage);
    }

    private static Ask malformed(String path) {
        return Ask.post(path, "zz\r\nabc\r\n0\r\n\r\n").header("Transfer-Encoding: chunked");
    }

    private static Ask slow(String path) {
        return Ask.of("POST", path).header("Content-Length: 5");
    }

    private void expectLog(String... expected) throws InterruptedException {
        assertEquals(List.of(expected), sorted(expected.length));
    }

    /** The next lines, which more than one thread writes. */
    private List<String> sorted(int count) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(String.valueOf(log.poll(10, TimeUnit.SECONDS)));
        }
        lines.sort(null);
        return lines;
    }

    private static void needsAnAnswer() {
        assumeFalse(Differences.SILENT.contains(Host.name()), "the container closes the connection instead");
    }

    private void expectDeparture(Ask ask) throws InterruptedException {
        assertThrows(EOFException.class, () -> send(ask), ask.toString());
        expectLog("end true", "left");
    }

    /** RQ13: then there is nobody to answer. */
    @Test
    void whereTheConnectionIsClosedItIsADeparture() throws Exception {
        assumeTrue(Differences.SILENT.contains(Host.name()), "the container lets it be answered");
        for (String path : List.of("/body", "/stream", "/written")) {
            expectDeparture(malformed(path));
            expectDeparture(slow(path));
        }
        for (String path : List.of("/begun", "/later-begun")) {
            assertFalse(send(malformed(path)).isWhole(), path);
            expectLog("end true", "left");
        }
        for (String path : List.of("/pending", "/published")) {
            assertThrows(EOFException.class, () -> send(malformed(path)), path);
            List<String> lines = sorted(4);
            assertTrue(lines.get(0).startsWith("answered "), lines.toString()); // just before it is cancelled, or after
            assertEquals(List.of("end true", "gone", "left"), lines.subList(1, 4));
        }
    }

    /** RQ12, RQ13: nobody has left, and the client learns what was wrong. */
    @Test
    void aMalformedBodyIsNoDeparture() throws Exception {
        needsAnAnswer();
        for (String path : List.of("/body", "/stream", "/written")) {
            assertEquals(400, send(malformed(path)).status(), path);
            expectLog("end false");
        }
    }

    /** RQ12, RQ13. */
    @Test
    void aBodyThatDoesNotComeIsNoDeparture() throws Exception {
        needsAnAnswer();
        assertEquals(408, send(slow("/body")).status());
        expectLog("end false");
    }

    /** Whoever answers: some containers do it themselves. */
    @Test
    void aMalformedBodyDoesNotCancelAPendingReply() throws Exception {
        needsAnAnswer();
        for (String path : List.of("/pending", "/published")) {
            int status = send(malformed(path)).status();
            assertTrue(status == 200 || status == 400, path + " was answered with " + status);
            expectLog("400", "answered true", "end false");
        }
    }

    @Test
    void aBodyThatDoesNotComeDoesNotCancelAPendingReply() throws Exception {
        needsAnAnswer();
        for (String path : List.of("/pending", "/published")) {
            sendSlowly(path);
            expectLog("408", "answered true", "end false");
        }
    }

    private void sendSlowly(String path) throws IOException {
        try {
            send(slow(path));
        } catch (EOFException e) {
            return; // Tomcat may give up the connection instead
        }
    }

    @Test
    void aMalformedBodyCutsAnAnswerThatHasBegun() throws Exception {
        needsAnAnswer();
        for (String path : List.of("/begun", "/later-begun")) {
            assertFalse(send(malformed(path)).isWhole(), path);
            expectLog("end false");
        }
    }

    /** RQ12, RQ13. */
    @Test
    void aBodyThatBreaksOffIsADeparture() throws Exception {
        deployment().leave(Ask.get("/begun").header("Content-Length: 5"));
        expectLog("end true", "left");
    }
}
