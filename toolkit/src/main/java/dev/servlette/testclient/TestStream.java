package dev.servlette.testclient;

import dev.servlette.datastructures.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer while it arrives: status and headers are there, the body is read bit by bit. The app waits when it is some
 * 64 KiB ahead of the reader, as it would before a slow client.
 *
 * <p>Each wait has a limit, {@link TestClient#timeout}; a longer one throws {@link UncheckedIOException}. So does a
 * connection that the app cut, unless the client raises server exceptions: then the app's own failure is thrown.
 */
public final class TestStream implements AutoCloseable {
    private static final int MAX_BYTES = 64 << 20;
    private static final byte[] NONE = new byte[0];

    private final MemoryServer server;
    private final MemoryExchange exchange;
    private final Duration limit;
    private final boolean raisesServerExceptions;
    private byte[] chunk = NONE;
    private int at;

    TestStream(MemoryServer server, MemoryExchange exchange, Duration limit, boolean raisesServerExceptions) {
        this.server = server;
        this.exchange = exchange;
        this.limit = limit;
        this.raisesServerExceptions = raisesServerExceptions;
    }

    /** Waits for status and headers. What the app answered with a 500 and nothing more, is thrown here. */
    TestStream opened() {
        Answer answer = exchange.answer();
        answer.awaitHead(new Wait(request() + " was not answered", limit));
        Answer.End end = exchange.socket() == null ? answer.end() : null; // a socket says by itself how it ended
        if (end != null && (end.isWhole() ? end.failure() != null : !answer.isCommitted())) {
            end();
        }
        return this;
    }

    /** The status code. */
    public int status() {
        return exchange.answer().status();
    }

    /** The headers, without those that only concern a connection. */
    public Headers headers() {
        return exchange.answer().headers();
    }

    /** What came after the body, once its last byte was read; empty before. */
    public Headers trailers() {
        return exchange.answer().trailers();
    }

    /** The next line in UTF-8, without its line end; {@code null} after the last one. Waits for it. */
    public @Nullable String readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean some = false;
        while (fill()) {
            some = true;
            int start = at;
            while (at < chunk.length && chunk[at] != '\n') {
                at++;
            }
            line.write(chunk, start, at - start);
            if (at < chunk.length) {
                at++;
                break;
            }
        }
        return some ? withoutReturn(line.toString(StandardCharsets.UTF_8)) : null;
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** The next bytes, as many as the app handed over at once; {@code null} after the last ones. Waits for them. */
    public byte @Nullable [] readChunk() {
        if (!fill()) {
            return null;
        }
        byte[] rest = at == 0 ? chunk : Arrays.copyOfRange(chunk, at, chunk.length);
        at = chunk.length;
        return rest;
    }

    /** Whether there are bytes; waits for them. */
    private boolean fill() {
        return at < chunk.length || fill(new Wait(request() + " sent nothing more", limit));
    }

    private boolean fill(Wait wait) {
        byte[] next = exchange.answer().read(wait);
        chunk = next == null ? NONE : next;
        at = 0;
        if (next == null) {
            end();
        }
        return next != null;
    }

    /** After the last byte: waits for background tasks, and throws what the app failed with. */
    private void end() {
        Answer.End end = Objects.requireNonNull(exchange.answer().end());
        server.awaitTasks(exchange, new Wait(request() + " was answered, but a background task did not end", limit));
        Throwable failure = end.failure();
        if (raisesServerExceptions) {
            Unchanged.throwIfAny(failure);
            Unchanged.throwIfAny(exchange.taskFailure());
        }
        if (!end.isWhole()) {
            throw new UncheckedIOException(new IOException(
                    "The connection was cut before the answer to " + request() + " was whole.", failure));
        }
    }

    /** All of the body, within the limit of one wait. */
    byte[] readAll() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Wait wait = new Wait(request() + " was not answered to its last byte", limit);
        while (fill(wait)) {
            all.write(chunk, 0, chunk.length);
            if (all.size() > MAX_BYTES) {
                throw new IllegalStateException(request() + " is answered with more than " + MAX_BYTES
                        + " bytes. The test client keeps no more at once; read it with TestClient.stream(..).");
            }
        }
        return all.toByteArray();
    }

    /** The request that this answer redirects to; {@code null} when it does not, or to another host. */
    @Nullable
    Outgoing redirected() {
        String location = headers().get("Location");
        int status = status();
        boolean redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        if (!redirects || location == null) {
            return null;
        }
        RequestTarget target = request().target().resolve(location, request().host());
        return target == null ? null : request().redirected(status, target);
    }

    /** What the connection was upgraded to; {@code null} when it was not. */
    @Nullable
    MemorySocket socket() {
        return exchange.socket();
    }

    Outgoing request() {
        return exchange.request();
    }

    /** Leaves, as a client that goes away: the app notices when it writes the next time. */
    @Override
    public void close() {
        server.leave(exchange);
    }
}
