package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.Completion;
import dev.servlette.requests.Request;
import dev.servlette.responses.Body;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.ProblemResponse;
import dev.servlette.responses.RedirectResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens when an answer has ended, well or not. */
class EndContractTest extends Contract {
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.get("/ready", request -> new PlainTextResponse("ready")),
                        Route.get("/pending", request -> later(new PlainTextResponse("pending"))),
                        Route.get("/empty", request -> new Response(204)),
                        Route.get("/written", written(EndContractTest::abc)),
                        Route.get(
                                "/published",
                                request -> StreamingResponse.from(
                                        "application/x",
                                        subscriber -> subscriber.onSubscribe(new Parts(subscriber, "a", "bc")))),
                        Route.get("/http", request -> {
                            throw new HttpException(418, "tea");
                        }),
                        Route.get("/bug", request -> {
                            throw new IllegalStateException("secret");
                        }),
                        Route.get("/late-bug", written(EndContractTest::fail)),
                        Route.get("/task", request -> new PlainTextResponse("task").withBackground(this::task)),
                        Route.get(
                                "/later-task", request -> later(new PlainTextResponse("t").withBackground(this::task))),
                        Route.get(
                                "/two-tasks",
                                request -> new Response(204)
                                        .withBackground(() -> log.add("first"))
                                        .withBackground(this::task)),
                        Route.get(
                                "/failing-task",
                                request -> new Response(204)
                                        .withBackground(EndContractTest::failing)
                                        .withBackground(this::task)),
                        Route.get("/held-task", request -> new PlainTextResponse("held").withBackground(this::held)),
                        Route.get("/kinds/{kind}", this::ofKind),
                        Route.get("/reading-task", this::readingTask),
                        Route.get("/endless", this::endless),
                        Route.get("/endless-published", this::endlessPublished))
                .middleware((request, next) -> {
                    request.onComplete(end -> log.add("outer"));
                    request.onComplete(end -> log.add(line(end)));
                    return next.handle(request);
                })
                .build();
    }

    private static Handler written(Body.Writer writer) {
        return request -> new StreamingResponse("application/x", writer);
    }

    private static void abc(OutputStream out) throws IOException {
        out.write('a');
        out.flush();
        out.write(new byte[] {'b', 'c'});
    }

    private static void fail(OutputStream out) throws IOException {
        abc(out);
        out.flush();
        throw new IllegalStateException("secret");
    }

    private void task() {
        log.add("task");
    }

    private static void failing() throws IOException {
        throw new IOException("secret");
    }

    private void held() throws InterruptedException {
        log.add(String.valueOf(released.await(10, TimeUnit.SECONDS)));
    }

    private Reply ofKind(Request request) {
        Response response = switch (request.pathParam("kind")) {
            case "json" -> new JsonResponse(List.of(1));
            case "redirect" -> new RedirectResponse("/ready");
            case "written" -> new StreamingResponse("application/x", EndContractTest::abc);
            case "published" ->
                StreamingResponse.from(
                        "application/x", subscriber -> subscriber.onSubscribe(new Parts(subscriber, "a", "bc")));
            case "problem" -> new ProblemResponse(400, "no");
            default -> new Response(205);
        };
        return response.withBackground(this::task);
    }

    private Response readingTask(Request request) {
        CountDownLatch never = new CountDownLatch(1);
        return new PlainTextResponse("t").withBackground(() -> {
            never.await(100, TimeUnit.MILLISECONDS); // a container has taken its request back by then
            log.add(request.method()
                    + request.path()
                    + request.headers().get("Host", "")
                    + request.client()
                    + request.scope().exchange().server());
        });
    }

    private Response endless(Request request) {
        request.onDisconnect(() -> log.add("left " + request.isDisconnected()));
        return new StreamingResponse("application/x", out -> {
                    byte[] much = new byte[100_000];
                    while (true) {
                        out.write(much);
                        out.flush();
                    }
                })
                .withBackground(this::task);
    }

    private Response endlessPublished(Request request) {
        request.onDisconnect(() -> log.add("left " + request.isDisconnected()));
        String[] parts = new String[1000];
        Arrays.fill(parts, "x".repeat(100_000));
        return StreamingResponse.from(
                        "application/x", subscriber -> subscriber.onSubscribe(new Parts(subscriber, parts)))
                .withBackground(this::task);
    }

    private static String line(Completion end) {
        Throwable failure = end.failure();
        return end.status() + " " + end.bytes() + " "
                + (failure == null ? "well" : failure.getClass().getSimpleName());
    }

    private void expectEnd(String path, String... lines) throws Exception {
        send(Ask.get(path));
        expectLog(lines);
    }

    private void expectLog(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertEquals(line, log.poll(10, TimeUnit.SECONDS));
        }
        assertNull(log.poll());
    }

    /** Design, reply 10: the last hook first, whoever made the answer. */
    @Test
    void hooksSeeWhatWasSent() throws Exception {
        expectEnd("/ready", "200 5 well", "outer");
        expectEnd("/pending", "200 7 well", "outer");
        expectEnd("/empty", "204 0 well", "outer");
        expectEnd("/written", "200 3 well", "outer");
        expectEnd("/published", "200 3 well", "outer");
        expectEnd("/http", "418 3 well", "outer");
        expectEnd("/nothing", "404 9 well", "outer");
    }

    @Test
    void hooksSeeWhatWentWrong() throws Exception {
        expectEnd("/bug", "500 21 IllegalStateException", "outer");
        expectCut(Ask.get("/late-bug"), "200\nContent-Type: application/x", "abc");
        expectLog("200 3 IllegalStateException", "outer");
    }

    /** BG1, MW4. */
    @Test
    void tasksRunAfterTheHooksInTheirOrder() throws Exception {
        expectEnd("/task", "200 4 well", "outer", "task");
        expectEnd("/later-task", "200 1 well", "outer", "task");
        expectEnd("/two-tasks", "204 0 well", "outer", "first", "task");
    }

    /** A task may read what the request was, though its container has taken it back. */
    @Test
    void tasksReadTheRequest() throws Exception {
        send(Ask.get("/reading-task"));
        assertEquals("200 1 well", log.poll(10, TimeUnit.SECONDS));
        assertEquals("outer", log.poll(10, TimeUnit.SECONDS));
        String read = log.poll(10, TimeUnit.SECONDS);
        assertTrue(read != null && read.matches("GET/reading-task.+Address.+Address.+"), read);
    }

    @Test
    void tasksDoNotChangeTheAnswer() throws Exception {
        expect(Ask.get("/task"), "200\nContent-Length: 4\nContent-Type: text/plain; charset=utf-8\n\ntask");
        expectLog("200 4 well", "outer", "task");
        expect(Ask.head("/task"), "200\nContent-Length: 4\nContent-Type: text/plain; charset=utf-8");
        expectLog("200 0 well", "outer", "task");
        expect(Ask.get("/two-tasks"), "204");
        expectLog("204 0 well", "outer", "first", "task");
    }

    /** BG1: a task that fails changes nothing, and keeps none of the others from running. */
    @Test
    void taskThatFailsIsNoFailureOfTheAnswer() throws Exception {
        expect(Ask.get("/failing-task"), "204");
        expectLog("204 0 well", "outer", "task");
    }

    /** BG1: the client has the answer while the task still runs. */
    @Test
    void tasksRunAfterTheLastByte() throws Exception {
        deployment().leave(Ask.get("/held-task"));
        released.countDown();
        expectLog("200 4 well", "outer", "true");
    }

    /** RS11. */
    @Test
    void tasksRunAfterEveryKindOfResponse() throws Exception {
        for (String kind : List.of("json", "redirect", "written", "published", "problem", "nothing")) {
            for (Ask ask : List.of(Ask.get("/kinds/" + kind), Ask.head("/kinds/" + kind))) {
                send(ask);
                log.poll(10, TimeUnit.SECONDS);
                expectLog("outer", "task");
            }
        }
    }

    /** RS10, RQ12, RQ13, MW4, MW5: noticed by a write that fails, and told once; the task runs all the same. */
    @Test
    void writerLearnsThatItsClientHasLeft() throws Exception {
        deployment().leave(Ask.get("/endless"));
        expectLeft();
    }

    /** RS10, RQ12, RQ13. */
    @Test
    void publisherLearnsThatItsClientHasLeft() throws Exception {
        deployment().leave(Ask.get("/endless-published"));
        expectLeft();
    }

    /** Who waits for the client to leave is told by the thread that noticed it, which need not be the one that ends the answer. */
    private void expectLeft() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            lines.add(String.valueOf(log.poll(10, TimeUnit.SECONDS)).replaceFirst(" [0-9]+ ", " "));
        }
        assertTrue(lines.remove("left true"), lines.toString());
        assertEquals(List.of("200 ClientDisconnect", "outer", "task"), lines);
        assertNull(log.poll());
    }
}
