package dev.servlette.events;

import dev.servlette.json.Json;
import dev.servlette.requests.ClientDisconnect;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One reader of a feed: the number of the event that it gets next, and whether its client takes it now. */
final class FeedReader implements Source {
    private final EventFeed feed;
    private final EventStream stream;
    private final @Nullable String lastId;
    private final ReentrantLock lock = new ReentrantLock();
    private long next;
    private boolean asked;

    FeedReader(EventFeed feed, EventStream stream, @Nullable String lastId) {
        this.feed = feed;
        this.stream = stream;
        this.lastId = lastId;
    }

    Json json() {
        return stream.json();
    }

    @Override
    public void open() {
        lock.lock();
        next = feed.add(this, lastId); // with the lock, or what is sent just now would find it behind
        lock.unlock();
        if (!stream.opened()) {
            close();
        }
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public void close() {
        feed.remove(this);
        stream.complete();
    }

    @Override
    public void more() {
        ask();
        sent();
    }

    private void ask() {
        lock.lock();
        asked = true;
        lock.unlock();
    }

    /** The feed may have something for it. */
    void sent() {
        while (passesOver()) {
            ask();
        }
    }

    /** Gives the client what is next, if it is there; returns whether it cannot be given, and the one after it is next. */
    private boolean passesOver() {
        lock.lock();
        EventFeed.Kept event = asked ? feed.sent(next) : null;
        boolean lost = !feed.keeps(next); // looked at last, so what was found before is what was looked for
        if (event != null) {
            asked = false;
            next++;
        }
        lock.unlock();
        if (lost) {
            cut(new ClientDisconnect(new IOException("The reader of the feed was too slow.")));
        }
        return !lost && event != null && !offers(event);
    }

    private boolean offers(EventFeed.Kept event) {
        try {
            byte[] bytes = event.bytes(json());
            if (bytes != null) {
                stream.offer(bytes);
            }
            return bytes != null;
        } catch (RuntimeException | Error e) {
            cut(e);
            return true;
        }
    }

    private void cut(Throwable e) {
        feed.remove(this);
        stream.cut(e);
    }
}
