package dev.servlette.requests;

import dev.servlette.exceptions.HttpException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The content of a part, up to its limit, and only while it is that part's turn. */
final class PartStream extends InputStream {
    private static final int CHUNK = 8192;

    private final BoundaryReader content;
    private final String name;
    private final String what;
    private final long limit;
    private long count;
    private boolean hasPassed;
    private @Nullable RuntimeException failure;

    /**
     * The content of the part of that name.
     *
     * @param what what the client is told to be too large
     */
    PartStream(BoundaryReader content, String name, String what, long limit) {
        this.content = content;
        this.name = name;
        this.what = what;
        this.limit = limit;
    }

    /** How many bytes were read so far. */
    long count() {
        return count;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (hasPassed) {
            throw new IllegalStateException("The part \"" + name
                    + "\" was read after the next one was asked for. Its bytes are gone; read each part in its turn.");
        }
        if (failure != null) {
            throw failure; // what is behind it must not be taken for what comes next
        }
        try {
            return counted(content.read(bytes, offset, length));
        } catch (HttpException | ClientDisconnect e) {
            failure = e;
            throw e;
        }
    }

    private int counted(int read) {
        count += Math.max(read, 0);
        if (count > limit) {
            throw FormLimits.tooLarge(what, limit);
        }
        return read;
    }

    /** What is left, but at most so many bytes. */
    byte[] readUpTo(long most) {
        byte[] bytes = new byte[(int) Math.min(CHUNK, most)];
        int length = 0;
        int read = 0;
        while (read >= 0 && length < most) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.min(16L * length, most)));
            }
            read = read(bytes, length, bytes.length - length);
            length += Math.max(read, 0);
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Goes to the end of the part; what nobody read counts too. */
    void pass() {
        byte[] skipped = new byte[CHUNK];
        while (read(skipped, 0, CHUNK) >= 0) {
            continue;
        }
        hasPassed = true;
    }
}
