package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.State;
import dev.servlette.requests.Request;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a handler reads. */
class RequestContractTest extends Contract {
    private static final State.Key<String> OPENED = new State.Key<>("opened");
    private static final State.Key<Integer> COUNT = new State.Key<>("count");

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.post("/body", request -> new Response(request.body(), "application/x")),
                        Route.post("/text", request -> new PlainTextResponse(request.text() + "|" + request.text())),
                        Route.post("/json", RequestContractTest::json),
                        Route.post("/stream", RequestContractTest::stream),
                        Route.post("/late", RequestContractTest::late),
                        Route.of("/headers", RequestContractTest::headers),
                        Route.get(
                                "/query",
                                request -> new PlainTextResponse(
                                        request.scope().exchange().rawQuery() + " " + request.queryParams())),
                        Route.get(
                                "/cookies",
                                request -> new PlainTextResponse(new TreeMap<>(request.cookies()).toString())),
                        Route.get("/state", RequestContractTest::state))
                .lifespan(state -> {
                    state.set(OPENED, "yes");
                    state.set(COUNT, 0);
                    return null;
                })
                .build();
    }

    private static Response json(Request request) {
        Map<?, ?> given = request.json(Map.class);
        return new JsonResponse(new TreeMap<Object, Object>(given));
    }

    private static Response stream(Request request) {
        return new StreamingResponse("application/x", out -> request.stream().transferTo(out));
    }

    /** Reads the body when status and headers have been sent. */
    private static Response late(Request request) {
        return new StreamingResponse("application/x", out -> {
            out.flush();
            out.write(request.body());
        });
    }

    private static Response headers(Request request) {
        return new PlainTextResponse(request.headers().getAll("x-twice") + " "
                + request.headers().get("X-Latin") + " " + request.headers().get("Content-Type") + " "
                + request.headers().get("X-None"));
    }

    private static Response state(Request request) {
        int count = request.state().get(COUNT) + 1;
        request.state().set(COUNT, count);
        return new PlainTextResponse(request.state().get(OPENED) + count);
    }

    private static Ask json(String body) {
        return Ask.post("/json", body).header("Content-Type: application/json");
    }

    private static String text(String text) {
        int length = text.getBytes(UTF_8).length;
        return "200\nContent-Length: " + length + "\nContent-Type: text/plain; charset=utf-8\n\n" + text;
    }

    /** RQ8, RQ19. */
    @Test
    void bodyIsReadWhole() throws IOException {
        for (int length : new int[] {0, 1, 8192, 300_000}) {
            Ask ask = Ask.post("/body", "x".repeat(length));
            String head = "200\nContent-Length: " + length + "\nContent-Type: application/x";
            expect(ask, head, ask.body());
            expect(ask.chunked(), head, ask.body());
        }
    }

    @Test
    void bodyMayBeReadAgain() throws IOException {
        expect(Ask.post("/text", "h\u00e9"), text("h\u00e9|h\u00e9"));
        expect(Ask.post("/text", "h\u00e9").chunked(), text("h\u00e9|h\u00e9"));
        expect(Ask.post("/text", ""), text("|"));
    }

    @Test
    void bodyIsStreamed() throws IOException {
        for (String path : List.of("/stream", "/late")) {
            Ask ask = Ask.post(path, "x".repeat(300_000));
            assertArrayEquals(ask.body(), send(ask).body());
            assertArrayEquals(ask.body(), send(ask.chunked()).body());
        }
        expect(Ask.post("/stream", "abc"), "200\nContent-Length: 3\nContent-Type: application/x\n\nabc");
        expect(Ask.post("/late", "abc"), "200\nContent-Type: application/x\n\nabc");
    }

    @Test
    void textIsInItsCharset() throws IOException {
        Ask latin = new Ask(
                "POST", "/text", List.of("Content-Type: text/plain; charset=latin1"), new byte[] {(byte) 0xE9}, false);
        expect(latin, text("\u00e9|\u00e9"));
        expect(latin.chunked(), text("\u00e9|\u00e9"));
        String unknown = text("The charset of the body is not known here.").replace("200\n", "415\nVary: Accept\n");
        expect(Ask.post("/text", "a").header("Content-Type: text/plain; charset=none-such"), unknown);
    }

    /** RQ10. */
    @Test
    void jsonIsRead() throws IOException {
        String head = "200\nContent-Length: 15\nContent-Type: application/json\n\n";
        expect(json("{\"b\": 1, \"a\": \"\u00e9\"}"), head.replace("15", "16") + "{\"a\":\"\u00e9\",\"b\":1}");
        expect(json("{\"b\": [1 , 2]}").chunked(), head.replace("15", "11") + "{\"b\":[1,2]}");
    }

    /** RQ10, and better: it is the client's fault. */
    @Test
    void malformedJsonIs400() throws IOException {
        String text = "The body is not the JSON that is expected here.";
        String answer = text(text).replace("200\n", "400\nVary: Accept\n");
        for (String body : List.of("", "{", "{\"a\":}", "[1]", "nope", "{} {")) {
            expect(json(body), answer);
        }
    }

    /** RQ12, and better: a body that cannot be read to its end is not the app's failure. In memory there are no frames. */
    @Test
    void malformedFramesAreTheClientsFault() throws IOException {
        for (String body :
                List.of("zz\r\nabc\r\n0\r\n\r\n", "3\r\nabcdef\r\n0\r\n\r\n", "-1\r\n", "fffffffffffffffff\r\n")) {
            for (String path : Differences.isTakenForChunks(body) ? List.<String>of() : List.of("/body", "/text")) {
                expectMalformed(Ask.post(path, body).header("Transfer-Encoding: chunked"), path + " " + body);
            }
        }
    }

    /** The app gets what is within the chunk. */
    @Test
    void whatIsTakenForAChunkIsCut() throws IOException {
        String tooLong = "3\r\nabcdef\r\n0\r\n\r\n";
        assumeTrue(Differences.isTakenForChunks(tooLong), "the container refuses it");
        assertEquals(
                "abc|abc",
                send(Ask.post("/text", tooLong).header("Transfer-Encoding: chunked"))
                        .text());
    }

    private void expectMalformed(Ask ask, String message) throws IOException {
        if (Differences.SILENT.contains(Host.name())) {
            assertThrows(EOFException.class, () -> send(ask), message);
        } else {
            assertEquals(Host.name().equals("memory") ? 200 : 400, send(ask).status(), message);
        }
    }

    /** RQ4. */
    @Test
    void headersAreReadInTheirOrder() throws IOException {
        Ask ask = Ask.get("/headers")
                .header("X-Twice: one")
                .header("X-Latin: caf\u00e9")
                .header("x-twice: two");
        expect(ask, text("[one, two] caf\u00e9 null null"));
        expect(
                Ask.post("/headers", "a").header("Content-Type: text/x; charset=utf-8"),
                text("[] null text/x; charset=utf-8 null"));
    }

    /** RQ7: whatever a container would make of them. */
    @Test
    void cookiesAreReadAsTheyWereSent() throws IOException {
        expect(Ask.get("/cookies"), text("{}"));
        expect(Ask.get("/cookies").header("Cookie: a=1; b=\"q;v\"; c; a=2"), text("{=c, a=2, b=\"q}"));
        Ask several = Ask.get("/cookies")
                .header("Cookie: $Version=1; a=\"1\\0542\"; caf\u00e9=\u00e9")
                .header("cookie: b={\"c\":[1,\"d=e\"]}");
        expect(
                Ask.get("/cookies").header("Cookie: a=\"b c\\073d\\015\\012\\342\\202\\254\""),
                text("{a=b c;d\r\n\u20ac}"));
        expect(several, text("{$Version=1, a=1,2, b={\"c\":[1,\"d=e\"]}, caf\u00e9=\u00e9}"));
    }

    /** RQ5. */
    @Test
    void queryIsReadAsItWasSent() throws IOException {
        assertEquals("null", send(Ask.get("/query")).text().split(" ")[0]);
        for (String query : List.of("a=1&b&a=%C3%A9+%26&=c", "a=1&b&a=%C3%A9+%26&=c&%zz")) {
            Ask ask = Ask.get("/query?" + query);
            if (!isAnsweredBefore(ask)) {
                Answered answered = send(ask);
                assertEquals(query, answered.text().split(" ")[0]);
                assertEquals(200, answered.status());
            }
        }
    }

    /** LF4. */
    @Test
    void stateOfTheLifespanIsCopiedIntoEachRequest() throws IOException {
        expect(Ask.get("/state"), text("yes1"));
        expect(Ask.get("/state"), text("yes1"));
    }
}
