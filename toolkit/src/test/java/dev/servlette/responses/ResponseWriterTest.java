package dev.servlette.responses;

import static dev.servlette.responses.Sent.ERROR;
import static dev.servlette.responses.Sent.START;
import static dev.servlette.responses.Sent.STOPPED;
import static dev.servlette.responses.Sent.errorAfter;
import static dev.servlette.responses.Sent.runAll;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.background.BackgroundTask;
import dev.servlette.concurrency.LoggedLines;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponseWriterTest {
    private final Sent sent = new Sent();

    private static Response written(Body.Writer writer) {
        return new StreamingResponse("a/b", writer);
    }

    // ready replies

    /** Design, reply 3. */
    @Test
    void readyReplyNeverStartsAsync() {
        assertEquals(List.of(START + "2", "write 2", "complete"), sent.get(new Response("hi", "a/b")));
        assertEquals(List.of("start 200 [] 0", "complete"), sent.get(new Response(200)));
        assertEquals(
                List.of(START + "2", "write 2", "complete"), sent.get(written(out -> out.write("hi".getBytes(UTF_8)))));
        assertEquals(List.of(), sent.work);
    }

    /** Design, reply 3: a failed reply is written at once. */
    @Test
    void failedReplyNeverStartsAsync() {
        IOException e = new IOException("e");
        assertEquals(ERROR, sent.get(AsyncResponse.failed(e)));
        assertEquals(List.of(e), sent.errors);
        assertSame(e, sent.completions.get(0).failure());
        assertEquals(500, sent.completions.get(0).status());
        assertEquals(5, sent.completions.get(0).bytes());
    }

    @Test
    void valueThatPassedNoLinkIsEncoded() {
        RecordingExchange exchange = sent.send(new RecordingExchange("GET", "/"), new JsonResponse(Map.of("a", 1)));
        assertEquals("{\"a\":1}", exchange.sent());
    }

    @Test
    void valueThatCannotBeEncodedIsAnError() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertEquals(
                "start 500 [Content-Type: text/plain; charset=utf-8] 5",
                sent.get(new JsonResponse(endless)).get(0));
        assertEquals(1, sent.errors.size());
    }

    @Test
    void fileIsSentFromItsOffset(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "0123456789");
        Response response = new Response(200).withBody(new Body.File(file, 2, 5));
        RecordingExchange exchange = sent.send(new RecordingExchange("GET", "/"), response);
        assertEquals("23456", exchange.sent());
        assertEquals(List.of("start 200 [Accept-Ranges: bytes] 5", "complete"), sent.head(response));
        assertEquals(
                List.of("start 200 [Accept-Ranges: bytes] 0", "complete"),
                sent.get(response.withBody(new Body.File(file, 2, 0))));
    }

    @Test
    void fileThatPassedNoLinkIsMeasured(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "0123456789");
        RecordingExchange exchange = sent.send(new RecordingExchange("GET", "/"), new FileResponse(file));
        assertEquals("0123456789", exchange.sent());
        assertFails(new FileResponse(folder));
        assertInstanceOf(NoSuchFileException.class, sent.errors.get(0));
    }

    @Test
    void fileThatIsShorterThanItWasIsAnError(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "0123");
        assertFails(new Response(200).withBody(new Body.File(file, 1, 5)));
        assertEquals(
                "The file became shorter while it was sent; 2 bytes of 5 are missing.",
                sent.errors.get(0).getMessage());
        assertFails(new Response(200).withBody(new Body.File(folder.resolve("b"), 0, 5)));
        assertInstanceOf(NoSuchFileException.class, sent.errors.get(1));
    }

    @Test
    void lengthOfAFileThatWasSetIsHeldTo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "0123");
        Response response = new Response(200).withBody(new Body.File(file, 0, 4));
        assertEquals(
                List.of("start 200 [Accept-Ranges: bytes] 4", "write 4", "complete"),
                sent.get(response.withHeader("Content-Length", "4")));
        assertFails(response.withHeader("Content-Length", "3"));
        assertFails(response.withHeader("Content-Length", "5"));
    }

    @Test
    void fileThatBecomesShorterWhileItIsSentCutsTheConnection(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a"), new byte[100_000]);
        Response response = new Response(200).withBody(new Body.File(file, 0, 100_000));
        RecordingExchange exchange = new RecordingExchange("GET", "/").when("write", () -> truncate(file, 70_000));
        assertEquals(
                List.of(
                        "start 200 [Accept-Ranges: bytes] 100000",
                        "write 32768",
                        "write 32768",
                        "write 4464",
                        "abort The file became shorter while it was sent; 30000 bytes of 100000 are missing."),
                sent.send(exchange, response).calls());
        assertEquals(70_000, sent.completions.get(0).bytes());
    }

    private void assertFails(Response response) {
        assertEquals(ERROR.subList(0, 2), sent.get(response).subList(0, 2));
    }

    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    @Test
    void clientThatLeavesDuringAFileCutsTheConnection(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "0123");
        Response response = new Response(200).withBody(new Body.File(file, 0, 4));
        for (String call : List.of("start", "output", "write")) {
            List<String> calls = sent.send(new RecordingExchange("GET", "/").failingAt(call), response)
                    .calls();
            assertEquals("abort The client has gone.", calls.get(calls.size() - 1));
        }
        assertEquals(List.of(), sent.errors);
    }

    // HEAD and statuses without a body

    @Test
    void headRunsNoBodyAndSaysTheLengthOfBytes() {
        assertEquals(List.of(START + "2", "complete"), sent.head(new Response("hi", "a/b")));
        assertEquals(List.of(START + "-1", "flush", "complete"), sent.head(written(out -> {
            throw new AssertionError();
        })));
        assertEquals(List.of(START + "-1", "flush", "complete"), sent.head(StreamingResponse.from("a/b", subscriber -> {
            throw new AssertionError();
        })));
        Response declared = written(out -> {}).withHeader("Content-Length", "7");
        assertEquals(List.of(START + "7", "complete"), sent.head(declared));
        assertEquals(0, sent.completions.get(0).bytes());
    }

    @Test
    void hostThatFailsCutsTheConnection() {
        for (String method : List.of("GET", "HEAD")) {
            RecordingExchange exchange = new RecordingExchange(method, "/").failingAt("start!");
            assertEquals(
                    List.of("abort no start"),
                    sent.send(exchange, new Response(200)).calls());
        }
    }

    /** RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5. */
    @Test
    void statusWithoutContentSendsNone() {
        for (String method : List.of("GET", "HEAD")) {
            Response response =
                    new Response(200).withBody(new Body.Bytes(new byte[3])).withHeader("Content-Length", "9");
            assertEquals(
                    List.of("start 204 [] -1", "complete"),
                    sent.send(new RecordingExchange(method, "/"), response.withStatus(204))
                            .calls());
            assertEquals(
                    List.of("start 205 [] 0", "complete"),
                    sent.send(new RecordingExchange(method, "/"), response.withStatus(205))
                            .calls());
            assertEquals(
                    List.of("start 304 [] -1", "complete"),
                    sent.send(new RecordingExchange(method, "/"), response.withStatus(304))
                            .calls());
        }
    }

    // pending replies

    @Test
    void pendingReplyIsSentByAWorker() {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        RecordingExchange exchange = sent.send(new RecordingExchange("GET", "/"), Reply.from(stage));
        assertEquals(List.of("startAsync"), exchange.calls());
        stage.complete(new Response(204));
        assertEquals(List.of("startAsync"), exchange.calls());
        runAll(sent.work);
        assertEquals(List.of("startAsync", "start 204 [] -1", "complete"), exchange.calls());
    }

    @Test
    void replyThatIsPendingAgainWaitsAgain() {
        CompletableFuture<Response> first = new CompletableFuture<>();
        CompletableFuture<Response> second = new CompletableFuture<>();
        RecordingExchange exchange =
                sent.send(new RecordingExchange("GET", "/"), Reply.from(first).then(response -> Reply.from(second)));
        first.complete(new Response(200));
        runAll(sent.work);
        second.complete(new Response(204));
        runAll(sent.work);
        assertEquals(List.of("startAsync", "startAsync", "start 204 [] -1", "complete"), exchange.calls());
    }

    @Test
    void pendingReplyThatFailsIsAnError() {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        RecordingExchange exchange = sent.send(new RecordingExchange("GET", "/"), Reply.from(stage));
        stage.completeExceptionally(new IOException("e"));
        runAll(sent.work);
        assertEquals(errorAfter("startAsync"), exchange.calls());
    }

    @Test
    void pendingReplyWaitsWhereTheHostCannotLetGo() {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        RecordingExchange exchange =
                new RecordingExchange("GET", "/").withoutAsync(() -> stage.completeAsync(() -> new Response(204)));
        assertEquals(
                List.of("startAsync", "start 204 [] -1", "complete"),
                sent.send(exchange, Reply.from(stage)).calls());
        assertEquals(List.of(), sent.work);
    }

    @Test
    void replyOfAnAppThatIsStoppingIsSentByWhoeverBringsIt() {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        new ResponseWriter(STOPPED, sent.background::add, sent::error).send(sent.request(exchange), Reply.from(stage));
        stage.complete(new Response(204));
        assertEquals(List.of("startAsync", "start 204 [] -1", "complete"), exchange.calls());
    }

    /** Nobody would end it otherwise, and there is no container's thread to fall back to. */
    @Test
    void errorOfTheVirtualMachineOnAWorkerCutsTheConnection() {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        OutOfMemoryError e = new OutOfMemoryError("deep");
        RecordingExchange exchange =
                sent.send(new RecordingExchange("GET", "/"), Reply.from(stage).then(response -> {
                    throw e;
                }));
        stage.complete(new Response(204));
        assertSame(e, assertThrows(OutOfMemoryError.class, () -> runAll(sent.work)));
        assertEquals(List.of("startAsync", "abort deep"), exchange.calls());
    }

    // background tasks and hooks

    /** BG1. */
    @Test
    void taskRunsAfterTheLastByte() {
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        List<String> log = new ArrayList<>();
        sent.send(exchange, new Response("hi", "a/b").withBackground(() -> log.addAll(exchange.calls())));
        assertEquals(1, sent.completions.size());
        runAll(sent.background);
        assertEquals(List.of(START + "2", "write 2", "flush", "complete"), log);
    }

    /** Design, reply 11: also when the client has left. */
    @Test
    void taskRunsAlsoWhenTheClientHasLeft() {
        List<String> log = new ArrayList<>();
        for (String call : List.of("start", "write", "flush")) {
            sent.send(
                    new RecordingExchange("GET", "/").failingAt(call),
                    new Response("hi", "a/b").withBackground(() -> log.add(call)));
            runAll(sent.background);
        }
        assertEquals(List.of("start", "write", "flush"), log);
    }

    /** BG1: a task that fails keeps none of the others from running. */
    @Test
    void taskThatFailsIsLoggedAndTheNextOneRuns() {
        List<String> log = new ArrayList<>();
        RecordingExchange exchange = new RecordingExchange("GET", "/a");
        try (LoggedLines logged = new LoggedLines()) {
            sent.send(exchange, new Response(204).withBackground(failing("1")).withBackground(() -> log.add("2")));
            assertEquals(List.of("start 204 [] -1", "flush", "complete"), exchange.calls());
            runAll(sent.background);
            assertEquals(List.of("SEVERE A background task of GET /a failed. java.io.IOException: 1"), logged.lines());
        }
        assertEquals(List.of("2"), log);
        assertEquals("task failed 1", exchange.calls().get(3));
    }

    /** BG1: when a stop has waited long enough, no task begins any more. */
    @Test
    void taskThatIsInterruptedIsTheLast() {
        try (LoggedLines logged = new LoggedLines()) {
            sent.get(new Response(204)
                    .withBackground(() -> {
                        throw new InterruptedException();
                    })
                    .withBackground(failing("2"))
                    .withBackground(failing("3")));
            runAll(sent.background);
            assertEquals(
                    List.of("WARNING A background task of GET /a was interrupted; 2 after it did not run."),
                    logged.lines());
        }
        assertTrue(Thread.interrupted());
    }

    private static BackgroundTask failing(String message) {
        return () -> {
            throw new IOException(message);
        };
    }

    @Test
    void taskOfAnAppThatHasStoppedIsDropped() {
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        new ResponseWriter(sent.work::add, STOPPED, sent::error)
                .send(sent.request(exchange), new Response(204).withBackground(() -> {
                            throw new AssertionError();
                        }));
        assertEquals(List.of("start 204 [] -1", "flush", "complete"), exchange.calls());
    }

    @Test
    void hookThatFailsDoesNotKeepTheAnswerBack() {
        for (Throwable e : List.of(new IllegalStateException("e"), new AssertionError("e"))) {
            RecordingExchange exchange = new RecordingExchange("GET", "/");
            Request request = sent.request(exchange);
            request.onComplete(completion -> ResponseWriterTest.fail(e));
            sent.writer.send(request, new Response(204));
            assertEquals(List.of("start 204 [] -1", "complete"), exchange.calls());
        }
        assertEquals(2, sent.completions.size());
    }

    private static void fail(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) e;
    }
}
