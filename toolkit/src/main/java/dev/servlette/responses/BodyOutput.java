package dev.servlette.responses;

import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the body of one response is written: keeps back the first 8 KiB, so that a body that fails early can still be
 * answered with a 500, and a short one gets its length. Counts, and holds the body to a {@code Content-Length} that the
 * response has.
 */
final class BodyOutput extends OutputStream {
    private static final int BUFFER_BYTES = 8192;

    private final Exchange exchange;
    private final Response response;
    private byte @Nullable [] buffer;
    private int buffered;
    private long handedOver;
    private @Nullable OutputStream out;

    BodyOutput(Exchange exchange, Response response) {
        this.exchange = exchange;
        this.response = response;
    }

    /** Whether status and headers are decided, so that no other answer is possible. */
    boolean isStarted() {
        return out != null;
    }

    long bytes() {
        return handedOver;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        BodyLength.checkNotOver(response, handedOver + buffered + length);
        if (out == null && buffered + length <= BUFFER_BYTES) {
            keep(bytes, offset, length);
        } else {
            handOver(drain(false), bytes, offset, length);
        }
    }

    private void keep(byte[] bytes, int offset, int length) {
        byte[] kept = buffer;
        if (kept == null) {
            kept = new byte[BUFFER_BYTES];
            buffer = kept;
        }
        System.arraycopy(bytes, offset, kept, buffered, length);
        buffered += length;
    }

    @Override
    public void flush() {
        flush(drain(false));
    }

    /** Sends what is kept back. A body that ends here without being flushed before is as long as what is kept back. */
    void end() {
        BodyLength.checkNotUnder(response, handedOver + buffered);
        drain(true);
    }

    private OutputStream drain(boolean last) {
        OutputStream host = out;
        boolean first = host == null;
        if (host == null) {
            host = start(last ? buffered : -1);
            out = host;
        }
        byte[] kept = buffer;
        if (kept != null) {
            handOver(host, kept, 0, buffered);
            buffered = 0;
            buffer = null;
        }
        if (first && !last) {
            flush(host); // or a container that buffers more than we do would find a length of its own
        }
        return host;
    }

    private OutputStream start(long length) {
        long declared = BodyLength.declared(response);
        try {
            exchange.start(response.status(), BodyLength.without(response.headers()), declared < 0 ? length : declared);
            return exchange.output();
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }

    private void handOver(OutputStream host, byte[] bytes, int offset, int length) {
        try {
            host.write(bytes, offset, length);
            handedOver += length;
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }

    private static void flush(OutputStream host) {
        try {
            host.flush();
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }
}
