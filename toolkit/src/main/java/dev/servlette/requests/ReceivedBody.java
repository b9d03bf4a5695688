package dev.servlette.requests;

import dev.servlette.exceptions.HttpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body as it arrives, counted. That it breaks off is the client's doing, and told apart from what else may fail in a handler; so
 * is that it is too large.
 */
final class ReceivedBody extends InputStream {
    private final InputStream in;
    private final long most;
    private long count;

    /** A body of at most so many bytes. */
    ReceivedBody(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    /** A body that has been read. */
    static ReceivedBody kept(byte[] bytes) {
        return new ReceivedBody(new ByteArrayInputStream(bytes), bytes.length);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        int read;
        try {
            read = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
        count += Math.max(read, 0);
        if (count > most) {
            throw new HttpException(413);
        }
        return read;
    }

    @Override
    public int available() {
        try {
            return in.available();
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }
}
