package dev.servlette.requests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class BodyLimitTest {
    private static final long GIB = 1L << 30;

    private static Request request(RecordingExchange exchange) {
        return new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
    }

    /** A body of so many bytes, which are made when they are read. */
    private static RecordingExchange of(long length) {
        return new RecordingExchange("POST", "/").body(new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return read(new byte[1], 0, 1) < 0 ? -1 : 0;
            }

            @Override
            public int read(byte[] bytes, int offset, int asked) {
                int read = (int) Math.min(left, asked);
                left -= read;
                return read == 0 && asked > 0 ? -1 : read;
            }
        });
    }

    private static long read(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 20];
        long count = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            count += read;
        }
        return count;
    }

    private static void expect413(Request request) {
        assertEquals(
                413,
                assertThrows(HttpException.class, () -> read(request.stream())).status());
    }

    /** BL1. */
    @Test
    void aLimitHoldsForABodyHoweverItIsRead() throws IOException {
        for (long length : new long[] {3, 17 << 20, 300 << 20}) {
            BodyLimit limit = BodyLimit.of("a test", length);
            Request request = request(of(length));
            request.scope().limitBody(limit);
            assertEquals(length, read(request.stream()));
            Request over = request(of(length + 1));
            over.scope().limitBody(limit);
            expect413(over);
        }
        Request kept = request(of(17 << 20));
        kept.scope().limitBody(BodyLimit.of("a test", 17 << 20));
        assertEquals(17 << 20, kept.body().length);
    }

    /** BL1: more where it is not kept in memory. */
    @Test
    void theUsualLimitDependsOnWhereTheBodyGoes() throws IOException {
        assertEquals(256 << 20, read(request(of(256 << 20)).stream()));
        expect413(request(of((256 << 20) + 1)));
        Request large = request(of((16 << 20) + 1));
        assertEquals(413, assertThrows(HttpException.class, large::body).status());
    }

    /** What was announced as too large is not read; what was announced wrong is counted all the same. */
    @Test
    void aLengthIsAPromiseAndNoMore() throws IOException {
        InputStream unread = new ByteArrayInputStream(new byte[5]);
        Request announced =
                request(new RecordingExchange("POST", "/").body(unread).header("Content-Length", "300000000"));
        expect413(announced);
        assertFalse(announced.scope().isReading());
        announced.scope().complete(413, 0, null, Assertions::fail);
        assertEquals(5, unread.available());
        assertTrue(announced.scope().isBodyWithin(GIB));
        assertFalse(announced.scope().isBodyWithin(1));
        for (String length : List.of("1", "-1", "many", "99999999999999999999")) {
            Request wrong = request(of(11).header("Content-Length", length));
            wrong.scope().limitBody(BodyLimit.of("a test", 10));
            assertTrue(wrong.scope().isBodyWithin(0));
            assertEquals(413, assertThrows(HttpException.class, wrong::body).status());
        }
    }

    @Test
    void streamsAreReadByBytesToo() throws IOException {
        InputStream in = request(new RecordingExchange("POST", "/").body("a\u00ff".getBytes(UTF_8))).stream();
        assertEquals(3, in.available());
        assertEquals('a', in.read());
        assertEquals(2, in.skip(5));
        assertEquals(-1, in.read());
    }

    /** RQ12. */
    @Test
    void theClientMayLeaveWhileAStreamIsRead() {
        InputStream in = request(new RecordingExchange("POST", "/").brokenBody()).stream();
        assertThrows(ClientDisconnect.class, in::read);
        assertThrows(ClientDisconnect.class, in::available);
    }

    /** RQ12. */
    @Test
    void aBodyThatTheHostCannotGiveStaysLost() {
        Request closed = request(new RecordingExchange("POST", "/").failingAt("input"));
        assertEquals(
                "no input",
                assertThrows(ClientDisconnect.class, closed::body).getCause().getMessage());
        assertThrows(ClientDisconnect.class, closed::body);
    }

    @Test
    void aLimitIsPositive() {
        for (long wrong : new long[] {0, -1, 4 << 30}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> BodyLimit.of("Route \"/a\"", wrong));
            assertEquals(
                    "maxBodyBytes(" + wrong
                            + ") was given to Route \"/a\". A limit is at least 1; a literal of 2 GiB or"
                            + " more needs L, 4L << 30.",
                    e.getMessage());
        }
        assertEquals(4 * GIB, BodyLimit.of("a test", 4 * GIB).bytes());
        assertEquals(Integer.MAX_VALUE - 8, BodyLimit.of("a test", 4 * GIB).keptBytes());
    }
}
