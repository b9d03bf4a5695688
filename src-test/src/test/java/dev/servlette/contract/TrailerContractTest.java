package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.Headers;
import dev.servlette.requests.Request;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent after the body: RFC 9110, section 6.5. */
class TrailerContractTest extends Contract {
    private static final String TYPE = "application/x";
    private static final String HEAD = "200\nContent-Type: " + TYPE;
    private static final String TEXT = "Content-Type: text/plain; charset=utf-8\n";
    private static final Headers TWO = Headers.of("X-Sum", "7", "X-Twice", "1", "X-Twice", "2");

    @TempDir
    private static Path folder;

    @Override
    Servlette app() {
        return Servlette.of(
                Route.get("/written", request -> summed(3)),
                Route.get("/large", request -> summed(100_000)),
                Route.get("/bytes", request -> new PlainTextResponse("bytes").withTrailers(() -> TWO)),
                Route.get("/file", request -> new FileResponse(file()).withTrailers(() -> TWO)),
                Route.get("/nothing", request -> new Response(200).withTrailers(() -> TWO)),
                Route.get("/status/{status:int}", TrailerContractTest::status),
                Route.get(
                        "/declared",
                        request -> new PlainTextResponse("bytes")
                                .withHeader("Content-Length", "5")
                                .withTrailers(() -> TWO)),
                Route.get("/pending", request -> later(summed(3))),
                Route.get("/published", request -> published("a", "bc").withTrailers(() -> TWO)),
                Route.get("/published-nothing", request -> published().withTrailers(() -> TWO)),
                Route.get("/none", request -> new PlainTextResponse("none").withTrailers(Headers::empty)),
                Route.get(
                        "/refused",
                        request ->
                                new Response("abc", TYPE).withTrailers(() -> Headers.of("Content-Type", "text/html"))),
                Route.get("/fails", request -> failing().withTrailers(() -> TWO)),
                Route.get("/fails-later", request -> later(failing().withTrailers(() -> TWO))),
                Route.get("/alive", request -> new PlainTextResponse("alive")));
    }

    private static Response failing() {
        return new StreamingResponse(TYPE, out -> {
            throw new IllegalStateException("secret");
        });
    }

    private static Path file() {
        return FileContractTest.write(folder, "a", FileContractTest.large());
    }

    private static Response summed(int length) {
        CRC32 sum = new CRC32();
        return new StreamingResponse(
                        TYPE,
                        out -> new CheckedOutputStream(out, sum)
                                .write("x".repeat(length).getBytes(UTF_8)))
                .withTrailers(() -> Headers.of("X-Sum", Long.toHexString(sum.getValue())));
    }

    private static Response status(Request request) {
        return new Response(request.pathParam("status", Integer.class)).withTrailers(() -> TWO);
    }

    private static Response published(String... parts) {
        return StreamingResponse.from(TYPE, subscriber -> subscriber.onSubscribe(new Parts(subscriber, parts)));
    }

    @Test
    void trailersComeAfterTheBody() throws IOException {
        expect(Ask.get("/written"), HEAD + "\n+X-Sum: 1c9bea0a\n\nxxx");
        expect(
                Ask.get("/large"),
                HEAD + "\n+X-Sum: fe071171",
                "x".repeat(100_000).getBytes(UTF_8));
        expect(Ask.get("/pending"), HEAD + "\n+X-Sum: 1c9bea0a\n\nxxx");
        expect(Ask.get("/published"), HEAD + "\n+X-Sum: 7\n+X-Twice: 1, 2\n\nabc");
    }

    @Test
    void bodyWithTrailersHasNoLength() throws IOException {
        expect(Ask.get("/bytes"), "200\n" + TEXT + "+X-Sum: 7\n+X-Twice: 1, 2\n\nbytes");
        expect(Ask.get("/declared"), "200\n" + TEXT + "+X-Sum: 7\n+X-Twice: 1, 2\n\nbytes");
        expect(Ask.get("/nothing"), "200\n+X-Sum: 7\n+X-Twice: 1, 2");
        expect(Ask.get("/published-nothing"), HEAD + "\n+X-Sum: 7\n+X-Twice: 1, 2");
        expect(Ask.get("/none"), "200\n" + TEXT + "\nnone");
    }

    /** However a host sends files that are large. */
    @Test
    void trailersComeAfterAFile() throws IOException {
        Answered answered = send(Ask.get("/file"));
        assertArrayEquals(FileContractTest.large(), answered.body());
        assertTrue(answered.has("+X-Sum: 7") && answered.isWhole(), answered.head());
        assertFalse(answered.head().contains("Content-Length"), answered.head());
    }

    @Test
    void thereAreNoneWithoutABody() throws IOException {
        expect(Ask.head("/written"), HEAD);
        expect(Ask.head("/bytes"), "200\n" + TEXT + "Content-Length: 5");
        expect(Ask.get("/status/204"), "204");
        expect(Ask.get("/status/205"), "205\nContent-Length: 0");
        expect(Ask.get("/status/304"), "304");
    }

    /** What answers instead has none, and so its length. */
    @Test
    void thereAreNoneAfterAnError() throws IOException {
        String error = "500\nVary: Accept\nContent-Length: 21\n" + TEXT + "\nInternal Server Error";
        expect(Ask.get("/fails"), error);
        expect(Ask.get("/fails-later"), error);
    }

    @Test
    void whatComesTooLateCutsTheConnection() throws IOException {
        expectCut(Ask.get("/refused"), HEAD, "abc");
    }

    @Test
    void answersFollowEachOtherOnOneConnection() throws IOException {
        List<Ask> asks = List.of(
                Ask.get("/bytes"), Ask.get("/written"), Ask.head("/written"), Ask.get("/published"), Ask.get("/alive"));
        List<Answered> answers = deployment().pipelined(asks);
        for (int i = 0; i < asks.size(); i++) {
            assertEquals(send(asks.get(i)).toString(), answers.get(i).toString());
        }
    }
}
