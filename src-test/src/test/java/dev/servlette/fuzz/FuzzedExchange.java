package dev.servlette.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.Headers;
import dev.servlette.requests.Exchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request of which one part is what the fuzzer says, and the answer to it. */
final class FuzzedExchange implements Exchange {
    private static final Address LOCAL = new Address("127.0.0.1", 80);

    private final String method;
    private final String path;
    private final @Nullable String query;
    private final Headers headers;
    private final byte[] body;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private int status;
    private Headers head = Headers.empty();
    private long announced;

    private FuzzedExchange(String method, String path, @Nullable String query, Headers headers, byte... body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /** A GET with these headers, names and values in turn, as a container gives them. */
    static FuzzedExchange get(String path, @Nullable String query, String... headers) {
        return new FuzzedExchange("GET", path, query, Headers.received(headers));
    }

    static FuzzedExchange post(String path, String contentType, byte... body) {
        return new FuzzedExchange("POST", path, null, Headers.received("Content-Type", contentType), body);
    }

    int status() {
        return status;
    }

    Headers head() {
        return head;
    }

    String text() {
        return output.toString(UTF_8);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String rawPath() {
        return path;
    }

    @Override
    public @Nullable String rawQuery() {
        return query;
    }

    @Override
    public String rootPath() {
        return "";
    }

    @Override
    public Address server() {
        return LOCAL;
    }

    @Override
    public Address client() {
        return LOCAL;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public InputStream input() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public void start(int newStatus, Headers newHeaders, long length) {
        status = newStatus;
        head = newHeaders;
        announced = length;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void publish(Flow.Publisher<ByteBuffer> published, Consumer<@Nullable Throwable> end) {
        throw new AssertionError("Nothing is published here.");
    }

    @Override
    public boolean startAsync() {
        return false;
    }

    @Override
    public void complete(@Nullable Throwable failure) {
        if (failure != null || status >= 500) {
            throw new AssertionError("A client was told of a failure of ours: " + status, failure);
        }
        if (announced >= 0 && announced != output.size()) {
            throw new AssertionError(announced + " bytes were announced, and " + output.size() + " were sent.");
        }
    }

    @Override
    public void abort(Throwable failure) {
        throw new AssertionError("An answer was cut.", failure);
    }
}
