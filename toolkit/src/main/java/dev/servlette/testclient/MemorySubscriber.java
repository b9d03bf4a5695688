package dev.servlette.testclient;

import dev.servlette.requests.ClientDisconnect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a published body: asks for a buffer when the client has read the one before. */
final class MemorySubscriber implements Flow.Subscriber<ByteBuffer> {
    private final MemoryExchange exchange;
    private final Executor threads;
    private final Consumer<@Nullable Throwable> end;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean ended; // guarded by writing
    private volatile Flow.@Nullable Subscription subscription;

    MemorySubscriber(MemoryExchange exchange, Executor threads, Consumer<@Nullable Throwable> end) {
        this.exchange = exchange;
        this.threads = threads;
        this.end = end;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        exchange.answer().whenLeft(() -> threads.execute(() -> left(new IOException("The test client has left."))));
        ask();
    }

    /** A publisher may go on for a while after it was told to stop; what comes then is dropped. */
    @Override
    public void onNext(ByteBuffer buffer) {
        writing.lock();
        try {
            if (ended) {
                return;
            }
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            exchange.output().write(bytes);
            exchange.output().flush();
        } catch (IOException e) {
            left(e);
            return;
        } finally {
            writing.unlock();
        }
        exchange.answer().whenDrained(() -> threads.execute(this::ask));
    }

    private void ask() {
        try {
            Objects.requireNonNull(subscription).request(1);
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    private void left(IOException e) {
        Objects.requireNonNull(subscription).cancel();
        end(new ClientDisconnect(e));
    }

    @Override
    public void onError(Throwable e) {
        end(e);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable e) {
        writing.lock(); // nothing is written after the end
        try {
            if (!ended) {
                ended = true;
                end.accept(e);
            }
        } finally {
            writing.unlock();
        }
    }
}
