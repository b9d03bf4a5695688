package dev.servlette.requests;

import dev.servlette.exceptions.HttpException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The body of one request: kept as a whole for all who ask, or handed once to the one who asks first, and never beyond its limit. */
final class RequestBody {
    private static final long NOT_ASKED = Long.MIN_VALUE;

    private final Exchange exchange;
    private long announced = NOT_ASKED;
    private BodyLimit limit = BodyLimit.usual();
    private byte @Nullable [] bytes;
    private @Nullable String streamedBy;
    private @Nullable RuntimeException failure;

    RequestBody(Exchange exchange) {
        this.exchange = exchange;
    }

    void limit(BodyLimit newLimit) {
        limit = newLimit;
    }

    /** Whether the client says no more than the limit, or than this. */
    boolean isWithin(long other) {
        return announced() <= limit.bytes() || announced() <= other;
    }

    private long announced() {
        if (announced == NOT_ASKED) {
            announced = exchange.bodyLength(); // at each link of the way; hosts look for it every time
        }
        return announced;
    }

    /** Whether the client says that it sends a body. */
    boolean isAnnounced() {
        return announced() > 0 || exchange.headers().contains("Transfer-Encoding");
    }

    /** The whole body, read at the first call. */
    byte[] bytes() {
        byte[] known = bytes;
        if (known == null) {
            known = readAll();
            bytes = known;
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
            return received(limit.keptBytes()).readAllBytes();
        } catch (IOException e) {
            thrown = new ClientDisconnect(e);
        } catch (HttpException | ClientDisconnect e) {
            thrown = e;
        }
        failure = thrown;
        throw thrown;
    }

    private ReceivedBody received(long most) throws IOException {
        if (announced() > most) {
            throw new HttpException(413); // nothing of it is read
        }
        return new ReceivedBody(exchange.input(), most);
    }

    /** The body as it arrives, or what was read of it; once. */
    InputStream stream() {
        return stream("request.stream()");
    }

    /** The same for another call, which does not use up what {@link #bytes} has read. */
    ReceivedBody receive(String call) {
        byte[] known = bytes;
        return known != null ? ReceivedBody.kept(known) : stream(call);
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
        byte[] known = bytes;
        try {
            return known != null ? ReceivedBody.kept(known) : received(limit.bytes());
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }
}
