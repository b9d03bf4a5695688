package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.requests.Completion;
import dev.servlette.responses.Body;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of files (RFC 9110, section 14). */
class RangeContractTest extends Contract {
    private static final String ETAG = "\"ae1b981bc490a00-a\"";
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String COMMON =
            "\nAccept-Ranges: bytes\nETag: " + ETAG + "\nLast-Modified: " + DATE + "\nX-Id: 7";
    private static final String WHOLE =
            "200\nContent-Length: 10\nContent-Type: text/plain; charset=utf-8" + COMMON + "\n\n0123456789";
    private static final byte[] LARGE = FileContractTest.large();

    @TempDir
    private static Path folder;

    private final BlockingQueue<Completion> completions = new LinkedBlockingQueue<>();

    @Override
    Servlette app() {
        Response file = new FileResponse(FileContractTest.write(folder, "a.txt", "0123456789".getBytes(UTF_8)));
        Response large = new FileResponse(FileContractTest.write(folder, "b", LARGE));
        Route counted = Route.get("/counted", request -> {
            request.onComplete(completions::add);
            return large;
        });
        return Servlette.builder()
                .routes(
                        Mount.of("/own", own(file)),
                        Mount.of("/broken", broken(counted)),
                        counted,
                        Route.get("/file", request -> file),
                        Route.of("/any", request -> file),
                        Route.get("/created", request -> file.withStatus(201)),
                        Route.get("/cached", request -> file.withHeader("Cache-Control", "max-age=60")),
                        Route.get("/untyped", request -> file.withoutHeader("Content-Type")),
                        Route.get("/large", request -> large))
                .routes(
                        Route.get("/encoded", request -> file)
                                .middleware((request, next) -> next.handle(request)
                                        .then(response -> response.withHeader("Content-Encoding", "x"))),
                        Route.get("/packed", request -> file)
                                .middleware((request, next) -> next.handle(request)
                                        .then(response -> response.withBody(
                                                new Body.Stream(out -> out.write(new byte[] {'p'}))))))
                .middleware((request, next) -> next.handle(request).always(r -> r.withHeader("X-Id", "7")))
                .build();
    }

    /** An app that answers errors in words of its own, some of them later. */
    private static Servlette own(Response file) {
        return Servlette.builder()
                .routes(Route.get("/file", request -> file))
                .exceptionHandler(416, (request, e) -> new PlainTextResponse(request.path() + " has less", 416))
                .exceptionHandler(400, (request, e) -> later(new PlainTextResponse("later", 404)))
                .build();
    }

    private static Servlette broken(Route counted) {
        return Servlette.builder()
                .routes(counted)
                .exceptionHandler(416, (request, e) -> {
                    throw new IllegalStateException("secret");
                })
                .build();
    }

    private static Ask range(String path, String range) {
        return Ask.get(path).header("Range: " + range);
    }

    private static Ask head(Ask ask) {
        return new Ask("HEAD", ask.target(), ask.headers(), ask.body(), false);
    }

    /** The same for GET and, without its body, for HEAD. */
    private void expectBoth(Ask ask, String answer) throws IOException {
        expect(ask, answer);
        expect(head(ask), answer.substring(0, answer.indexOf("\n\n")));
    }

    private static String part(String range, String content) {
        return "206\nContent-Length: " + content.length() + "\nContent-Range: bytes " + range
                + "/10\nContent-Type: text/plain; charset=utf-8" + COMMON + "\n\n" + content;
    }

    /** FR5, FR7. */
    @Test
    void onePartIsSent() throws IOException {
        expectBoth(range("/file", "bytes=2-5"), part("2-5", "2345"));
        expectBoth(range("/file", "bytes=7-"), part("7-9", "789"));
        expectBoth(range("/file", "bytes=-3"), part("7-9", "789"));
        expectBoth(range("/file", "bytes=-30"), part("0-9", "0123456789"));
        expectBoth(range("/file", "bytes=5-5000"), part("5-9", "56789"));
        expectBoth(range("/file", "bytes=0-2,2-4, 5-6"), part("0-6", "0123456"));
    }

