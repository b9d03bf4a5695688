package dev.servlette.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body as a container gives it: by reads that wait, and from the first {@link #isReadable} on by such that do not. One thread at a time
 * reads.
 */
final class ReceivedInput extends InputStream implements ReadListener {
    private final ServletInputStream in;
    private final BooleanSupplier isCut;
    private boolean listens;
    private volatile Runnable later = () -> {};
    private volatile boolean isAllRead;
    private volatile @Nullable Throwable failure;

    /**
     * The body of a container.
     *
     * @param isCut whether an end is none
     */
    ReceivedInput(ServletInputStream in, BooleanSupplier isCut) {
        this.in = in;
        this.isCut = isCut;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = isAtEnd() ? -1 : readSome(bytes, offset, length);
        if (some < 0 && isCut.getAsBoolean()) {
            throw new EOFException("The connection has been closed.");
        }
        return some;
    }

    /**
     * Where Tomcat would refuse a read. It says that all is read when all has come, if over HTTP/2 something is written meanwhile; and its
     * {@code available} would go on to what follows the body.
     */
    private boolean isAtEnd() {
        return isAllRead && in.isFinished();
    }

    private int readSome(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (IllegalStateException e) {
            throw freed(e);
        }
    }

    /** Undertow's buffers are gone with its connection; else it was a mistake to read. */
    private IOException freed(IllegalStateException e) {
        if (!isCut.getAsBoolean()) {
            throw e;
        }
        return new IOException(e);
    }

    @Override
    public int available() throws IOException {
        try {
            return in.available();
        } catch (IllegalStateException e) {
            throw freed(e);
        }
    }

    /** As an exchange says it, when the container's thread has gone home or is about to: until then a container does not call back. */
    boolean isReadable(Runnable whenReadable) throws IOException {
        later = whenReadable;
        if (!listens) {
            listens = true;
            in.setReadListener(this);
        }
        Throwable known = failure;
        if (known != null) {
            throw new IOException(known);
        }
        return isAllRead || in.isReady();
    }

    @Override
    public void onDataAvailable() {
        later.run();
    }

    @Override
    public void onAllDataRead() {
        isAllRead = true;
        later.run();
    }

    @Override
    public void onError(Throwable e) {
        failure = e;
        later.run();
    }
}
