package dev.servlette.requests;

import dev.servlette.exceptions.HttpException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The body of one request: kept as a whole for all who ask, or handed once to the one who asks first, and never beyond its limit. */
final class RequestBody implements ReceivedBody.Source {
    private final Scope scope;
    private final Exchange exchange;
    private final Departure departure;
    private byte @Nullable [] bytes;
    private @Nullable String streamedBy;
    private @Nullable RuntimeException failure;
    private volatile @Nullable ReceivedBody received;
    private volatile @Nullable RuntimeException refusal;
    private volatile boolean over;

    RequestBody(Scope scope, Departure departure) {
        this.scope = scope;
        this.exchange = scope.exchange();
        this.departure = departure;
    }

    /** Whether the client says that it sends a body. */
    boolean isAnnounced() {
        return scope.announced() > 0 || exchange.headers().contains("Transfer-Encoding");
    }

    /** The whole body, read at the first call. */
    byte[] bytes() {
        byte[] known = kept();
        if (known == null) {
            known = readAll();
            bytes = known;
        }
        return known;
    }

    /** What was read as a whole, within the limit of the one who asks now; {@code null} when nothing was. */
    private byte @Nullable [] kept() {
        byte[] known = bytes;
        if (known != null && known.length > scope.bodyLimit().bytes()) {
            throw new HttpException(413); // middleware further outside may take more
        }
        return known;
    }

    /** What failed once fails again: the rest of a body must not be taken for the whole. */
    private byte[] readAll() {
        if (failure != null) {
            throw failure;
        }
        if (streamedBy != null) {
            throw new IllegalStateException("request.body() was called after " + streamedBy
                    + ". The bytes are gone; read the body first, then " + streamedBy.substring("request.".length())
                    + " gives it too.");
        }
        RuntimeException thrown;
        try {
            return received(scope.bodyLimit().keptBytes()).readAllBytes();
        } catch (IOException e) {
            thrown = new ClientDisconnect(e);
        } catch (HttpException | ClientDisconnect e) {
            thrown = e;
        }
        failure = thrown;
        throw thrown;
    }

    private ReceivedBody received(long most) throws IOException {
        if (scope.announced() > most) {
            throw new HttpException(413); // nothing of it is read
        }
        ReceivedBody body = new ReceivedBody(exchange.input(), this, most, departure);
        received = body;
        if (over) {
            body.stop();
        }
        return body;
    }

    @Override
    public boolean isReadable(Runnable later) throws IOException {
        return exchange.isReadable(later);
    }

    /** That the client has gone is told to those who want to know. */
    @Override
    public RuntimeException unreadable(IOException e) {
        RuntimeException why = exchange.unreadable(e);
        if (why instanceof ClientDisconnect) {
            departure.run();
        } else {
            refusal = why;
        }
        return why;
    }

    /** Why the body could not be read, though the client has not gone; {@code null} when there is no such reason. */
    @Nullable
    RuntimeException refusal() {
        return refusal;
    }

    boolean isReading() {
        ReceivedBody known = received;
        return known != null && !known.isRead();
    }

    /** The answer has ended: nobody reads from now on; whether a thread still does. */
    boolean stop() {
        over = true;
        ReceivedBody known = received;
        return known != null && known.stop();
    }

    /** Waits for the thread that still reads. */
    void awaitEnd() {
        ReceivedBody known = received;
        if (known != null) {
            known.awaitEnd();
        }
    }

    /** The body as it arrives, or what was read of it; once. */
    InputStream stream() {
        return stream("request.stream()");
    }

    /** The same for another call, which does not use up what {@link #bytes} has read. */
    ReceivedBody receive(String call) {
        byte[] known = kept();
        return known != null ? ReceivedBody.kept(known) : stream(call);
    }

    /** The body for subscribers: for one of them, unless {@link #bytes} has read it. */
    Supplier<ReceivedBody> source(String call) {
        byte[] known = kept();
        if (known != null) {
            return () -> ReceivedBody.kept(known);
        }
        ReceivedBody body = stream(call);
        AtomicBoolean taken = new AtomicBoolean();
        return () -> {
            checkFirst(call, taken);
            return body;
        };
    }

    private static void checkFirst(String call, AtomicBoolean taken) {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException(call
                    + " has a subscriber. The bytes go to the first one; use request.body() before, which keeps them.");
        }
    }

    private ReceivedBody stream(String call) {
        if (failure != null) {
            throw failure;
        }
        if (streamedBy != null) {
            throw new IllegalStateException(
                    call + (call.equals(streamedBy) ? " was called twice" : " was called after " + streamedBy)
                            + ". The bytes are gone; use request.body(), which keeps them.");
        }
        streamedBy = call;
        byte[] known = kept();
        try {
            return known != null
                    ? ReceivedBody.kept(known)
                    : received(scope.bodyLimit().bytes());
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }
}