    /** FR13: the response is a constant. */
    @Test
    void theNextOneIsWholeAgain() throws IOException {
        expect(range("/file", "bytes=2-5"), part("2-5", "2345"));
        expectBoth(Ask.get("/file"), WHOLE);
    }

    /** FR5, FR8. */
    @Test
    void manyPartsAreSent() throws IOException {
        Ask ask = range("/file", "bytes=8-,0-1");
        expectMany(
                ask,
                send(ask),
                "--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n"
                        + "--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 8-9/10\r\n\r\n89\r\n--B--\r\n");
        Ask untyped = range("/untyped", "bytes=8-,0-1");
        expectMany(
                untyped,
                send(untyped),
                "--B\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n"
                        + "--B\r\nContent-Range: bytes 8-9/10\r\n\r\n89\r\n--B--\r\n");
    }

    /** The boundary is another one each time, and as long as B is repeated here. */
    private void expectMany(Ask ask, Answered answered, String body) throws IOException {
        String boundary = boundary(answered);
        String content = body.replace("B", boundary);
        String head = "206\nContent-Length: " + content.length() + "\nContent-Type: multipart/byteranges; boundary=";
        assertEquals(Answered.of(head + boundary + COMMON + "\n\n" + content).toString(), answered.toString());
        Answered withoutBody = send(head(ask));
        assertEquals(Answered.of(head + boundary(withoutBody) + COMMON).toString(), withoutBody.toString());
    }

    private static String boundary(Answered answered) {
        String line = answered.headers().stream()
                .filter(l -> l.startsWith("Content-Type:"))
                .findFirst()
                .orElseThrow();
        String boundary = line.substring(line.indexOf("boundary=") + "boundary=".length());
        assertTrue(boundary.matches("[0-9a-f]{26}"), boundary);
        return boundary;
    }

    /** FR6, FR7, FR8. */
    @Test
    void largePartsAreSent() throws IOException {
        Answered part = send(range("/large", "bytes=1000-180999"));
        assertTrue(part.isWhole() && Arrays.equals(Arrays.copyOfRange(LARGE, 1000, 181_000), part.body()));
        Answered many = send(range("/large", "bytes=0-99999,100001-"));
        assertTrue(many.isWhole() && many.has("Content-Length: " + many.body().length));
        assertTrue(many.body().length > 200_000 && many.body().length < 200_400, many.head());
    }

    /** FR9. */
    @Test
    void whatIsNoRangeIsPassedOver() throws IOException {
        expectBoth(range("/file", "bytes=,-,x, 2-5"), part("2-5", "2345"));
    }

    /** FR14, and RFC 9110, section 14.2. */
    @Test
    void someRangesArePassedOver() throws IOException {
        expectBoth(range("/file", "lines=2-5"), WHOLE);
        expectBoth(range("/file", "bytes=" + "1-2,".repeat(100) + "1-2"), WHOLE);
        expect(
                new Ask("POST", "/any", List.of("Range: bytes=2-5"), new byte[0], false),
                WHOLE.replace("\nAccept-Ranges: bytes", ""));
        expectBoth(
                range("/created", "bytes=2-5"), WHOLE.replace("200\n", "201\n").replace("\nAccept-Ranges: bytes", ""));
    }

    private static String refused(int status, String range, String text) {
        return status + "\nContent-Length: " + text.length() + range
                + "\nContent-Type: text/plain; charset=utf-8\nVary: Accept\nX-Id: 7\n\n" + text;
    }

    /** FR10: no cache keeps this in the place of the file. */
    @Test
    void whatIsWrittenWrongIsRefused() throws IOException {
        for (String path : List.of("/file", "/cached")) {
            expectBoth(range(path, "bytes"), refused(400, "", "Malformed range header."));
            expectBoth(range(path, "bytes=a-b"), refused(400, "", "Range header: range must be requested"));
            expectBoth(range(path, "bytes=5-4"), refused(400, "", "Range header: start must be less than end"));
        }
    }

    /** FR11. */
    @Test
    void whatIsNotThereIsRefused() throws IOException {
        for (String path : List.of("/file", "/cached")) {
            expectBoth(range(path, "bytes=10-"), refused(416, "\nContent-Range: bytes */10", "Range Not Satisfiable"));
            expectBoth(range(path, "bytes=-0"), refused(416, "\nContent-Range: bytes */10", "Range Not Satisfiable"));
        }
    }

