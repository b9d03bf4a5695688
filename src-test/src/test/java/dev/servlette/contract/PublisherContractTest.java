package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Bodies of requests that are published, to whoever waits for what on which thread. */
class PublisherContractTest extends Contract {
    private static final byte[] LARGE = large();

    private static byte[] large() {
        byte[] large = new byte[3_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 >> 3);
        }
        return large;
    }

    @Override
    Servlette app() {
        Route pending =
                Route.post("/pending", request -> Reply.from(sum(request).thenApply(PlainTextResponse::new)));
        return Servlette.builder()
                .routes(
                        pending,
                        Route.post("/awaited", pending.handler())
                                .middleware(
                                        (request, next) -> next.handle(request).await()),
                        Route.post("/limited", pending.handler()).maxBodyBytes(10),
                        Route.post(
                                "/waiting",
                                request -> new PlainTextResponse(sum(request).get())),
                        Route.post("/kept", PublisherContractTest::kept),
                        Route.post("/twice", PublisherContractTest::twice),
                        Route.post("/first", PublisherContractTest::first),
                        Route.post("/early", PublisherContractTest::early),
                        Route.post("/echo", request -> StreamingResponse.from("application/x", request.publisher())))
                .build();
    }

    private static CompletableFuture<String> sum(Request request) {
        Sum sum = new Sum(Long.MAX_VALUE);
        request.publisher().subscribe(sum);
        return sum.end;
    }

    private static Reply kept(Request request) {
        int length = request.body().length;
        CompletableFuture<String> again = sum(request);
        return Reply.from(
                sum(request).thenCombine(again, (one, two) -> new PlainTextResponse(length + " " + one + ", " + two)));
    }

    private static Reply twice(Request request) {
        Flow.Publisher<ByteBuffer> publisher = request.publisher();
        publisher.subscribe(new Sum(0));
        Sum late = new Sum(1);
        publisher.subscribe(late);
        return Reply.from(late.end.handle((sum, e) -> new PlainTextResponse(e.getMessage())));
    }

    /** Takes one buffer, and wants no more. */
    private static Reply first(Request request) {
        Sum sum = new Sum(1);
        request.publisher().subscribe(sum);
        return Reply.from(sum.first.thenApply(PlainTextResponse::new));
    }

    /** Answers while it still waits for the client. */
    private static Response early(Request request) {
        request.publisher().subscribe(new Sum(1));
        return new PlainTextResponse("early");
    }

    /** Sums up what it is given, and asks for so many buffers. */
    private static final class Sum implements Flow.Subscriber<ByteBuffer> {
        final CompletableFuture<String> end = new CompletableFuture<>();
        final CompletableFuture<String> first = new CompletableFuture<>();
        private final long demand;
        private final CRC32 sum = new CRC32();
        private long length;

        Sum(long demand) {
            this.demand = demand;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            if (demand > 0) {
                subscription.request(demand);
            }
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            length += buffer.remaining();
            first.complete(buffer.get() + " first");
            buffer.rewind();
            sum.update(buffer);
        }

        @Override
        public void onError(Throwable e) {
            end.completeExceptionally(e);
        }

        @Override
        public void onComplete() {
            end.complete(length + " " + sum.getValue());
        }
    }

    private static String sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return bytes.length + " " + sum.getValue();
    }

    private static Ask ask(String path, byte[] body) {
        return new Ask("POST", path, List.of(), body, false);
    }

    private static String text(String text) {
        return "200\nContent-Length: " + text.length() + "\nContent-Type: text/plain; charset=utf-8\n\n" + text;
    }

    /** A container that is asked at the end what else there is would go on to the next request, or to the end of the connection. */
    @Test
    void whatFollowsTheBodyIsNotReadWithIt() throws IOException {
        for (int i = 0; i < 5; i++) {
            List<Answered> answers =
                    deployment().pipelined(List.of(Ask.post("/echo", "abc"), Ask.post("/pending", "")));
            assertEquals("abc", answers.get(0).text());
            assertTrue(answers.get(0).isWhole());
            assertEquals(200, answers.get(1).status());
        }
    }

    @Test
    void whoSendsNothingMoreIsAnsweredInWhole() throws IOException {
        assumeTrue(deployment() instanceof SocketDeployment, "the test client has no connection");
        try (Wire wire = ((SocketDeployment) deployment()).connect()) {
            wire.send(List.of(Ask.post("/echo", "abc")));
            wire.endOutput();
            Answered answered = wire.read("POST");
            assertEquals("abc", answered.text());
            assertTrue(answered.isWhole());
        }
    }

    /** Whether the container's thread goes home, or waits in a middleware or in the handler. */
    @Test
    void bodiesArePublishedWhole() throws IOException {
        for (byte[] body : List.of(new byte[0], "abc".getBytes(UTF_8), LARGE)) {
            for (String path : List.of("/pending", "/awaited", "/waiting")) {
                expect(ask(path, body), text(sum(body)));
                expect(ask(path, body).chunked(), text(sum(body)));
            }
        }
    }

    @Test
    void bodiesFlowBothWays() throws IOException {
        for (byte[] body : List.of("abc".getBytes(UTF_8), LARGE)) {
            assertArrayEquals(body, send(ask("/echo", body)).body());
            assertArrayEquals(body, send(ask("/echo", body).chunked()).body());
        }
    }

    /** RQ8. */
    @Test
    void aBodyThatWasReadIsPublishedToAll() throws IOException {
        expect(ask("/kept", LARGE), text("3000000 " + sum(LARGE) + ", " + sum(LARGE)));
    }

    /** RQ9. */
    @Test
    void aBodyHasOneSubscriber() throws IOException {
        expect(
                ask("/twice", "abc".getBytes(UTF_8)),
                text("request.publisher() has a subscriber. The bytes go to the first one; use request.body() before,"
                        + " which keeps them."));
    }

    /** BL1. */
    @Test
    void aSubscriberIsToldThatThereIsTooMuch() throws IOException {
        String tooLarge = text("Content Too Large").replace("200\n", "413\nVary: Accept\n");
        expect(ask("/limited", new byte[10]).chunked(), text(sum(new byte[10])));
        expect(ask("/limited", new byte[11]).chunked(), tooLarge);
        expect(ask("/limited", new byte[11]), tooLarge);
    }

    @Test
    void theRestIsNotRead() throws IOException {
        expect(ask("/first", new byte[20_000]), text("0 first"));
    }

    /** The client, which sends nothing, is answered before the subscriber has what it asked for. */
    @Test
    void anAnswerDoesNotWaitForASubscriber() throws IOException {
        expect(Ask.of("POST", "/early").header("Content-Length: 10"), text("early"));
        assertEquals(200, send(ask("/early", new byte[10])).status());
    }
}
