package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.exceptions.HttpException;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Bodies that fail before their first byte has left: they are answered as a handler that fails, by the app that was asked. */
class FailedBodyContractTest extends Contract {
    private static final List<String> KINDS = List.of("/written", "/pending", "/published");

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Mount.of(
                                "/in",
                                Servlette.builder()
                                        .routes(routes())
                                        .exceptionHandler(500, (request, e) -> new PlainTextResponse("inner", 500))
                                        .exceptionHandler(
                                                IOException.class,
                                                (request, e) -> new PlainTextResponse(request.path(), 502))
                                        .build()),
                        Mount.of("/out", routes()))
                .exceptionHandler(500, (request, e) -> new PlainTextResponse("outer", 500))
                .build();
    }

    private static Route[] routes() {
        return new Route[] {
            Route.get("/written/{failure}", FailedBodyContractTest::written),
            Route.get("/pending/{failure}", FailedBodyContractTest::pending),
            Route.get("/published/{failure}", FailedBodyContractTest::published)
        };
    }

    private static Exception failure(Request request) {
        return switch (request.pathParam("failure")) {
            case "io" -> new NoSuchFileException("secret");
            case "http" -> new HttpException(413, "Too much.");
            default -> new IllegalStateException("secret");
        };
    }

    private static Response written(Request request) {
        return new StreamingResponse("application/x", out -> {
            out.write('a');
            throw failure(request);
        });
    }

    private static Reply pending(Request request) {
        return later(written(request));
    }

    private static Response published(Request request) {
        return StreamingResponse.from("application/x", subscriber -> fail(subscriber, failure(request)));
    }

    private static void fail(Flow.Subscriber<? super ByteBuffer> subscriber, Exception failure) {
        subscriber.onSubscribe(new Nothing());
        subscriber.onError(failure);
    }

    private static final class Nothing implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    private void expectAll(String app, String failure, String answer) throws IOException {
        for (String kind : KINDS) {
            expect(Ask.get(app + kind + failure), answer);
        }
    }

    private static String text(int status, String text, String more) {
        return status + "\nContent-Length: " + text.length() + "\nContent-Type: text/plain; charset=utf-8" + more
                + "\n\n" + text;
    }

    /** EX8. */
    @Test
    void theAppThatWasAskedAnswers() throws IOException {
        expectAll("/in", "/bug", text(500, "inner", ""));
        expectAll("/out", "/bug", text(500, "outer", ""));
        expectAll("/out", "/io", text(500, "outer", ""));
    }

    /** EX4, EX7: by the handler of its class, which sees the request as the app does. */
    @Test
    void exceptionHandlersAreAsked() throws IOException {
        for (String kind : KINDS) {
            expect(Ask.get("/in" + kind + "/io"), text(502, kind + "/io", ""));
        }
    }

    /** What a client has sent wrong is found out by some only when they read it, and is no failure of the app. */
    @Test
    void anHttpExceptionIsAnsweredByItsStatus() throws IOException {
        expectAll("/in", "/http", text(413, "Too much.", "\nVary: Accept"));
        expectAll("/out", "/http", text(413, "Too much.", "\nVary: Accept"));
    }
}