    /** FR10, FR11: in the form that the client prefers. */
    @Test
    void programsAreToldInProblemJson() throws IOException {
        String more = "\nContent-Type: application/problem+json\nVary: Accept\nX-Id: 7\n\n";
        expectBoth(
                range("/file", "bytes=10-").header("Accept: application/json"),
                "416\nContent-Length: 79\nContent-Range: bytes */10" + more
                        + "{\"title\":\"Range Not Satisfiable\",\"status\":416,\"detail\":\"Range Not Satisfiable\"}");
        expectBoth(
                range("/file", "bytes").header("Accept: application/json"),
                "400\nContent-Length: 71" + more
                        + "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"Malformed range header.\"}");
    }

    /** FR10, FR11: exception handlers are asked, as about all errors. */
    @Test
    void exceptionHandlersAreAsked() throws IOException {
        expectBoth(
                range("/own/file", "bytes=10-"),
                "416\nContent-Length: 14\nContent-Range: bytes */10\nContent-Type: text/plain; charset=utf-8"
                        + "\nX-Id: 7\n\n/file has less");
        expectBoth(
                range("/own/file", "bytes=5-4"),
                "404\nContent-Length: 5\nContent-Type: text/plain; charset=utf-8\nX-Id: 7\n\nlater");
        expect(range("/own/file", "bytes=2-5"), part("2-5", "2345"));
    }

    /** What the client asks in vain is no failure of the app, but that of a handler is one. */
    @Test
    void anErrorInThePlaceOfAFileIsNoFailure() throws Exception {
        try (Logged logged = new Logged()) {
            for (int status : new int[] {416, 500}) {
                send(range(status == 416 ? "/counted" : "/broken/counted", "bytes=200000-"));
                Completion completion = Objects.requireNonNull(completions.poll(20, TimeUnit.SECONDS));
                assertEquals(status, completion.status());
                assertEquals(21, completion.bytes());
                assertEquals(status == 500, completion.failure() != null);
            }
            assertEquals(List.of("SEVERE GET /broken/counted failed. [trace]"), logged.lines());
        }
    }

    /** FR12. */
    @Test
    void partsAreSentOfWhatTheClientHas() throws IOException {
        for (String current : List.of(ETAG, DATE)) {
            expectBoth(range("/file", "bytes=2-5").header("If-Range: " + current), part("2-5", "2345"));
        }
        for (String other : List.of("\"a\"", "W/" + ETAG, "Sun, 06 Nov 1994 08:49:36 GMT")) {
            expectBoth(range("/file", "bytes=2-5").header("If-Range: " + other), WHOLE);
        }
        expectBoth(Ask.get("/file").header("If-Range: " + ETAG), WHOLE);
    }

    /** A file that was encoded before has parts; what middleware encodes is a file no more. */
    @Test
    void anEncodedBodyHasPartsIfItIsAFile() throws IOException {
        expect(
                range("/encoded", "bytes=2-5"),
                part("2-5", "2345").replace("\nContent-Length", "\nContent-Encoding: x\nContent-Length"));
        expect(
                range("/packed", "bytes=0-0"),
                "200\nContent-Length: 1\nContent-Type: text/plain; charset=utf-8"
                        + COMMON.replace("\nAccept-Ranges: bytes", "") + "\n\np");
    }

    @Test
    void whatWasSentIsCounted() throws Exception {
        for (String range : List.of("bytes=0-", "bytes=0-9", "bytes=0-99999")) {
            Answered answered = send(range("/counted", range));
            Completion completion = completions.poll(20, TimeUnit.SECONDS);
            assertEquals(answered.body().length, completion.bytes());
            assertEquals(206, completion.status());
        }
    }

    @Test
    void partsFollowEachOtherOnOneConnection() throws IOException {
        List<Ask> asks = new ArrayList<>();
        for (String range : List.of("bytes=2-5", "bytes=999999-", "bytes=100-150000", "bytes=1-")) {
            asks.add(range("/large", range));
            asks.add(head(range("/large", range)));
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
