package dev.servlette.testclient;

import dev.servlette.datastructures.Headers;
import dev.servlette.events.ServerSentEvent;
import org.jspecify.annotations.Nullable;

/**
 * A stream of server-sent events while it arrives, read as a browser reads it.
 *
 * <p>Each wait has a limit, {@link TestClient#timeout}; a longer one throws {@link java.io.UncheckedIOException}. So does a
 * connection that the app cut, unless the client raises server exceptions: then the app's own failure is thrown.
 */
public final class TestEvents implements AutoCloseable {
    private final TestStream stream;
    private final EventParser parser = new EventParser();

    TestEvents(TestStream stream) {
        this.stream = stream;
    }

    /** The status code. */
    public int status() {
        return stream.status();
    }

    /** The headers, without those that only concern a connection. */
    public Headers headers() {
        return stream.headers();
    }

    /**
     * The next event, with what stands in it: an id, for one, only where the app sent it. Waits for it, and passes over comments.
     *
     * @return the event; {@code null} when the stream has ended
     */
    public @Nullable ServerSentEvent next() {
        ServerSentEvent event = parser.next();
        while (event == null) {
            byte[] bytes = stream.readChunk();
            if (bytes == null) {
                return null;
            }
            parser.read(bytes);
            event = parser.next();
        }
        return event;
    }

    /** Leaves, as a client that goes away: the app notices when it writes the next time. */
    @Override
    public void close() {
        stream.close();
    }
}
