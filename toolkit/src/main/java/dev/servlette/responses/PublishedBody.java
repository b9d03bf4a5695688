package dev.servlette.responses;

import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Exchange;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A published body between its publisher and the host: starts the exchange with the first signal, so that a failure
 * before it can still be answered; counts; hands on duplicates, so that one publisher may serve many clients.
 */
final class PublishedBody implements Flow.Publisher<ByteBuffer> {
    private static final Logger LOG = System.getLogger("dev.servlette");

    private final Exchange exchange;
    private final Response response;
    private final Flow.Publisher<ByteBuffer> in;
    private volatile boolean started;
    private volatile long bytes;

    PublishedBody(Exchange exchange, Response response, Flow.Publisher<ByteBuffer> in) {
        this.exchange = exchange;
        this.response = response;
        this.in = in;
    }

    boolean isStarted() {
        return started;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> out) {
        in.subscribe(new Relay(out));
    }

    private void start(long length) {
        if (started) {
            return;
        }
        long declared = BodyLength.declared(response);
        started = true;
        try {
            exchange.start(response.status(), BodyLength.without(response.headers()), declared < 0 ? length : declared);
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }

    /** One that cannot keep an answer from its end by failing where it must not (Reactive Streams, rule 3.15). */
    private record SafelyCancelled(Flow.Subscription given) implements Flow.Subscription {
        @Override
        public void request(long n) {
            given.request(n);
        }

        @Override
        public void cancel() {
            try {
                given.cancel();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A publisher failed when it was cancelled.", e);
            }
        }
    }

    private final class Relay implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> out;
        private Flow.@Nullable Subscription subscription;
        private boolean ended;

        Relay(Flow.Subscriber<? super ByteBuffer> out) {
            this.out = out;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = new SafelyCancelled(given);
            out.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            if (ended) {
                return; // a publisher may go on for a moment after it was cancelled
            }
            try {
                long length = bytes + buffer.remaining();
                BodyLength.checkNotOver(response, length);
                start(-1);
                bytes = length;
            } catch (RuntimeException e) {
                Objects.requireNonNull(subscription).cancel();
                onError(e);
                return;
            }
            out.onNext(buffer.duplicate());
        }

        @Override
        public void onError(Throwable e) {
            if (!ended) {
                ended = true;
                out.onError(e);
            }
        }

        @Override
        public void onComplete() {
            if (ended) {
                return;
            }
            try {
                BodyLength.checkNotUnder(response, bytes);
                start(0);
            } catch (RuntimeException e) {
                onError(e);
                return;
            }
            ended = true;
            out.onComplete();
        }
    }
}
