package dev.servlette.events;

import dev.servlette.exceptions.Fatal;
import dev.servlette.json.Json;
import dev.servlette.requests.Request;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One source of events with many readers, which come and go: whoever comes back gets first what was sent since the event whose
 * id it sends as {@code Last-Event-ID} (HTML Standard, section 9.2.4). Mutable; used by any number of threads at once.
 *
 * <p>A reader costs no thread and no buffer. It is forgotten when it has gone, and its connection is closed when it is so slow that
 * what it is to get next is no longer kept; then a browser comes back by itself.
 *
 * <pre>{@code
 * EventFeed feed = new EventFeed(1000);
 * Route.get("/orders", feed::subscribe);
 * feed.send(ServerSentEvent.json(order).withId(order.id()));
 * }</pre>
 */
public final class EventFeed {
    private static final Logger LOG = System.getLogger("dev.servlette");
    private static final int MORE_KEPT = 256; // than the history, for readers that are a little slow

    private final int historySize;
    private final Duration heartbeat;
    final ReentrantLock lock = new ReentrantLock();
    private final Kept[] kept;
    private final Set<FeedReader> readers = new LinkedHashSet<>();
    private long count; // of all that were ever sent

    /** An event, and what it was last encoded to. */
    static final class Kept {
        private final ServerSentEvent event;
        private final AtomicBoolean isLogged = new AtomicBoolean();
        private volatile @Nullable Encoded encoded;

        Kept(ServerSentEvent event) {
            this.event = event;
        }

        /** The bytes to send to a reader with this library; {@code null}, and one line in the log, when it has no form for the value. */
        byte @Nullable [] bytes(Json json) {
            try {
                return written(json);
            } catch (RuntimeException | Error e) {
                Fatal.rethrow(e);
                if (isLogged.compareAndSet(false, true)) {
                    String which = event.id() == null ? "without an id" : '"' + event.id() + '"';
                    LOG.log(
                            Level.ERROR,
                            () -> "The event " + which + " of a feed cannot be written; it is passed over.",
                            e);
                }
                return null;
            }
        }

        private byte[] written(Json json) {
            Encoded known = encoded;
            if (known == null || known.json != json) {
                known = new Encoded(json, event.encode(json));
                encoded = known;
            }
            return known.bytes;
        }
    }

    private record Encoded(Json json, byte[] bytes) {}

    /**
     * A feed without readers.
     *
     * @param historySize how many events are kept for those who come back; zero keeps none
     */
    public EventFeed(int historySize) {
        this(historySize, EventStreamResponse.HEARTBEAT);
    }

    /**
     * The same for other heartbeats.
     *
     * @param historySize how many events are kept for those who come back; zero keeps none
     * @param heartbeat a reader gets a comment whenever it got nothing for this time, which is 15 seconds unless told
     */
    public EventFeed(int historySize, Duration heartbeat) {
        if (historySize < 0) {
            throw new IllegalArgumentException("The history size " + historySize
                    + " was given to an event feed. It is zero or more; zero keeps none.");
        }
        this.historySize = historySize;
        this.heartbeat = heartbeat;
        this.kept = new Kept[historySize + MORE_KEPT];
    }

    /**
     * Sends an event to all readers, and keeps it for those who come back; give it an id, so that they can say where they were.
     * Waits for nobody. A value in it is written as JSON later too, so it must not change.
     *
     * @throws dev.servlette.json.JsonException when somebody reads and a value in it has no form in JSON; then nobody gets it. While
     *     nobody reads it is kept unwritten, and those who come back to it pass over it, with one line in the log
     */
    public void send(ServerSentEvent event) {
        Kept last = new Kept(event);
        snapshot().forEach(reader -> last.written(reader.json()));
        lock.lock();
        kept[index(count)] = last;
        count++;
        lock.unlock();
        snapshot().forEach(FeedReader::sent);
    }

    private List<FeedReader> snapshot() {
        lock.lock();
        try {
            return new ArrayList<>(readers);
        } finally {
            lock.unlock();
        }
    }

    private int index(long number) {
        return (int) (number % kept.length);
    }

    /**
     * Answers a request with what is sent from now on, and before that with what was sent since the event that its
     * {@code Last-Event-ID} names; with all that is kept, when that is not kept any more. A {@link dev.servlette.responses.Reply}
     * that a handler returns: {@code Route.get("/orders", feed::subscribe)}.
     */
    public EventStreamResponse subscribe(Request request) {
        String lastId = request.headers().get("Last-Event-ID");
        String id = lastId == null ? null : decoded(lastId);
        return new EventStreamResponse(EventStream.body(heartbeat, stream -> new FeedReader(this, stream, id)));
    }

    /** Browsers send it in UTF-8, and headers are read as Latin-1. */
    private static String decoded(String lastId) {
        String decoded = new String(lastId.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return decoded.indexOf(0xFFFD) < 0 ? decoded : lastId;
    }

    /** How many readers it has now. One that has gone is noticed when something is written to it, the second time at the latest. */
    public int size() {
        lock.lock();
        try {
            return readers.size();
        } finally {
            lock.unlock();
        }
    }

    /** Adds a reader; returns the number of the event that it is to get first. */
    long add(FeedReader reader, @Nullable String lastId) {
        lock.lock();
        try {
            readers.add(reader);
            return lastId == null ? count : after(lastId);
        } finally {
            lock.unlock();
        }
    }

    private long after(String lastId) {
        long oldest = Math.max(0, count - historySize);
        for (long number = count - 1; number >= oldest; number--) {
            if (lastId.equals(kept[index(number)].event.id())) {
                return number + 1;
            }
        }
        return oldest;
    }

    void remove(FeedReader reader) {
        lock.lock();
        readers.remove(reader);
        lock.unlock();
    }

    /** Whether this event is still kept, or to come. */
    boolean keeps(long number) {
        lock.lock();
        try {
            return number >= count - kept.length;
        } finally {
            lock.unlock();
        }
    }

    /** An event that is kept; {@code null} when it is to come. */
    @Nullable
    Kept sent(long number) {
        lock.lock();
        try {
            return number == count ? null : kept[index(number)];
        } finally {
            lock.unlock();
        }
    }
}
