package dev.servlette.requests;

import dev.servlette.exceptions.HttpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body as it arrives, counted. That it cannot be read is the client's doing, and told apart from what else may fail in a handler;
 * so is that it is too large. When the answer has ended it is closed, as the host's stream then belongs to another request.
 */
final class ReceivedBody extends InputStream {
    /** Where it comes from. */
    @FunctionalInterface
    interface Source {
        /** As {@link Exchange#isReadable}. */
        boolean isReadable(Runnable later) throws IOException;

        /** What is thrown when a read has failed. */
        default RuntimeException unreadable(IOException e) {
            return new ClientDisconnect(e);
        }
    }

    private final InputStream in;
    private final Source source;
    private final long most;
    private final Departure departure;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private volatile boolean over;
    private volatile boolean read;
    private long count;

    /** A body of at most so many bytes, from a client that may go. */
    ReceivedBody(InputStream in, Source source, long most, Departure departure) {
        this.in = in;
        this.source = source;
        this.most = most;
        this.departure = departure;
    }

    /** A body that has been read. */
    static ReceivedBody kept(byte[] bytes) {
        return new ReceivedBody(new ByteArrayInputStream(bytes), later -> true, bytes.length, new Departure());
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        int some = readSome(bytes, offset, length);
        count += Math.max(some, 0);
        if (count > most) {
            throw new HttpException(413);
        }
        if (some < 0) {
            read = true;
        }
        return some;
    }

    /** Whether it has been read to its end. */
    boolean isRead() {
        return read;
    }

    private int readSome(byte[] bytes, int offset, int length) {
        reading.lock();
        try {
            checkOpen();
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            throw source.unreadable(e);
        } finally {
            reading.unlock();
        }
    }

    @Override
    public int available() {
        reading.lock();
        try {
            checkOpen();
            return in.available();
        } catch (IOException e) {
            throw source.unreadable(e);
        } finally {
            reading.unlock();
        }
    }

    /**
     * Whether the one who reads may go on; if not, and only then, this is called when it may. So that nobody waits for ever, it also may
     * when the answer has ended, and then its read fails.
     */
    boolean isReadable(Runnable later) {
        reading.lock();
        try {
            checkOpen();
            waiting.set(later);
            return (source.isReadable(this::wake) || over) && waiting.getAndSet(null) != null;
        } catch (IOException e) {
            throw source.unreadable(e);
        } finally {
            reading.unlock();
        }
    }

    /** Whoever takes the one who waits has it go on. */
    private void wake() {
        Runnable later = waiting.getAndSet(null);
        if (later != null) {
            later.run();
        }
    }

    private void checkOpen() {
        if (over && departure.isGone()) {
            throw new ClientDisconnect(new IOException("The answer ended when the client had gone."));
        }
        if (over) {
            throw new IllegalStateException(
                    "The body of a request was read after its answer had ended. Read it before; what"
                            + " request.body() has read is kept.");
        }
    }

    /** Lets nobody read from now on; whether somebody still does. */
    boolean stop() {
        over = true;
        wake();
        return reading.isLocked();
    }

    /** Waits for the one who still reads. */
    void awaitEnd() {
        reading.lock();
        reading.unlock();
    }
}
