package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Workers;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Published bodies of clients that are slow, in an app with two workers; the test client sends its bodies at once. */
class SlowBodyContractTest extends Contract {
    private static final int LARGE = 3_000_000;

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final List<Wire> wires = new ArrayList<>();
    private final BlockingQueue<CompletableFuture<Response>> asked = new LinkedBlockingQueue<>();

    @BeforeAll
    static void needsAWire() {
        assumeTrue(!Host.name().equals("memory"), "the test client is not slow");
    }

    @Override
    Servlette app() {
        return Servlette.builder()
                .workers(new Workers.Options().usesVirtualThreads(false).maxThreads(2))
                .routes(
                        Route.post("/count", request -> released().then(ready -> counted(request))),
                        Route.post(
                                "/other",
                                request -> released().then(ready -> {
                                    counted(request);
                                    return released();
                                })))
                .build();
    }

    /** A reply that comes when a case says so; then the container's thread has gone home. */
    private Reply released() {
        CompletableFuture<Response> released = new CompletableFuture<>();
        asked.add(released);
        return Reply.from(released);
    }

    private void release() throws InterruptedException {
        CompletableFuture<Response> released = Objects.requireNonNull(asked.poll(10, TimeUnit.SECONDS));
        while (released.getNumberOfDependents() == 0) {
            Thread.onSpinWait(); // until the host has let go of its thread
        }
        released.complete(new PlainTextResponse("released"));
    }

    private Reply counted(Request request) {
        Count count = new Count();
        request.publisher().subscribe(count);
        return Reply.from(count.end);
    }

    private final class Count implements Flow.Subscriber<ByteBuffer> {
        final CompletableFuture<Response> end = new CompletableFuture<>();
        private long count;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            log.add("subscribed");
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            if (count == 0) {
                log.add("first");
            }
            count += buffer.remaining();
        }

        @Override
        public void onError(Throwable e) {
            log.add("error " + e.getClass().getSimpleName());
            end.completeExceptionally(e);
        }

        @Override
        public void onComplete() {
            log.add("end");
            end.complete(new PlainTextResponse(String.valueOf(count)));
        }
    }

    private Wire begin(String path, String head, String part) throws Exception {
        Wire wire = ((SocketDeployment) deployment()).connect();
        wires.add(wire);
        goOn(wire, "POST " + path + " HTTP/1.1\r\nHost: testserver\r\n" + head + "\r\n\r\n" + part);
        release();
        return wire;
    }

    private static void goOn(Wire wire, String part) throws IOException {
        OutputStream out = wire.out();
        out.write(part.getBytes(UTF_8));
        out.flush();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
        wires.clear();
        log.clear();
    }

    private void expectLog(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertEquals(line, log.poll(10, TimeUnit.SECONDS));
        }
    }

    private static void expectText(String text, Wire wire) throws IOException {
        Answered answered = wire.read("POST");
        assertEquals("200 " + text, answered.status() + " " + answered.text());
    }

    /** Four of them, where there are two workers. */
    @Test
    void aClientThatIsSlowHoldsNoWorker() throws Exception {
        List<Wire> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slow.add(begin("/count", "Content-Length: 6", i % 2 == 0 ? "" : "abc"));
            expectLog("subscribed");
            if (i % 2 != 0) {
                expectLog("first");
            }
        }
        expectText("3", begin("/count", "Content-Length: 3", "abc"));
        expectLog("subscribed", "first", "end");
        for (int i = 0; i < 4; i++) {
            goOn(slow.get(i), i % 2 == 0 ? "abcdef" : "def");
            expectText("6", slow.get(i));
        }
    }

    @Test
    void bodiesArriveWhole() throws Exception {
        expectText("0", begin("/count", "Content-Length: 0", ""));
        expectLog("subscribed", "end");
        expectText(String.valueOf(LARGE), begin("/count", "Content-Length: " + LARGE, "x".repeat(LARGE)));
        expectLog("subscribed", "first", "end");
        Wire chunked = begin("/count", "Transfer-Encoding: chunked", "3\r\nabc\r\n");
        expectLog("subscribed", "first");
        goOn(chunked, "2\r\nde\r\n");
        goOn(chunked, "0\r\n\r\n");
        expectText("5", chunked);
        expectLog("end");
    }

    @Test
    void aClientThatGoesIsAFailure() throws Exception {
        Wire wire = begin("/count", "Content-Length: 6", "abc");
        expectLog("subscribed", "first");
        wire.reset();
        expectLog("error ClientDisconnect");
    }

    /** Nobody is left without a last word. */
    @Test
    void theEndOfTheAnswerIsAFailure() throws Exception {
        for (String part : List.of("", "abc")) {
            Wire wire = begin("/other", "Content-Length: 6", part);
            expectLog("subscribed");
            if (!part.isEmpty()) {
                expectLog("first");
            }
            release();
            expectText("released", wire);
            expectLog("error IllegalStateException");
        }
    }
}
