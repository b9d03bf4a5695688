package dev.servlette.responses;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The direct buffers of a running app, through which files go where a host takes them without copying. A client that is slow
 * keeps one; when all are kept, files go through arrays.
 */
final class FileBuffers {
    private static final int BUFFER_BYTES = 32_768; // measured: larger ones leave the caches of a processor
    private static final int COUNT = 64;

    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger(COUNT);

    /**
     * A buffer for a file, to be given back.
     *
     * @param direct whether a direct one would be of use
     */
    ByteBuffer take(long length, boolean direct) {
        if (!direct || length <= BUFFER_BYTES) {
            return array(length);
        }
        ByteBuffer known = free.poll();
        if (known != null) {
            return known;
        }
        boolean isOver = left.getAndUpdate(count -> Math.max(0, count - 1)) == 0;
        return isOver ? array(length) : ByteBuffer.allocateDirect(BUFFER_BYTES);
    }

    static ByteBuffer array(long length) {
        return ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, length));
    }

    /** Takes back a buffer of which all was written. */
    void giveBack(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            free.add(buffer);
        }
    }

    /**
     * Forgets a buffer, as a write of it has failed: a container whose thread was interrupted may still send from it, and would
     * send what another file has put there. A new one may take its place.
     */
    void forget(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            left.incrementAndGet();
        }
    }
}
