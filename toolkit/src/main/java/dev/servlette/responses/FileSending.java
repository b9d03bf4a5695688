package dev.servlette.responses;

import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Exchange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file on its way: opened before anything is sent, so that one that cannot be read is still answered with a 500. Counts. */
final class FileSending {
    /** Where a copy goes. */
    interface Target {
        /** Takes all of a buffer. */
        void write(ByteBuffer buffer) throws IOException;
    }

    private final Exchange exchange;
    private final Response response;
    private final FileBuffers buffers;
    private boolean started;
    private long bytes;

    FileSending(Exchange exchange, Response response, FileBuffers buffers) {
        this.exchange = exchange;
        this.response = response;
        this.buffers = buffers;
    }

    /** Whether status and headers are decided, so that no other answer is possible. */
    boolean isStarted() {
        return started;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Sends a file, whichever way the host is fastest.
     *
     * @param isLast whether nothing is done after it that could remove the file
     */
    void send(Body.File file, boolean isLast) throws IOException {
        BodyLength.checkIs(response, file.length());
        try (FileChannel channel = FileChannel.open(file.path())) {
            checkLength(file, channel.size() - file.offset());
            start(file.length());
            if (isLast && exchange.sendFile(file.path(), file.offset(), file.length())) {
                bytes = file.length();
            } else {
                copy(channel, file);
            }
        }
    }

    private void start(long length) {
        started = true;
        try {
            exchange.start(response.status(), BodyLength.without(response.headers()), length);
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }

    private void copy(FileChannel from, Body.File file) throws IOException {
        ByteBuffer buffer = buffers.take(file.length(), exchange.takesDirectBuffers());
        try {
            copy(from, file, buffer, this::write);
        } catch (Throwable e) {
            buffers.forget(buffer);
            throw e;
        }
        buffers.giveBack(buffer);
    }

    private void write(ByteBuffer buffer) {
        int length = buffer.remaining();
        try {
            exchange.write(buffer);
            bytes += length;
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }

    /** Copies a part of a file, buffer by buffer. */
    static void copy(FileChannel from, Body.File file, ByteBuffer buffer, Target to) throws IOException {
        for (long done = 0; done < file.length(); ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), file.length() - done));
            int read = from.read(buffer, file.offset() + done);
            checkLength(file, read < 0 ? done : file.length());
            done += read;
            to.write(buffer.flip());
        }
    }

    private static void checkLength(Body.File file, long length) throws EOFException {
        if (length < file.length()) {
            throw new EOFException("The file became shorter while it was sent; " + (file.length() - length)
                    + " bytes of " + file.length() + " are missing.");
        }
    }
}
