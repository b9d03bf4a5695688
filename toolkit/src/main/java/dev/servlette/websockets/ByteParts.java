package dev.servlette.websockets;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A message of bytes that arrives in parts, and has at most so many. One that arrives at once is copied once. */
final class ByteParts {
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final int maxBytes;
    private byte[] bytes;
    private int size;

    /**
     * A message of which nothing has arrived.
     *
     * @param expected how long it may turn out to be
     */
    ByteParts(long maxBytes, int expected) {
        this.maxBytes = (int) Math.min(maxBytes, MAX_ARRAY);
        this.bytes = new byte[expected];
    }

    /** Adds a part; {@code false} when the message is too long with it, and is to be dropped. */
    boolean add(ByteBuffer part) {
        int added = part.remaining();
        if (added > maxBytes - size) {
            return false;
        }
        if (added > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + added, (int) Math.min(bytes.length * 2L, maxBytes)));
        }
        part.get(bytes, size, added);
        size += added;
        return true;
    }

    /** All that was added. Nothing may be added after that. */
    byte[] whole() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
