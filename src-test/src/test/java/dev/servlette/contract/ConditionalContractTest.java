package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.applications.Servlette;
import dev.servlette.requests.Preconditions;
import dev.servlette.requests.Request;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that depend on what the client has (RFC 9110, section 13). */
class ConditionalContractTest extends Contract {
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String LATER = "Sun, 06 Nov 1994 08:49:38 GMT";
    private static final String EARLIER = "Sun, 06 Nov 1994 08:49:36 GMT";

    @TempDir
    private static Path folder;

    private final AtomicInteger computed = new AtomicInteger();

    @Override
    Servlette app() {
        Response tagged = new JsonResponse(7).withETag("v7");
        Response dated = new PlainTextResponse("dated").withLastModified(Instant.parse("1994-11-06T08:49:37Z"));
        Response rich = tagged.withLastModified(Instant.parse("1994-11-06T08:49:37Z"))
                .withHeader("Cache-Control", "max-age=60")
                .withHeader("Content-Disposition", "inline")
                .withHeader("Content-Encoding", "x")
                .withHeader("Content-Language", "de")
                .withHeader("Content-Location", "/rich.json")
                .withHeader("Expires", DATE)
                .withHeader("Vary", "Accept-Language")
                .withHeader("Set-Cookie", "a=b")
                .withHeader("X-Id", "7");
        Response file = new FileResponse(FileContractTest.write(folder, "a.txt", "0123456789".getBytes(UTF_8)));
        return Servlette.of(
                Route.of("/tagged", request -> tagged),
                Route.get("/weak", request -> tagged.withETag("W/\"v7\"")),
                Route.get("/dated", request -> dated),
                Route.get("/rich", request -> rich),
                Route.get("/created", request -> tagged.withStatus(201)),
                Route.get("/plain", request -> new PlainTextResponse("plain")),
                Route.get("/file", request -> file),
                Route.get("/report", this::report),
                Route.put("/report", this::save),
                Route.get("/stream", request -> stream().withETag("v7")));
    }

    private Response report(Request request) {
        if (Preconditions.isNotModified(request, "v7")) {
            return new Response(304).withETag("v7");
        }
        computed.incrementAndGet();
        return new PlainTextResponse("report").withETag("v7");
    }

    private Response save(Request request) {
        Preconditions.check(request, "v7");
        return new Response(204).withETag("v8");
    }

    private StreamingResponse stream() {
        return new StreamingResponse("text/plain", out -> computed.incrementAndGet());
    }

    private static Ask ask(String path, String... lines) {
        Ask ask = Ask.get(path);
        for (String line : lines) {
            ask = ask.header(line);
        }
        return ask;
    }

    private void expectBoth(Ask ask, String answer) throws IOException {
        expect(ask, answer);
        int end = answer.indexOf("\n\n");
        String head = end < 0 ? answer : answer.substring(0, end);
        expect(new Ask("HEAD", ask.target(), ask.headers(), ask.body(), false), head);
    }

    /** ST9. */
    @Test
    void whatTheClientHasIsNotSentAgain() throws IOException {
        for (String tags : List.of("\"v7\"", "W/\"v7\"", "\"a\",\t\"v7\"", "*")) {
            expectBoth(ask("/tagged", "If-None-Match: " + tags), "304\nETag: \"v7\"");
            expectBoth(ask("/weak", "If-None-Match: " + tags), "304\nETag: W/\"v7\"");
        }
        for (String date : List.of(DATE, LATER, "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994")) {
            expectBoth(ask("/dated", "If-Modified-Since: " + date), "304\nLast-Modified: " + DATE);
        }
    }

    @Test
    void whatTheClientHasNotIsSent() throws IOException {
        String tagged = "200\nContent-Length: 1\nContent-Type: application/json\nETag: \"v7\"\n\n7";
        for (String tags : List.of("\"v8\"", "v7", "\"v7", "")) {
            expectBoth(ask("/tagged", "If-None-Match: " + tags), tagged);
        }
        String dated =
                "200\nContent-Length: 5\nContent-Type: text/plain; charset=utf-8\nLast-Modified: " + DATE + "\n\ndated";
        for (String date : List.of(EARLIER, "yesterday", "")) {
            expectBoth(ask("/dated", "If-Modified-Since: " + date), dated);
        }
    }

    /** ST9. */
    @Test
    void tagsGoBeforeDates() throws IOException {
        expectBoth(
                ask("/file", "If-None-Match: \"a\"", "If-Modified-Since: " + DATE),
                "200\nAccept-Ranges: bytes\nContent-Length: 10\nContent-Type: text/plain; charset=utf-8"
                        + "\nETag: \"ae1b981bc490a00-a\"\nLast-Modified: " + DATE + "\n\n0123456789");
        expectBoth(
                ask("/file", "If-None-Match: \"ae1b981bc490a00-a\"", "If-Modified-Since: " + EARLIER),
                "304\nETag: \"ae1b981bc490a00-a\"");
    }

