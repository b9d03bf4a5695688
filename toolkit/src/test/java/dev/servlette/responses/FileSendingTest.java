package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.State;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FR6: the ways that the bytes of a file take. */
class FileSendingTest {
    private static final String START = "start 200 [Accept-Ranges: bytes] 300000";

    private final Sent sent = new Sent();

    @TempDir
    private Path folder;

    private Response response;

    @BeforeEach
    void write() throws IOException {
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 >> 3);
        }
        Path file = Files.write(folder.resolve("a"), content);
        response = new Response(200).withBody(new Body.File(file, 0, 300_000));
    }

    /** What is done for a request without hooks. */
    private List<String> calls(RecordingExchange exchange, Response answer) {
        sent.writer.send(new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.standard()), answer);
        return exchange.calls();
    }

    private static RecordingExchange get() {
        return new RecordingExchange("GET", "/");
    }

    /** The calls for a file that fills nine buffers and a part of one. */
    private static List<String> written(String full, String last) {
        List<String> calls = new ArrayList<>(List.of(START));
        calls.addAll(Collections.nCopies(9, full));
        calls.addAll(List.of(last, "complete"));
        return calls;
    }

    @Test
    void aFileGoesThroughAnArray() {
        RecordingExchange exchange = get();
        assertEquals(written("write 32768", "write 5088"), calls(exchange, response));
        assertEquals(300_000, exchange.sent().length());
    }

    @Test
    void aFileGoesThroughADirectBuffer() {
        RecordingExchange exchange = get().direct();
        assertEquals(written("write direct 32768", "write direct 5088"), calls(exchange, response));
        RecordingExchange other = get();
        calls(other, response);
        assertEquals(other.sent(), exchange.sent());
    }

    @Test
    void aSmallFileGoesThroughAnArrayOfItsSize() {
        Response small = response.withBody(new Body.File(folder.resolve("a"), 7, 32_768));
        List<String> expected = List.of("start 200 [Accept-Ranges: bytes] 32768", "write 32768", "complete");
        assertEquals(expected, calls(get().direct(), small));
    }

    @Test
    void aHostMaySendAFileByItself() {
        assertEquals(List.of(START, "send a 0 300000", "complete"), calls(get().sendingFiles(), response));
    }

    /** The file may be deleted then, before the host has read it. */
    @Test
    void aHostMayNotWhenSomethingFollows() {
        List<String> withTask = calls(get().sendingFiles(), response.withBackground(() -> {}));
        assertFalse(withTask.contains("send a 0 300000"));
        List<String> withTrailers = calls(get().sendingFiles(), response.withTrailers(Headers::empty));
        assertFalse(withTrailers.contains("send a 0 300000"));
        List<String> withHook = sent.send(get().sendingFiles(), response).calls();
        assertFalse(withHook.contains("send a 0 300000"));
        assertEquals(300_000, sent.completions.get(0).bytes());
    }

    @Test
    void aBufferIsUsedAgain() {
        FileBuffers buffers = sent.writer.buffers();
        ByteBuffer buffer = buffers.take(100_000, true);
        buffers.giveBack(buffer);
        assertEquals("complete", last(calls(get().direct(), response)));
        assertSame(buffer, buffers.take(100_000, true));
        assertNotSame(buffer, buffers.take(100_000, true));
    }

    /** A container whose thread was interrupted may still read from it. */
    @Test
    void aBufferThatWasNotWrittenIsNotUsedAgain() {
        FileBuffers buffers = sent.writer.buffers();
        ByteBuffer buffer = buffers.take(100_000, true);
        buffers.giveBack(buffer);
        assertEquals("abort The client has gone.", last(calls(get().direct().failingAt("write direct"), response)));
        assertNotSame(buffer, buffers.take(100_000, true));
    }

    private static String last(List<String> calls) {
        return calls.get(calls.size() - 1);
    }

    @Test
    void buffersAreFew() {
        FileBuffers buffers = new FileBuffers();
        List<ByteBuffer> taken = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            taken.add(buffers.take(100_000, true));
        }
        assertEquals(64, taken.stream().filter(ByteBuffer::isDirect).count());
        assertTrue(taken.get(63).isDirect());
        assertEquals(32_768, taken.get(69).capacity());
        buffers.forget(taken.get(69));
        assertFalse(buffers.take(100_000, true).isDirect());
        buffers.forget(taken.get(0));
        assertTrue(buffers.take(100_000, true).isDirect());
        assertFalse(buffers.take(100_000, true).isDirect());
        taken.forEach(buffers::giveBack);
        assertTrue(buffers.take(100_000, true).isDirect());
        assertFalse(buffers.take(100_000, false).isDirect());
    }
}
