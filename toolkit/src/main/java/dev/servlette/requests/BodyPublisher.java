package dev.servlette.requests;

import dev.servlette.concurrency.TaskContext;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for subscribers. A worker of the app reads as much as was asked for and then goes home, so that what nobody
 * asked for stays with the client.
 */
final class BodyPublisher implements Flow.Publisher<ByteBuffer> {
    private static final int CHUNK_BYTES = 16384;

    private final Supplier<ReceivedBody> source;
    private final Executor workers;
    private final @Nullable UnaryOperator<Runnable> decorator;

    /**
     * A publisher.
     *
     * @param source the body for one more subscriber; fails when there is none
     * @param workers who reads, and signals
     * @param decorator what carries the context of the thread that subscribes
     */
    BodyPublisher(Supplier<ReceivedBody> source, Executor workers, @Nullable UnaryOperator<Runnable> decorator) {
        this.source = source;
        this.workers = workers;
        this.decorator = decorator;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        ReceivedBody body;
        try {
            body = source.get();
        } catch (IllegalStateException e) {
            subscriber.onSubscribe(new Refused());
            subscriber.onError(e);
            return;
        }
        Reading reading = new Reading(subscriber, body);
        subscriber.onSubscribe(reading);
        reading.begin();
    }

    /** The subscription of somebody for whom there is nothing (Reactive Streams, rule 1.9). */
    private static final class Refused implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    /** One subscription. The one worker that runs for it signals; requests only leave a note for it. */
    private final class Reading implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final ReceivedBody body;
        private final TaskContext context = TaskContext.of(decorator);
        private final ReentrantLock lock = new ReentrantLock();
        private long demand;
        private boolean askedWrong;
        private boolean ended;

        // At first by the thread that subscribes, until onSubscribe has returned (Reactive Streams, rule 1.3).
        private boolean running = true;

        Reading(Flow.Subscriber<? super ByteBuffer> subscriber, ReceivedBody body) {
            this.subscriber = subscriber;
            this.body = body;
        }

        @Override
        public void request(long n) {
            lock.lock();
            askedWrong |= n <= 0;
            demand = n > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + n;
            boolean starts = !running && !ended;
            running |= starts;
            lock.unlock();
            if (starts) {
                start();
            }
        }

        /** A subscriber may ask in onSubscribe, and is not to be given anything before that has returned. */
        void begin() {
            if (isAsked()) {
                start();
            }
        }

        private void start() {
            try {
                workers.execute(() -> context.run(this::readOn));
            } catch (RejectedExecutionException e) {
                fail(e);
            }
        }

        @Override
        public void cancel() {
            end();
        }

        /** Whether it has not ended before. */
        private boolean end() {
            lock.lock();
            boolean first = !ended;
            ended = true;
            lock.unlock();
            return first;
        }

        private void readOn() {
            while (isAsked() && isReadable()) {
                readNext();
            }
        }

        /** When nothing is there the host brings another worker, where it can. */
        private boolean isReadable() {
            try {
                return body.isReadable(this::start);
            } catch (RuntimeException e) {
                fail(e);
                return false;
            }
        }

        /** When nothing is asked for, the next request brings another worker. */
        private boolean isAsked() {
            lock.lock();
            running = !ended && (demand > 0 || askedWrong);
            boolean goesOn = running;
            lock.unlock();
            return goesOn;
        }

        private void readNext() {
            byte[] chunk = new byte[CHUNK_BYTES];
            int length;
            try {
                checkRequests();
                length = body.read(chunk, 0, chunk.length);
            } catch (RuntimeException e) {
                fail(e);
                return;
            }
            if (length >= 0) {
                next(ByteBuffer.wrap(chunk, 0, length));
            } else if (end()) {
                subscriber.onComplete();
            }
        }

        private void checkRequests() {
            lock.lock();
            boolean wrong = askedWrong;
            lock.unlock();
            if (wrong) {
                throw new IllegalArgumentException("A subscriber of request.publisher() requested less than one buffer"
                        + " (Reactive Streams, rule 3.9).");
            }
        }

        private void next(ByteBuffer buffer) {
            lock.lock();
            boolean isWanted = !ended;
            demand -= demand == Long.MAX_VALUE ? 0 : 1;
            lock.unlock();
            try {
                if (isWanted) {
                    subscriber.onNext(buffer);
                }
            } catch (Throwable e) {
                end();
                throw e;
            }
        }

        private void fail(RuntimeException e) {
            if (end()) {
                subscriber.onError(e);
            }
        }
    }
}
