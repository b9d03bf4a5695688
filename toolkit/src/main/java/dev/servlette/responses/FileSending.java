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

    /** Where a copy goes. */
    interface Target {
        /** Takes all of a buffer. */
        void write(ByteBuffer buffer) throws IOException;
    }

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
            OutputStream out = start(file.length());
            copy(channel, file, buffer -> write(out, buffer));
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

    private void write(OutputStream out, ByteBuffer buffer) {
        try {
            out.write(buffer.array(), 0, buffer.limit());
            bytes += buffer.limit();
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }

    /** Copies a part of a file, buffer by buffer. */
    static void copy(FileChannel from, Body.File file, Target to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, file.length()));
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