    /** ST9, and RFC 9110, section 15.4.5. */
    @Test
    void whatIsNotAboutTheContentIsSaidAgain() throws IOException {
        expectBoth(
                ask("/rich", "If-None-Match: \"v7\""),
                "304\nCache-Control: max-age=60\nContent-Location: /rich.json\nETag: \"v7\"\nExpires: " + DATE
                        + "\nSet-Cookie: a=b\nVary: Accept-Language\nX-Id: 7");
    }

    /** RFC 9110, sections 13.1.1 and 13.1.4. */
    @Test
    void whatIsNotAsTheClientThinksIsRefused() throws IOException {
        String refused = "412\nContent-Length: 19\nContent-Type: text/plain; charset=utf-8\nVary: Accept";
        expectBoth(ask("/tagged", "If-Match: \"v6\""), refused + "\n\nPrecondition Failed");
        expectBoth(ask("/weak", "If-Match: W/\"v7\""), refused + "\n\nPrecondition Failed");
        expectBoth(ask("/file", "If-Unmodified-Since: " + EARLIER), refused + "\n\nPrecondition Failed");
        expectBoth(
                ask("/rich", "If-Match: \"v6\""),
                refused.replace("Accept", "Accept-Language, Accept")
                        + "\nSet-Cookie: a=b\nX-Id: 7\n\nPrecondition Failed");
        expectBoth(
                ask("/tagged", "If-Match: \"v6\"", "Accept: application/json"),
                "412\nContent-Length: 75\nContent-Type: application/problem+json\nVary: Accept\n\n"
                        + "{\"title\":\"Precondition Failed\",\"status\":412,\"detail\":\"Precondition Failed\"}");
        expect(
                ask("/tagged", "If-Match: \"v7\""),
                "200\nContent-Length: 1\nContent-Type: application/json\nETag: \"v7\"\n\n7");
        expect(
                ask("/dated", "If-Unmodified-Since: " + DATE),
                "200\nContent-Length: 5\nContent-Type: text/plain; charset=utf-8\nLast-Modified: " + DATE
                        + "\n\ndated");
    }

    /** RFC 9110, section 13.2.2: first what the client has, then the part that it wants. */
    @Test
    void conditionsGoBeforeRanges() throws IOException {
        expectBoth(ask("/file", "Range: bytes=2-5", "If-None-Match: *"), "304\nETag: \"ae1b981bc490a00-a\"");
        expect(
                ask("/file", "Range: bytes=2-5", "If-None-Match: \"a\""),
                "206\nAccept-Ranges: bytes\nContent-Length: 4\nContent-Range: bytes 2-5/10"
                        + "\nContent-Type: text/plain; charset=utf-8\nETag: \"ae1b981bc490a00-a\"\nLast-Modified: "
                        + DATE + "\n\n2345");
    }

    /** RFC 9110, section 13.2.1. */
    @Test
    void otherAnswersAreAsTheyAre() throws IOException {
        expect(
                new Ask("POST", "/tagged", List.of("If-None-Match: \"v7\""), new byte[0], false),
                "200\nContent-Length: 1\nContent-Type: application/json\nETag: \"v7\"\n\n7");
        expectBoth(
                ask("/created", "If-None-Match: \"v7\"", "If-Match: \"v6\""),
                "201\nContent-Length: 1\nContent-Type: application/json\nETag: \"v7\"\n\n7");
        expectBoth(
                ask("/plain", "If-None-Match: *", "If-Match: \"v6\"", "If-Modified-Since: " + LATER),
                "200\nContent-Length: 5\nContent-Type: text/plain; charset=utf-8\n\nplain");
    }

    @Test
    void aHandlerNeedNotComputeWhatTheClientHas() throws IOException {
        int before = computed.get();
        expectBoth(ask("/report", "If-None-Match: \"v7\""), "304\nETag: \"v7\"");
        expectBoth(ask("/stream", "If-None-Match: \"v7\""), "304\nETag: \"v7\"");
        assertEquals(before, computed.get());
        expect(
                ask("/report", "If-None-Match: \"v6\""),
                "200\nContent-Length: 6\nContent-Type: text/plain; charset=utf-8\nETag: \"v7\"\n\nreport");
        assertEquals(before + 1, computed.get());
    }

    @Test
    void aChangeIsHeldToWhatItsClientKnows() throws IOException {
        String text = "\n\nPrecondition Failed";
        String refused = "412\nContent-Length: 19\nContent-Type: text/plain; charset=utf-8\nVary: Accept" + text;
        expect(new Ask("PUT", "/report", List.of("If-Match: \"v6\""), new byte[0], false), refused);
        expect(new Ask("PUT", "/report", List.of("If-None-Match: *"), new byte[0], false), refused);
        expect(new Ask("PUT", "/report", List.of("If-Match: \"v7\""), new byte[0], false), "204\nETag: \"v8\"");
    }
}
