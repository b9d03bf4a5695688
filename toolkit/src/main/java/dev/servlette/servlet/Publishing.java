package dev.servlette.servlet;

import dev.servlette.requests.ClientDisconnect;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A published body on its way into a container that does not block: one buffer at a time, and the next one is asked for
 * when the container is ready for it.
 *
 * <p>Signals come from threads of the publisher and of the container. One of them runs at a time; the others leave what
 * they bring to it. The lock is held while the container is written to, and never while somebody else's code is called.
 */
final class Publishing implements Flow.Subscriber<ByteBuffer> {
    private static final int CHUNK_BYTES = 65536;

    /** What is to be done next, without the lock. */
    private enum Step {
        /** More of the same. */
        AGAIN,
        /** Ask the publisher for a buffer. */
        ASK,
        /** Tell that the last byte was handed over. */
        END,
        /** Nothing, until the next signal. */
        WAIT
    }

    private final HttpServletResponse response;
    private final Consumer<@Nullable Throwable> end;
    private final ReentrantLock lock = new ReentrantLock();
    private Flow.@Nullable Subscription subscription;
    private @Nullable ServletOutputStream out;
    private @Nullable ByteBuffer buffer;
    private byte @Nullable [] chunk;
    private boolean unflushed;
    private boolean blocked; // until onWritePossible
    private boolean asked;
    private boolean completed;
    private boolean running;
    private boolean ended;

    Publishing(HttpServletResponse response, Consumer<@Nullable Throwable> end) {
        this.response = response;
        this.end = end;
    }

    void subscribeTo(Flow.Publisher<ByteBuffer> body) {
        try {
            body.subscribe(this);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        lock.lock();
        boolean late = ended || subscription != null;
        if (!late) {
            subscription = given;
        }
        lock.unlock();
        if (late) {
            given.cancel();
        } else {
            run();
        }
    }

    @Override
    public void onNext(ByteBuffer next) {
        lock.lock();
        boolean unasked = !asked;
        asked = false;
        buffer = next.hasRemaining() ? next : null;
        lock.unlock();
        if (unasked) {
            fail(new IllegalStateException("A publisher gave a buffer that was not requested. It must wait for"
                    + " request(n) (Reactive Streams, rule 1.1)."));
        } else {
            run();
        }
    }

    @Override
    public void onComplete() {
        lock.lock();
        completed = true;
        lock.unlock();
        run();
    }

    @Override
    public void onError(Throwable e) {
        fail(e);
    }

    /** The container cannot go on. May be called more than once. */
    void gone(Throwable cause) {
        fail(new ClientDisconnect(cause));
    }

    private void fail(Throwable e) {
        lock.lock();
        boolean first = !ended;
        ended = true;
        buffer = null;
        Flow.Subscription known = subscription;
        lock.unlock();
        if (first) {
            if (known != null) {
                known.cancel(); // without effect when the failure is the publisher's
            }
            end.accept(e);
        }
    }

    private void run() {
        lock.lock();
        boolean mine = !running;
        running = true;
        lock.unlock();
        while (mine) {
            mine = runStep();
        }
    }

    private boolean runStep() {
        try {
            Step next = step();
            if (next == Step.ASK) {
                Objects.requireNonNull(subscription, "A publisher signalled before onSubscribe.")
                        .request(1);
            } else if (next == Step.END) {
                end.accept(null);
            }
            return next != Step.WAIT;
        } catch (IOException e) {
            gone(e);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        return true;
    }

    private Step step() throws IOException {
        lock.lock();
        try {
            Step next = ended || blocked ? Step.WAIT : next();
            running = next != Step.WAIT;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private Step next() throws IOException {
        if (out == null && buffer != null) {
            listen();
            return Step.AGAIN;
        }
        if (out != null && !out.isReady()) {
            blocked = true;
            return Step.WAIT;
        }
        if (out != null && (buffer != null || unflushed)) {
            write(out, buffer);
            return Step.AGAIN;
        }
        if (completed) {
            ended = true;
            return Step.END;
        }
        Step next = asked ? Step.WAIT : Step.ASK;
        asked = true;
        return next;
    }

    /** Only now, as a container that has a listener no longer lets anybody write in the ordinary way. */
    private void listen() throws IOException {
        blocked = true;
        out = response.getOutputStream();
        out.setWriteListener(new Readiness());
    }

    /** One call of the container's, after which it must be asked again whether it is ready. */
    private void write(ServletOutputStream ready, @Nullable ByteBuffer from) throws IOException {
        if (from == null) {
            unflushed = false;
            ready.flush();
            return;
        }
        int length = Math.min(from.remaining(), CHUNK_BYTES);
        byte[] bytes = chunk(length);
        from.get(bytes, 0, length);
        buffer = from.hasRemaining() ? from : null;
        unflushed = true;
        ready.write(bytes, 0, length);
    }

    /** The container is ready again, so it no longer needs the chunk that it was given before. */
    private byte[] chunk(int length) {
        byte[] known = chunk;
        if (known == null || known.length < length) {
            known = new byte[length];
            chunk = known;
        }
        return known;
    }

    private final class Readiness implements WriteListener {
        @Override
        public void onWritePossible() {
            lock.lock();
            blocked = false;
            lock.unlock();
            run();
        }

        @Override
        public void onError(Throwable e) {
            gone(e);
        }
    }
}
