package dev.servlette.responses;

import static dev.servlette.responses.Sent.ERROR;
import static dev.servlette.responses.Sent.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Completion;
import dev.servlette.requests.RecordingExchange;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyOutputTest {
    private final Sent sent = new Sent();

    private static Response written(Body.Writer writer) {
        return new StreamingResponse("a/b", writer);
    }

    @Test
    void eightKibibytesAreKeptBack() {
        assertEquals(List.of(START + "8192", "write 8192", "complete"), sent.get(written(out -> {
            out.write(new byte[8000]);
            out.write(new byte[191]);
            out.write(1);
        })));
    }

    @Test
    void moreThanThatIsSentOn() {
        assertEquals(
                List.of(START + "-1", "write 8000", "flush", "write 193", "write 1", "complete"),
                sent.get(written(out -> {
                    out.write(new byte[8000]);
                    out.write(new byte[193]);
                    out.write(1);
                })));
        assertEquals(
                List.of(START + "-1", "flush", "write 9000", "complete"),
                sent.get(written(out -> out.write(new byte[9000]))));
        assertEquals(9000, sent.completions.get(1).bytes());
    }

    @Test
    void flushSends() {
        List<String> calls = sent.get(written(out -> {
            out.write(1);
            out.flush();
            out.flush();
            out.write(2);
        }));
        assertEquals(START + "-1", calls.get(0));
        assertEquals("write 1", calls.get(1));
        assertTrue(calls.subList(2, calls.size()).contains("flush"));
        assertEquals(List.of("write 1", "complete"), calls.subList(calls.size() - 2, calls.size()));
    }

    /** Design, reply 9. */
    @Test
    void bodyThatFailsBeforeItsFirstByteIsAnswered() {
        IllegalStateException e = new IllegalStateException("e");
        assertEquals(ERROR, sent.get(written(out -> {
            out.write(1);
            throw e;
        })));
        assertEquals(List.of(e), sent.errors);
        assertEquals(1, sent.completions.size());
        assertSame(e, sent.completions.get(0).failure());
    }

    @Test
    void bodyThatFailsLaterIsCut() {
        IllegalStateException e = new IllegalStateException("e");
        List<String> calls = sent.get(written(out -> {
            out.write(1);
            out.flush();
            throw e;
        }));
        assertEquals("abort e", calls.get(calls.size() - 1));
        assertEquals(List.of(), sent.errors);
        assertEquals(new Completion(200, 1, sent.completions.get(0).time(), e), sent.completions.get(0));
    }

    @Test
    void errorInABodyIsAnErrorLikeAnyOther() {
        AssertionError e = new AssertionError("e");
        assertEquals(ERROR, sent.get(written(out -> {
            throw e;
        })));
        assertEquals(List.of(e), sent.errors);
    }

    @Test
    void errorOfTheVirtualMachineIsTheHosts() {
        OutOfMemoryError e = new OutOfMemoryError();
        assertSame(
                e,
                assertThrows(
                        OutOfMemoryError.class,
                        () -> sent.get(written(out -> {
                            throw e;
                        }))));
    }

    @Test
    void bodyOfAnErrorAnswerThatFailsIsCut() {
        ResponseWriter failing = new ResponseWriter(
                sent.work::add,
                sent.background::add,
                (request, e) -> written(out -> {
                    throw new IllegalStateException("again");
                }));
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        failing.send(sent.request(exchange), AsyncResponse.failed(new IOException("e")));
        assertEquals(List.of("abort again"), exchange.calls());
    }

    // lengths

    @Test
    void declaredLengthIsTakenApart() {
        Response response = new Response("hi", "a/b").withHeader("content-length", "2");
        assertEquals(List.of(START + "2", "write 2", "complete"), sent.get(response));
        assertEquals(
                List.of(START + "1", "write 1", "flush", "flush", "write 0", "complete")
                        .get(0),
                sent.get(written(out -> {
                                    out.write(1);
                                    out.flush();
                                })
                                .withHeader("Content-Length", "1"))
                        .get(0));
    }

    @Test
    void wrongLengthIsAnError() {
        Response two = new Response("hi", "a/b");
        sent.get(two.withHeader("Content-Length", "1"));
        sent.get(two.withHeader("Content-Length", "3"));
        sent.get(written(out -> out.write(new byte[2])).withHeader("Content-Length", "1"));
        sent.get(written(out -> out.write(new byte[2])).withHeader("Content-Length", "3"));
        String rest = " was set on the response. Leave the header out to have it counted.";
        assertEquals(
                List.of(
                        "The body has 2 bytes, but a Content-Length of 1" + rest,
                        "The body has 2 bytes, but a Content-Length of 3" + rest,
                        "The body has 2 bytes or more, but a Content-Length of 1" + rest,
                        "The body has 2 bytes, but a Content-Length of 3" + rest),
                sent.errors.stream().map(Throwable::getMessage).toList());
    }

    // clients that have gone

    private void expectGone(String failing, Response response) {
        RecordingExchange exchange = sent.send(new RecordingExchange("GET", "/").failingAt(failing), response);
        List<String> calls = exchange.calls();
        assertEquals("abort The client has gone.", calls.get(calls.size() - 1), calls.toString());
        assertEquals(List.of(), sent.errors);
        assertInstanceOf(ClientDisconnect.class, sent.completions.get(0).failure());
        assertEquals(1, calls.stream().filter(call -> call.startsWith("abort")).count());
        assertTrue(calls.stream().filter(call -> call.startsWith("start")).count() <= 1, calls.toString());
        sent.completions.clear();
    }

    @Test
    void clientThatHasGoneGetsNoErrorAnswer() {
        for (String call : List.of("start", "output", "write")) {
            expectGone(call, new Response("hi", "a/b"));
        }
        expectGone("start", new Response(204));
    }

    @Test
    void clientThatHasGoneGetsNoErrorAnswerOfAWriter() {
        for (String call : List.of("start", "output", "write", "flush")) {
            expectGone(call, written(out -> {
                out.write(1);
                out.flush();
            }));
            expectGone(call.equals("flush") ? "write" : call, written(out -> out.write(new byte[10_000])));
        }
    }

    @Test
    void clientThatHasGoneGetsNoHeadEither() {
        RecordingExchange exchange = new RecordingExchange("HEAD", "/").failingAt("flush");
        sent.send(exchange, written(out -> {}));
        assertEquals(List.of(START + "-1", "abort The client has gone."), exchange.calls());
    }
}
