package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.applications.Servlette;
import dev.servlette.exceptions.HttpException;
import dev.servlette.responses.Body;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Bodies of which the length is not known before, and lengths that are wrong. */
class BodyContractTest extends Contract {
    private static final String TYPE = "application/x";
    private static final String HEAD = "200\nContent-Type: application/x";
    private static final String ERROR =
            "500\nVary: Accept\nContent-Length: 21\nContent-Type: text/plain; charset=utf-8";
    private static final byte[] LARGE = large();

    private final AtomicInteger bodiesRun = new AtomicInteger();

    private static byte[] large() {
        byte[] large = new byte[300_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 >> 3);
        }
        return large;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private Route written(String path, Body.Writer writer) {
        return Route.get(
                path,
                request -> new StreamingResponse(TYPE, out -> {
                    bodiesRun.incrementAndGet();
                    writer.write(out);
                }));
    }

    private Route published(String path, String... parts) {
        return Route.get(path, request -> StreamingResponse.from(TYPE, publisher(parts)));
    }

    /** Publishes parts on a thread of its own; the part {@code !} is a failure. */
    private Flow.Publisher<ByteBuffer> publisher(String... parts) {
        return subscriber -> {
            bodiesRun.incrementAndGet();
            subscriber.onSubscribe(new Parts(subscriber, parts));
        };
    }

    private static Route declared(Route route, int length) {
        return route.middleware((request, next) ->
                next.handle(request).then(response -> response.withHeader("Content-Length", String.valueOf(length))));
    }

    private static void writeSlowly(OutputStream out, byte[] bytes, int step) throws IOException {
        for (int i = 0; i < bytes.length; i += step) {
            out.write(bytes, i, Math.min(step, bytes.length - i));
        }
    }

    private static void writeAndFlush(OutputStream out, String text) throws IOException {
        out.write(bytes(text));
        out.flush();
    }

    @Override
    Servlette app() {
        List<BaseRoute> routes = new ArrayList<>(writers());
        routes.addAll(publishers());
        routes.addAll(declared());
        routes.addAll(failing());
        return Servlette.builder().routes(routes).build();
    }

    private List<Route> writers() {
        return List.of(
                written("/short", out -> out.write(bytes("short"))),
                written("/nothing", out -> {}),
                written("/single", out -> {
                    for (byte b : bytes("single")) {
                        out.write(b);
                    }
                }),
                written("/buffer", out -> out.write(LARGE, 0, 8192)),
                written("/more", out -> writeSlowly(out, Arrays.copyOf(LARGE, 8193), 8192)),
                written("/flushed", out -> {
                    writeAndFlush(out, "one");
                    writeAndFlush(out, "two");
                    out.write(bytes("three"));
                }),
                written("/flush", OutputStream::flush),
                written("/large", out -> out.write(LARGE)),
                written("/slow", out -> writeSlowly(out, LARGE, 1000)),
                Route.get("/large-bytes", request -> new Response(LARGE, TYPE)));
    }

