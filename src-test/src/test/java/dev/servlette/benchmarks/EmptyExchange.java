package dev.servlette.benchmarks;

import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.Headers;
import dev.servlette.requests.Exchange;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A GET without a wire: allocates nothing, keeps what it is given, and may be used again. */
final class EmptyExchange implements Exchange {
    private static final Address NOBODY = new Address("127.0.0.1", 0);

    private final String rawPath;
    private final OutputStream output = OutputStream.nullOutputStream();

    // Read by benchmarks, so that no work on them is left out.
    int status;
    long length;
    Headers answer = Headers.empty();

    EmptyExchange(String rawPath) {
        this.rawPath = rawPath;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String rawPath() {
        return rawPath;
    }

    @Override
    public @Nullable String rawQuery() {
        return null;
    }

    @Override
    public String rootPath() {
        return "";
    }

    @Override
    public Address server() {
        return NOBODY;
    }

    @Override
    public Address client() {
        return NOBODY;
    }

    @Override
    public Headers headers() {
        return Headers.empty();
    }

    @Override
    public InputStream input() {
        return InputStream.nullInputStream();
    }

    @Override
    public void start(int newStatus, Headers headers, long newLength) {
        status = newStatus;
        answer = headers;
        length = newLength;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void publish(Flow.Publisher<ByteBuffer> body, Consumer<@Nullable Throwable> end) {
        throw new UnsupportedOperationException("Benchmarks publish nothing.");
    }

    @Override
    public boolean startAsync() {
        return false;
    }

    @Override
    public void complete(@Nullable Throwable failure) {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void abort(Throwable failure) {
        throw new IllegalStateException(failure);
    }
}
