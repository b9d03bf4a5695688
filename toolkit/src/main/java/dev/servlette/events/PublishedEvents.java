package dev.servlette.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Events of a publisher, which is asked for one at a time. */
final class PublishedEvents implements Source, Flow.Subscriber<ServerSentEvent> {
    private static final Logger LOG = System.getLogger("dev.servlette");

    private final Flow.Publisher<ServerSentEvent> publisher;
    private final EventStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Flow.@Nullable Subscription subscription;
    private boolean cancelled;

    PublishedEvents(Flow.Publisher<ServerSentEvent> publisher, EventStream stream) {
        this.publisher = publisher;
        this.stream = stream;
    }

    @Override
    public void open() {
        try {
            publisher.subscribe(this);
        } catch (RuntimeException | Error e) {
            stream.fail(e);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        lock.lock();
        boolean late = cancelled || subscription != null;
        if (!late) {
            subscription = given;
        }
        lock.unlock();
        if (late) {
            given.cancel();
        } else {
            stream.opened();
        }
    }

    @Override
    public void more() {
        try {
            Objects.requireNonNull(subscription).request(1);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void close() {
        cancel();
        stream.complete();
    }

    @Override
    public void onNext(ServerSentEvent event) {
        try {
            if (!stream.offer(event.encode(stream.json()))) {
                fail(new IllegalStateException("A publisher gave events that were not requested. It must wait for"
                        + " request(n) (Reactive Streams, rule 1.1)."));
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        cancel();
        stream.fail(e);
    }

    private void cancel() {
        lock.lock();
        cancelled = true;
        Flow.Subscription known = subscription;
        lock.unlock();
        if (known != null) {
            cancel(known);
        }
    }

    /** The stream ends, whether or not the publisher fails where it must not (Reactive Streams, rule 3.15). */
    private static void cancel(Flow.Subscription known) {
        try {
            known.cancel();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A publisher of events failed when it was cancelled.", e);
        }
    }

    @Override
    public void onError(Throwable e) {
        stream.fail(e);
    }

    @Override
    public void onComplete() {
        stream.complete();
    }
}
