package dev.servlette.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Publishes each part when it is asked for. */
final class Publishing implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> out;
    private final String[] parts;
    private int next;
    private boolean cancelled;

    Publishing(Flow.Subscriber<? super ByteBuffer> out, String... parts) {
        this.out = out;
        this.parts = parts;
        out.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        int part = next++;
        if (cancelled || part > parts.length) {
            return;
        }
        if (part == parts.length) {
            out.onComplete();
        } else if (parts[part].equals("!")) {
            out.onError(new IOException("no part"));
        } else {
            out.onNext(ByteBuffer.wrap(parts[part].getBytes(UTF_8)));
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
