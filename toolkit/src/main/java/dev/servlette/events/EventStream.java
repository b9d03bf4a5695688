package dev.servlette.events;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.Lifetime;
import dev.servlette.json.Json;
import dev.servlette.requests.Request;
import dev.servlette.responses.Body;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of one source on their way to one client: asks the source for the next one when the client takes it, and sends
 * comments while the source has nothing to say.
 *
 * <p>Calls come from threads of the source, of the host, and of the app's time. One of them at a time signals to the client; the
 * others leave what they bring to it. The lock is never held while somebody else's code is called.
 */
final class EventStream implements Flow.Subscription {
    private static final int MAX_QUEUED_BYTES = 16384;
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    /** What is to be done next, without the lock. */
    private enum Step {
        /** Hand over what was queued first. */
        SEND,
        /** Ask the source for more. */
        ASK,
        /** Say that this is all. */
        END,
        /** Nothing, until the next call. */
        WAIT
    }

    private final Request request;
    private final Json json;
    private final Duration heartbeat;
    private final Flow.Subscriber<? super ByteBuffer> client;
    private final Source source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private byte @Nullable [] next;
    private int queuedBytes;
    private long demand;
    private long sentMillis;
    private @Nullable Cancellable alarm;
    private @Nullable Cancellable word; // that the app stops
    private boolean opened;
    private boolean asked;
    private boolean running;
    private boolean closed; // takes nothing more
    private boolean finished; // what was taken is all
    private boolean ended; // signals nothing more
    private @Nullable Throwable failure;

    private EventStream(
            Request request,
            Json json,
            Duration heartbeat,
            Flow.Subscriber<? super ByteBuffer> client,
            Function<EventStream, Source> source) {
        this.request = request;
        this.json = json;
        this.heartbeat = heartbeat;
        this.client = client;
        this.source = source.apply(this);
    }

    /** A body that streams what such a source gives, with a comment whenever nothing was sent for so long. */
    static Body body(Duration heartbeat, Function<EventStream, Source> source) {
        if (heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException("The heartbeat " + heartbeat
                    + " was given to an event stream. It is longer than zero; leave it out for 15 s.");
        }
        return new Body.ForRequest((request, json) ->
                new Body.Published(client -> new EventStream(request, json, heartbeat, client, source).open()));
    }

    private void open() {
        client.onSubscribe(this);
        Cancellable added = lifetime().onStop(this::stop);
        lock.lock();
        word = added;
        boolean over = ended;
        lock.unlock();
        if (over) {
            added.cancel();
        }
        source.open();
    }

    /** What the app has for it. */
    Lifetime lifetime() {
        return request.scope().lifetime();
    }

    /** The JSON library of the app. */
    Json json() {
        return json;
    }

    // The source's side.

    /**
     * The source has begun: the client gets its status and headers, and the source is asked.
     *
     * @return whether anything is taken; the client may have gone already
     */
    boolean opened() {
        lock.lock();
        opened = true;
        boolean open = !closed;
        if (open) {
            queue(COMMENT);
            alarm = lifetime().time().after(heartbeat, this::wake);
        }
        lock.unlock();
        run();
        return open;
    }

    boolean isOpen() {
        lock.lock();
        try {
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes an event; when it is closed, to drop it.
     *
     * @return whether there was room
     */
    boolean offer(byte[] event) {
        lock.lock();
        boolean room = closed || queuedBytes < MAX_QUEUED_BYTES;
        if (room && !closed) {
            asked = false;
            queue(event);
        }
        lock.unlock();
        run();
        return room;
    }

    private void queue(byte[] event) {
        queue.add(event);
        queuedBytes += event.length;
    }

    /** There are no more events. */
    void complete() {
        finish(null);
    }

    /** There are no more events, as something went wrong. The client gets those that were taken. */
    void fail(Throwable e) {
        finish(e);
    }

    /** The same, and the client, which may not be reading, gets nothing any more. */
    void cut(Throwable e) {
        lock.lock();
        queue.clear();
        lock.unlock();
        finish(e);
    }

    private void finish(@Nullable Throwable e) {
        lock.lock();
        if (!finished) {
            finished = true;
            failure = e;
        }
        shut();
        lock.unlock();
        run();
    }

    private void shut() {
        closed = true;
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private void stop() {
        lock.lock();
        shut();
        lock.unlock();
        source.close();
    }

    // The client's side.

    @Override
    public void request(long n) {
        if (n <= 0) {
            cut(new IllegalArgumentException("A subscriber of a stream of events requested less than one buffer"
                    + " (Reactive Streams, rule 3.9)."));
            source.close();
            return;
        }
        lock.lock();
        demand = n > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + n;
        lock.unlock();
        run();
    }

    @Override
    public void cancel() {
        lock.lock();
        queue.clear();
        shut();
        over();
        lock.unlock();
        source.close();
    }

    private void over() {
        ended = true;
        if (word != null) {
            word.cancel();
        }
    }

    // Time's side.

    /** Goes on here, on the thread that all share for their time, or where it may take longer. */
    private void wake() {
        if (!source.mayBlock()) {
            beat();
            return;
        }
        try {
            lifetime().workers().replies().execute(this::beat);
        } catch (RejectedExecutionException e) {
            return; // the app has stopped
        }
    }

    private void beat() {
        lock.lock();
        if (!closed) {
            long silent = now() - sentMillis;
            boolean due = silent < 0 || silent >= heartbeat.toMillis();
            if (due && demand > 0) {
                queue(COMMENT);
            }
            Duration wait = due ? heartbeat : heartbeat.minusMillis(silent);
            alarm = lifetime().time().after(wait, this::wake);
        }
        lock.unlock();
        run();
    }

    private long now() {
        return lifetime().time().clock().millis();
    }

    private void run() {
        lock.lock();
        boolean mine = !running;
        running = true;
        lock.unlock();
        while (mine) {
            mine = go(step());
        }
    }

    /** Takes a step; returns whether there may be another. */
    private boolean go(Step step) {
        switch (step) {
            case SEND -> client.onNext(ByteBuffer.wrap(Objects.requireNonNull(next)));
            case ASK -> source.more();
            case END -> end();
            default -> {}
        }
        return step != Step.WAIT;
    }

    private void end() {
        if (failure == null) {
            client.onComplete();
        } else {
            client.onError(failure);
        }
    }

    private Step step() {
        lock.lock();
        try {
            Step step = ended ? Step.WAIT : following();
            running = step != Step.WAIT;
            return step;
        } finally {
            lock.unlock();
        }
    }

    private Step following() {
        if (!queue.isEmpty() && demand > 0) {
            next = queue.remove();
            queuedBytes -= next.length;
            demand--;
            sentMillis = now();
            return Step.SEND;
        }
        if (queue.isEmpty() && finished) {
            over();
            return Step.END;
        }
        boolean asks = queue.isEmpty() && demand > 0 && opened && !asked && !closed;
        asked |= asks;
        return asks ? Step.ASK : Step.WAIT;
    }
}
