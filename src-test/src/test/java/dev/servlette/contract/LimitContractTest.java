package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.handlers.Next;
import dev.servlette.requests.FormLimits;
import dev.servlette.requests.Part;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.routing.Router;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** BL1: how large a body may be. */
class LimitContractTest extends Contract {
    private static final String SEEN = "\nX-Seen: by the app";
    private static final String INNER = "\nX-Inner: by the route";
    private static final String URL_ENCODED = "Content-Type: application/x-www-form-urlencoded";
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=b";
    private static final String PART = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n";

    @Override
    Servlette app() {
        List<BaseRoute> routes = new ArrayList<>(readers());
        routes.add(dev.servlette.routing.Host.of("limited.example", inside()).maxBodyBytes(15));
        routes.addAll(List.of(inside()));
        routes.add(Mount.of("/mount", inside()).maxBodyBytes(15));
        routes.add(Mount.of("/handler", LimitContractTest::body).maxBodyBytes(15));
        routes.add(Mount.of("/router", Router.of(inside()).maxBodyBytes(15)));
        routes.add(Mount.of("/low", Router.of(limited("/same")).maxBodyBytes(3)));
        routes.add(Mount.of("/both", Router.of(inside()).maxBodyBytes(15)).maxBodyBytes(3));
        routes.add(Mount.of("/reading", inside()).middleware(LimitContractTest::reading));
        Servlette app = Servlette.builder().routes(inside()).maxBodyBytes(15).build();
        routes.add(Mount.of("/app", app));
        return Servlette.builder()
                .routes(routes)
                .maxBodyBytes(10)
                .middleware((request, next) -> marked(request, next, "X-Seen", "by the app"))
                .build();
    }

    private static List<Route> readers() {
        return List.of(
                Route.of("/body", LimitContractTest::body),
                Route.of("/text", request -> length(request.text().length())),
                Route.of("/json", request -> length(request.json(String.class).length() + 2)),
                Route.of("/form", request -> length(request.form().get("a", "").length() + 2)),
                Route.of("/stream", request -> length(request.stream().readAllBytes().length)),
                Route.of("/singly", LimitContractTest::singly),
                Route.of("/later", LimitContractTest::later),
                Route.of("/parts", LimitContractTest::parts).maxBodyBytes(100),
                Route.of(
                                "/multipart",
                                request -> length(request.form().get("a", "").length()))
                        .maxBodyBytes(100),
                Route.of("/late", LimitContractTest::late),
                Route.of("/never", request -> new PlainTextResponse("never read")));
    }

    private static BaseRoute[] inside() {
        return new BaseRoute[] {
            limited("/raised").maxBodyBytes(20), limited("/lowered").maxBodyBytes(5), limited("/same")
        };
    }

    private static Route limited(String path) {
        return Route.of(path, LimitContractTest::body)
                .middleware((request, next) -> marked(request, next, "X-Inner", "by the route"));
    }

    private static Reply marked(Request request, Next next, String name, String value) {
        return next.handle(request).always(response -> response.withHeader(name, value));
    }

    private static Reply reading(Request request, Next next) {
        request.body();
        return next.handle(request);
    }

    private static Response length(int length) {
        return new PlainTextResponse(String.valueOf(length));
    }

    private static Response body(Request request) {
        return length(request.body().length);
    }

    private static Response singly(Request request) throws IOException {
        InputStream in = request.stream();
        int count = 0;
        while (in.read() >= 0) {
            count++;
        }
        return length(count);
    }

    private static Reply later(Request request) {
        return Reply.from(CompletableFuture.supplyAsync(() -> body(request)));
    }

    private static Response parts(Request request) {
        int count = 0;
        for (Part part : request.parts(new FormLimits())) {
            count += part.text().length();
        }
        return length(count);
    }

    private static Response late(Request request) {
        return new StreamingResponse("application/x", out -> {
            out.write("begun".getBytes(UTF_8));
            out.flush();
            out.write(request.stream().readAllBytes());
        });
    }

    private static Ask ask(String path, int length) {
        return Ask.post(path, "x".repeat(length));
    }

    /** A request that says this length, and has not sent a byte of it. */
    private static Ask announcing(String path, long length) {
        return Ask.of("DELETE", path).header("Content-Length: " + length);
    }

    private static String text(String text, String headers) {
        return "200\nContent-Length: " + text.length() + "\nContent-Type: text/plain; charset=utf-8" + headers + "\n\n"
                + text;
    }

    private static String tooLarge(String headers) {
        return text("Content Too Large", headers).replace("200\n", "413\nVary: Accept\n");
    }

