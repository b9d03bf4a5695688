package dev.servlette.responses;

import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Exchange;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file on its way: opened before anything is sent, so that one that cannot be read is still answered with a 500. Counts. */
final class FileSending {
    private static final int BUFFER_BYTES = 65536;

    private final Exchange exchange;
    private final Response response;
    private boolean started;
    private long bytes;

    FileSending(Exchange exchange, Response response) {
        this.exchange = exchange;
        this.response = response;
    }

    /** Whether status and headers are decided, so that no other answer is possible. */
    boolean isStarted() {
        return started;
    }

    long bytes() {
        return bytes;
    }

    void send(Body.File file) throws IOException {
        BodyLength.checkNotOver(response, file.length());
        BodyLength.checkNotUnder(response, file.length());
        try (FileChannel channel = FileChannel.open(file.path())) {
            checkLength(file, channel.size() - file.offset());
            copy(channel, file, start(file.length()));
        }
    }

    private OutputStream start(long length) {
        started = true;
        try {
            exchange.start(response.status(), BodyLength.without(response.headers()), length);
            return exchange.output();
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }

    private void copy(FileChannel from, Body.File file, OutputStream to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, file.length()));
        while (bytes < file.length()) {
            int read = read(from, file, bytes, buffer);
            write(to, buffer);
            bytes += read;
        }
    }

    private static void write(OutputStream to, ByteBuffer buffer) {
        try {
            to.write(buffer.array(), 0, buffer.limit());
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }

    /** Fills a buffer with what follows the bytes that were read before; says how many it got. */
    private static int read(FileChannel from, Body.File file, long before, ByteBuffer buffer) throws IOException {
        long left = file.length() - before;
        buffer.clear().limit((int) Math.min(buffer.capacity(), left));
        int read = from.read(buffer, file.offset() + before);
        checkLength(file, read < 0 ? before : file.length());
        buffer.flip();
        return read;
    }

    private static void checkLength(Body.File file, long length) throws EOFException {
        if (length < file.length()) {
            throw new EOFException("The file became shorter while it was sent; " + (file.length() - length)
                    + " bytes of " + file.length() + " are missing.");
        }
    }
}
