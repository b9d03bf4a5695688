package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Answers that are there, that come later and that fail, and what middleware makes of them. */
class ReplyContractTest extends Contract {
    private static final String ERROR =
            "500\nVary: Accept\nContent-Length: 21\nContent-Type: text/plain; charset=utf-8\n\nInternal Server Error";
    private static final List<String> KINDS = List.of("ready", "pending");

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Mount.of("/plain", handlers()),
                        Mount.of("/straight", handlers()).middleware(ReplyContractTest::straight),
                        Mount.of("/steps", handlers()).middleware(ReplyContractTest::steps),
                        Mount.of("/trace", handlers()).middleware(trace("1"), trace("2")),
                        Mount.of("/broken", handlers()).middleware(ReplyContractTest::broken),
                        Mount.of("/short-cut", handlers())
                                .middleware((request, next) -> new PlainTextResponse("cut", 203)))
                .exceptionHandler(409, (request, e) -> new PlainTextResponse("conflict: " + e.detail(), 409))
                .exceptionHandler(IOException.class, (request, e) -> new PlainTextResponse("io", 502))
                .exceptionHandler(UnsupportedOperationException.class, (request, e) -> {
                    throw new HttpException(501, "never");
                })
                .build();
    }

    /** The same ends, reached at once and later. */
    private static Mount handlers() {
        return Mount.of(
                "",
                Mount.of("/ready", ends(Reply::from)),
                Mount.of(
                        "/pending",
                        ends(stage -> Reply.from(stage.thenApplyAsync(
                                response -> response, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))))));
    }

    /** How a stage becomes a reply. */
    private interface Kind {
        Reply of(CompletableFuture<Response> stage);
    }

    private static Route[] ends(Kind kind) {
        return new Route[] {
            Route.get("/ok", done(kind, new PlainTextResponse("ok"))),
            Route.get("/json", done(kind, new JsonResponse(Map.of("a", List.of(1, 2))))),
            Route.get("/stream", done(kind, new StreamingResponse("application/x", out -> {
                out.write('a');
                out.flush();
                out.write('b');
            }))),
            Route.get("/not-json", done(kind, new JsonResponse(new Broken()))),
            Route.get("/null", done(kind, null)),
            Route.get("/bug", failed(kind, new IllegalStateException("secret"))),
            Route.get("/error", failed(kind, new AssertionError("secret"))),
            Route.get("/overflow", request -> new Response(endless(0))),
            Route.get("/http", failed(kind, new HttpException(418, "tea").withHeader("X-Pot", "short"))),
            Route.get("/http-empty", failed(kind, new HttpException(304).withHeader("ETag", "\"1\""))),
            Route.get("/conflict", failed(kind, new HttpException(409, "twice"))),
            Route.get("/io", failed(kind, new FileNotFoundException("secret"))),
            Route.get("/unsupported", failed(kind, new UnsupportedOperationException("secret"))),
            Route.get("/timeout", failed(kind, new TimeoutException("secret")))
        };
    }

    /** Uses up the stack of its thread. */
    private static int endless(int depth) {
        return depth < 0 ? 0 : 1 + endless(depth + 1);
    }

    /** A value that no library can write. */
    public static final class Broken {
        /** Throws. */
        public String getSecret() {
            throw new IllegalStateException("secret");
        }
    }

    private static Handler done(Kind kind, Response response) {
        return request -> kind.of(CompletableFuture.completedFuture(response));
    }

    private static Handler failed(Kind kind, Throwable failure) {
        return request -> kind.of(CompletableFuture.failedFuture(failure));
    }

    private static Response straight(Request request, Next next) throws Exception {
        try {
            return next.handle(request).await().withHeader("X-Straight", "yes");
        } catch (TimeoutException e) {
            return new PlainTextResponse("straight", 504);
        }
    }

    private static Reply steps(Request request, Next next) {
        return next.handle(request)
                .then(response -> response.withHeader("X-Then", "yes"))
                .recover(TimeoutException.class, e -> new PlainTextResponse("late", 504))
                .always(response -> response.withHeader("X-Always", "yes"));
    }

    private static Middleware trace(String name) {
        return (request, next) -> next.handle(request).always(response -> response.withAddedHeader("X-Trace", name));
    }

    private static Response broken(Request request, Next next) throws Exception {
        next.handle(request).await();
        throw new IllegalStateException("secret");
    }

    private static String text(int status, String text, String... headers) {
        StringBuilder head = new StringBuilder(status + "\nContent-Type: text/plain; charset=utf-8");
        head.append("\nContent-Length: ").append(text.length());
        for (String header : headers) {
            head.append('\n').append(header);
        }
        return head + "\n\n" + text;
    }

    private void expectBoth(String prefix, String path, String answer) throws IOException {
        for (String kind : KINDS) {
            expect(Ask.get(prefix + "/" + kind + path), answer);
        }
    }

    @Test
    void replyIsAnsweredNowOrLater() throws IOException {
        expectBoth("/plain", "/ok", text(200, "ok"));
        expectBoth("/plain", "/json", "200\nContent-Length: 11\nContent-Type: application/json\n\n{\"a\":[1,2]}");
        expectBoth("/plain", "/stream", "200\nContent-Type: application/x\n\nab");
        for (String kind : KINDS) {
            expect(
                    Ask.head("/plain/" + kind + "/ok"),
                    "200\nContent-Length: 2\nContent-Type: text/plain; charset=utf-8");
            expect(Ask.head("/plain/" + kind + "/stream"), "200\nContent-Type: application/x");
        }
    }

    /** ER1: nothing of a failure is told to the client. */
    @Test
    void failureThatNobodyClaimsIsA500() throws IOException {
        for (String path : List.of("/bug", "/error", "/timeout", "/null", "/not-json", "/overflow")) {
            expectBoth("/plain", path, ERROR);
        }
        expectBoth("/broken", "/ok", ERROR);
    }

    @Test
    void httpExceptionIsAnsweredByItsStatus() throws IOException {
        expectBoth("/plain", "/http", text(418, "tea", "Vary: Accept", "X-Pot: short"));
        expectBoth("/plain", "/http-empty", "304\nETag: \"1\"");
        expect(Ask.get("/plain/nothing"), text(404, "Not Found", "Vary: Accept"));
    }

    @Test
    void exceptionHandlersAreFoundByStatusAndByClass() throws IOException {
        expectBoth("/plain", "/conflict", text(409, "conflict: twice"));
        expectBoth("/plain", "/io", text(502, "io"));
    }

    @Test
    void whatAnExceptionHandlerThrowsTakesThePlaceOfTheError() throws IOException {
        expectBoth("/plain", "/unsupported", text(501, "never", "Vary: Accept"));
    }

    @Test
    void straightMiddlewareSeesResponsesOfHandlers() throws IOException {
        expectBoth("/straight", "/ok", text(200, "ok", "X-Straight: yes"));
        expectBoth("/straight", "/http", text(418, "tea", "Vary: Accept", "X-Pot: short", "X-Straight: yes"));
        expectBoth("/straight", "/io", text(502, "io", "X-Straight: yes"));
        expectBoth("/straight", "/timeout", text(504, "straight"));
        expectBoth("/straight", "/bug", ERROR);
    }

    @Test
    void stepsOfMiddlewareRunOnTheirKindOfAnswer() throws IOException {
        expectBoth("/steps", "/ok", text(200, "ok", "X-Then: yes", "X-Always: yes"));
        expectBoth("/steps", "/io", text(502, "io", "X-Then: yes", "X-Always: yes"));
        expectBoth("/steps", "/timeout", text(504, "late", "X-Always: yes"));
        expectBoth("/steps", "/bug", ERROR.replace("\n\n", "\nX-Always: yes\n\n"));
        expect(Ask.get("/steps/nothing"), text(404, "Not Found", "Vary: Accept", "X-Then: yes", "X-Always: yes"));
    }

    /** APP2: the first middleware of a list is the outermost. */
    @Test
    void innerMiddlewareSeesTheAnswerFirst() throws IOException {
        expectBoth("/trace", "/ok", text(200, "ok", "X-Trace: 2", "X-Trace: 1"));
        expectBoth("/trace", "/bug", ERROR.replace("\n\n", "\nX-Trace: 2\nX-Trace: 1\n\n"));
        expectBoth("/short-cut", "/bug", text(203, "cut"));
    }
}