    /** What is too large is refused where the route is found, when it says its length; else where it is read. */
    private void expectLimit(Ask within, Ask over, String answer, String inner) throws IOException {
        expect(within, text(answer, inner + SEEN));
        expect(within.chunked(), text(answer, inner + SEEN));
        expect(over, tooLarge(SEEN));
        expect(over.chunked(), tooLarge(inner + SEEN));
    }

    @Test
    void theLimitHoldsHoweverABodyIsRead() throws IOException {
        for (String path : List.of("/body", "/text", "/stream", "/singly", "/later")) {
            expectLimit(ask(path, 10), ask(path, 11), "10", "");
        }
        expectLimit(Ask.post("/json", "\"12345678\""), Ask.post("/json", "\"123456789\""), "10", "");
        Ask form = Ask.post("/form", "a=12345678").header(URL_ENCODED);
        expectLimit(form, Ask.post("/form", "a=123456789").header(URL_ENCODED), "10", "");
    }

    @Test
    void theLimitHoldsForMultipart() throws IOException {
        String within = PART + "x".repeat(100 - PART.length() - 7) + "\r\n--b--";
        for (String path : List.of("/parts", "/multipart")) {
            Ask ask = Ask.post(path, within).header(MULTIPART);
            Ask over = Ask.post(path, within.replace("xx", "xxx")).header(MULTIPART);
            String length = String.valueOf(100 - PART.length() - 7);
            expect(ask, text(length, SEEN));
            expect(ask.chunked(), text(length, SEEN));
            expect(over.chunked(), tooLarge(SEEN));
        }
    }

    /** What middleware may read, a route with a lower limit does not take. */
    @Test
    void theLimitHoldsForABodyThatWasReadBefore() throws IOException {
        expectLimit(ask("/reading/lowered", 5), ask("/reading/lowered", 6), "5", INNER);
        expect(ask("/reading/raised", 10).chunked(), text("10", INNER + SEEN));
    }

    @Test
    void theInnermostLimitCounts() throws IOException {
        expectLimit(ask("/raised", 20), ask("/raised", 21), "20", INNER);
        expectLimit(ask("/lowered", 5), ask("/lowered", 6), "5", INNER);
        expectLimit(ask("/same", 10), ask("/same", 11), "10", INNER);
        for (String around : List.of("/mount", "/router", "/both", "/app")) {
            expectLimit(ask(around + "/raised", 20), ask(around + "/raised", 21), "20", INNER);
            expectLimit(ask(around + "/lowered", 5), ask(around + "/lowered", 6), "5", INNER);
            expectLimit(ask(around + "/same", 15), ask(around + "/same", 16), "15", INNER);
        }
        expectLimit(ask("/handler", 15), ask("/handler", 16), "15", "");
        expectLimit(ask("/low/same", 3), ask("/low/same", 4), "3", INNER);
    }

    @Test
    void aHostHasALimit() throws IOException {
        Ask ask = ask("/same", 15).host("limited.example");
        expectLimit(ask, ask("/same", 16).host("limited.example"), "15", INNER);
    }

    @Test
    void whatIsReadByNobodyIsRefusedByItsLength() throws IOException {
        expect(ask("/never", 10), text("never read", SEEN));
        expect(ask("/never", 11), tooLarge(SEEN));
        expect(announcing("/never", 11), tooLarge(SEEN));
    }

    /** The largest limit of all is that of a route, 100. */
    @Test
    void whatIsTooLargeForAllOfAnAppIsRefusedBeforeItsMiddleware() throws IOException {
        for (String path : List.of("/body", "/never", "/parts", "/app/same")) {
            expect(ask(path, 101), tooLarge(""));
            expect(announcing(path, 5_000_000_000L), tooLarge(""));
        }
    }

    /** RFC 9110, section 10.1.1: who asks whether to go on is told at once that it is too much. */
    @Test
    void whoExpectsToContinueIsRefused() throws IOException {
        Ask ask = announcing("/lowered", 6).header("Expect: 100-continue");
        expect(ask, tooLarge(SEEN));
        expect(announcing("/never", 1_000_000).header("Expect: 100-continue"), tooLarge(""));
    }

    /** Nothing else can be said then. */
    @Test
    void aBodyThatIsTooLargeCutsAnAnswerThatHasBegun() throws IOException {
        Ask ask = new Ask("GET", "/late", List.of(), "x".repeat(11).getBytes(UTF_8), true);
        expectCut(ask, "200\nContent-Type: application/x" + SEEN, "begun");
        assertTrue(send(new Ask("GET", "/late", List.of(), new byte[10], true)).isWhole());
    }
}