    private List<Route> publishers() {
        Flow.Publisher<List<ByteBuffer>> batches = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private boolean asked;

            @Override
            public void request(long n) {
                if (asked) {
                    subscriber.onComplete();
                } else {
                    asked = true;
                    subscriber.onNext(List.of(ByteBuffer.wrap(bytes("one")), ByteBuffer.wrap(bytes("two"))));
                }
            }

            @Override
            public void cancel() {}
        });
        return List.of(
                published("/published", "one", "", "two", "three"),
                published("/published-nothing"),
                Route.get("/published-batches", request -> StreamingResponse.fromBatches(TYPE, batches)),
                published("/published-large", "x".repeat(150_000), "y".repeat(150_000)));
    }

    private List<Route> declared() {
        return List.of(
                declared(written("/declared", out -> writeAndFlush(out, "12345")), 5),
                declared(written("/declared-over", out -> out.write(bytes("123456"))), 5),
                declared(written("/declared-under", out -> out.write(bytes("123"))), 5),
                declared(
                        written("/declared-over-late", out -> {
                            writeAndFlush(out, "123");
                            out.write(bytes("456"));
                        }),
                        5),
                declared(written("/declared-under-late", out -> writeAndFlush(out, "123")), 5),
                declared(published("/published-declared", "123", "45"), 5),
                declared(published("/published-over", "123456"), 5),
                declared(published("/published-over-late", "123", "456"), 5),
                declared(published("/published-under", "123"), 5),
                declared(published("/published-under-at-once"), 5),
                declared(Route.get("/bytes-over", request -> new Response(bytes("123456"), TYPE)), 5),
                declared(Route.get("/bytes-under", request -> new Response(bytes("123"), TYPE)), 5),
                declared(Route.get("/bytes-right", request -> new Response(bytes("12345"), TYPE)), 5));
    }

    private List<Route> failing() {
        return List.of(
                written("/fails", out -> {
                    out.write(bytes("secret"));
                    throw new IllegalStateException("secret");
                }),
                written("/refuses", out -> {
                    throw new HttpException(409, "not now");
                }),
                written("/fails-late", out -> {
                    writeAndFlush(out, "begun");
                    throw new IllegalStateException("secret");
                }),
                written("/fails-very-late", out -> {
                    out.write(LARGE);
                    throw new IllegalStateException("secret");
                }),
                published("/published-fails", "!"),
                published("/published-fails-late", "begun", "!"),
                Route.get(
                        "/published-null",
                        request -> StreamingResponse.from(TYPE, subscriber -> {
                            throw new IllegalStateException("secret");
                        })),
                Route.get("/alive", request -> new PlainTextResponse("alive")));
    }

    /** RS2. */
    @Test
    void writerThatEndsInTheBufferHasALength() throws IOException {
        expect(Ask.get("/short"), HEAD + "\nContent-Length: 5\n\nshort");
        expect(Ask.get("/nothing"), HEAD + "\nContent-Length: 0");
        expect(Ask.get("/single"), HEAD + "\nContent-Length: 6\n\nsingle");
        expect(Ask.get("/buffer"), HEAD + "\nContent-Length: 8192", Arrays.copyOf(LARGE, 8192));
    }

    /** RS2, RS9. */
    @Test
    void writerThatGoesOnHasNone() throws IOException {
        expect(Ask.get("/more"), HEAD, Arrays.copyOf(LARGE, 8193));
        expect(Ask.get("/flushed"), HEAD + "\n\nonetwothree");
        expect(Ask.get("/flush"), HEAD);
        expect(Ask.get("/large"), HEAD, LARGE);
        expect(Ask.get("/slow"), HEAD, LARGE);
        expect(Ask.get("/large-bytes"), HEAD + "\nContent-Length: 300000", LARGE);
    }

    /** RS2, RS9. */
    @Test
    void publisherHasNoLength() throws IOException {
        expect(Ask.get("/published"), HEAD + "\n\nonetwothree");
        expect(Ask.get("/published-batches"), HEAD + "\n\nonetwo");
        expect(Ask.get("/published-large"), HEAD, bytes("x".repeat(150_000) + "y".repeat(150_000)));
    }

    @Test
    void publisherOfNothingHasALength() throws IOException {
        expect(Ask.get("/published-nothing"), HEAD + "\nContent-Length: 0");
    }

    @Test
    void headRunsNoBody() throws IOException {
        int before = bodiesRun.get();
        for (String path :
                List.of("/short", "/nothing", "/flushed", "/large", "/fails", "/published", "/published-fails")) {
            expect(Ask.head(path), HEAD);
        }
        expect(Ask.head("/declared"), HEAD + "\nContent-Length: 5");
        expect(Ask.head("/published-declared"), HEAD + "\nContent-Length: 5");
        expect(Ask.head("/large-bytes"), HEAD + "\nContent-Length: 300000");
        assertEquals(before, bodiesRun.get());
    }

    /** RS2. */
    @Test
    void lengthThatIsSaidIsSent() throws IOException {
        expect(Ask.get("/declared"), HEAD + "\nContent-Length: 5\n\n12345");
        expect(Ask.get("/published-declared"), HEAD + "\nContent-Length: 5\n\n12345");
        expect(Ask.get("/bytes-right"), HEAD + "\nContent-Length: 5\n\n12345");
    }

    @Test
    void wrongLengthIsAnErrorWhileNothingWasSent() throws IOException {
        for (String path : List.of(
                "/declared-over",
                "/declared-under",
                "/published-over",
                "/published-under-at-once",
                "/bytes-over",
                "/bytes-under")) {
            expect(Ask.get(path), ERROR + "\n\nInternal Server Error");
        }
    }

    @Test
    void wrongLengthCutsTheConnectionLater() throws IOException {
        String head = HEAD + "\nContent-Length: 5";
        expectCut(Ask.get("/declared-over-late"), head, "123");
        expectCut(Ask.get("/declared-under-late"), head, "123");
        expectCut(Ask.get("/published-over-late"), head, "123");
        expectCut(Ask.get("/published-under"), head, "123");
    }

    @Test
    void bodyThatFailsBeforeItsFirstByteIsAnError() throws IOException {
        expect(Ask.get("/fails"), ERROR + "\n\nInternal Server Error");
        expect(Ask.get("/published-fails"), ERROR + "\n\nInternal Server Error");
        expect(Ask.get("/published-null"), ERROR + "\n\nInternal Server Error");
    }

    /** As where a handler throws it. */
    @Test
    void httpExceptionBeforeTheFirstByteIsItsStatus() throws IOException {
        expect(
                Ask.get("/refuses"),
                "409\nContent-Length: 7\nContent-Type: text/plain; charset=utf-8\nVary: Accept\n\nnot now");
    }

    @Test
    void bodyThatFailsLaterCutsTheConnection() throws IOException {
        expectCut(Ask.get("/fails-late"), HEAD, "begun");
        expectCut(Ask.get("/fails-very-late"), HEAD, new String(LARGE, UTF_8));
        expectCut(Ask.get("/published-fails-late"), HEAD, "begun");
    }

    @Test
    void hostLivesOn() throws IOException {
        for (String path : List.of("/fails-late", "/published-fails-late", "/declared-under-late")) {
            send(Ask.get(path));
            expect(Ask.get("/alive"), "200\nContent-Length: 5\nContent-Type: text/plain; charset=utf-8\n\nalive");
        }
    }

    /** Bodies of unknown length end where the next answer begins. */
    @Test
    void streamsFollowEachOtherOnOneConnection() throws IOException {
        List<Ask> asks = new ArrayList<>();
        for (String path :
                List.of("/short", "/flushed", "/flush", "/large", "/published", "/published-nothing", "/fails")) {
            asks.add(Ask.head(path));
            asks.add(Ask.get(path));
        }
        List<Answered> answers = deployment().pipelined(asks);
        for (int i = 0; i < asks.size(); i++) {
            assertEquals(
                    send(asks.get(i)).toString(),
                    answers.get(i).toString(),
                    asks.get(i).toString());
        }
    }
}
