package dev.servlette.responses;

import dev.servlette.concurrency.Pause;
import dev.servlette.concurrency.Time;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes a published body on the thread that it has, for hosts that cannot let go of it; one buffer at a time. */
final class BlockingSubscriber implements Flow.Subscriber<ByteBuffer> {
    /** What arrived: a buffer, a failure, or neither at the end. */
    private record Signal(
            @Nullable ByteBuffer buffer, @Nullable Throwable failure) {}

    private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();
    private final Pause pause;
    private volatile Flow.@Nullable Subscription subscription;

    BlockingSubscriber(Time time) {
        pause = new Pause(time);
    }

    void write(Flow.Publisher<ByteBuffer> publisher, OutputStream out) throws Exception {
        publisher.subscribe(this);
        try {
            for (ByteBuffer buffer = next(); buffer != null; buffer = next()) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                out.write(bytes);
                out.flush(); // what was published is on its way, as where no thread waits
                ask();
            }
        } catch (Throwable e) {
            cancel();
            throw e;
        }
    }

    private @Nullable ByteBuffer next() throws Exception {
        Signal signal = signals.poll();
        while (signal == null) {
            pause.await();
            signal = signals.poll();
        }
        if (signal.failure != null) {
            throw AsyncResponse.thrown(signal.failure);
        }
        return signal.buffer;
    }

    private void ask() {
        Objects.requireNonNull(subscription).request(1);
    }

    private void cancel() {
        Flow.Subscription known = subscription;
        if (known != null) {
            known.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        ask();
    }

    @Override
    public void onNext(ByteBuffer buffer) {
        bring(new Signal(buffer, null));
    }

    @Override
    public void onError(Throwable e) {
        bring(new Signal(null, e));
    }

    @Override
    public void onComplete() {
        bring(new Signal(null, null));
    }

    private void bring(Signal signal) {
        signals.add(signal);
        pause.signal();
    }
}
