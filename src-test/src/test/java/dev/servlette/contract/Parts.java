package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Publishes a part for each that is asked for, always on another thread; the part {@code !} is a failure. */
final class Parts implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> out;
    private final String[] parts;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private int next;
    private volatile boolean cancelled;

    Parts(Flow.Subscriber<? super ByteBuffer> out, String... parts) {
        this.out = out;
        this.parts = parts;
    }

    @Override
    public synchronized void request(long n) {
        for (long i = 0; i < n && next <= parts.length; i++) {
            int part = next++;
            last = last.thenRunAsync(() -> publish(part));
        }
    }

    private void publish(int part) {
        if (cancelled) {
            return;
        }
        if (part == parts.length) {
            out.onComplete();
        } else if (parts[part].equals("!")) {
            cancelled = true;
            out.onError(new IllegalStateException("secret"));
        } else {
            out.onNext(ByteBuffer.wrap(parts[part].getBytes(UTF_8)));
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
