package dev.servlette.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that notes what is done with it, and fails where it is told to. It is the least that a host can be; the test
 * client's own is the one that behaves like a container.
 */
public class RecordingExchange implements Exchange {
    private final String method;
    private final String path;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private InputStream input = InputStream.nullInputStream();
    private String rootPath = "";
    private @Nullable String query = "a=1";
    private @Nullable Address client = new Address("client", 1);
    private Headers headers = Headers.of("X-A", "1");
    private String failing = "";
    private String scheme = "http";
    private Address server = new Address("localhost", 80);
    private @Nullable Path temporary;
    private @Nullable Map<String, String[]> parameters;
    private boolean async = true;
    private boolean sendsFiles;
    private boolean direct;
    private Runnable whenAsked = () -> {};
    private String awaited = "";
    private Step whenCalled = () -> {};
    private Flow.Publisher<ByteBuffer> published = subscriber -> {};
    private Consumer<@Nullable Throwable> publishedEnd = end -> {};
    private Supplier<Headers> trailers = Headers::empty;

    /** What is done meanwhile. */
    public interface Step {
        /** Does it. */
        void run() throws IOException;
    }

    /** An exchange of this method and path. */
    public RecordingExchange(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** An exchange that arrived there. */
    public RecordingExchange at(String itsScheme, String host, int port) {
        scheme = itsScheme;
        server = new Address(host, port);
        return this;
    }

    /** An exchange that fails at {@code start}, {@code output}, ...; with {@code !} behind, by an unchecked exception. */
    public RecordingExchange failingAt(String call) {
        failing = call;
        return this;
    }

    /** An exchange on a host that cannot let go of its thread. */
    public RecordingExchange withoutAsync() {
        return withoutAsync(() -> {});
    }

    /** An exchange on a host that cannot let go of its thread, and does this when it is asked to. */
    public RecordingExchange withoutAsync(Runnable asked) {
        async = false;
        whenAsked = asked;
        return this;
    }

    /** An exchange that does this when it is called so. */
    public RecordingExchange when(String call, Step step) {
        awaited = call;
        whenCalled = step;
        return this;
    }

    /** An exchange on a host that sends files by itself. */
    public RecordingExchange sendingFiles() {
        sendsFiles = true;
        return this;
    }

    /** An exchange on a host that takes direct buffers. */
    public RecordingExchange direct() {
        direct = true;
        return this;
    }

    /** An exchange with this body. */
    public RecordingExchange body(byte[] body) {
        input = new ByteArrayInputStream(body);
        return this;
    }

    /** An exchange with this body. */
    public RecordingExchange body(InputStream body) {
        input = body;
        return this;
    }

    /** An exchange whose client leaves before it has sent any of its body. */
    public RecordingExchange brokenBody() {
        return body(broken());
    }

    /** What a client sends that has left. */
    public static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }

            @Override
            public int available() throws IOException {
                return read();
            }
        };
    }

    /** An exchange with one more header. */
    public RecordingExchange header(String name, String value) {
        headers = headers.withAdded(name, value);
        return this;
    }

    /** An exchange whose host makes temporary files there. */
    public RecordingExchange temporary(Path directory) {
        temporary = directory;
        return this;
    }

    /** An exchange of which the host knows these parameters. */
    public RecordingExchange parameters(Map<String, String[]> read) {
        parameters = read;
        return this;
    }

    /** An exchange below this path. */
    public RecordingExchange rootPath(String root) {
        rootPath = root;
        return this;
    }

    /** An exchange with this query. */
    public RecordingExchange query(@Nullable String sent) {
        query = sent;
        return this;
    }

    /** An exchange with this client. */
    public RecordingExchange client(@Nullable Address sender) {
        client = sender;
        return this;
    }

    /** An exchange with one more header, which is not checked, as hosts do not. */
    public RecordingExchange received(String name, String value) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            lines.addAll(List.of(headers.name(i), headers.value(i)));
        }
        lines.addAll(List.of(name, value));
        headers = Headers.received(lines.toArray(new String[0]));
        return this;
    }

    /** What was done, in order: {@code start 200 [..] 5}, {@code write abc}, {@code flush}, {@code complete}, ... */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** The bytes of the body. */
    public String sent() {
        return sent.toString(ISO_8859_1);
    }

    /** What was given to {@link #publish}. */
    public Flow.Publisher<ByteBuffer> published() {
        return published;
    }

    /** Ends what was given to {@link #publish}. */
    public void endPublished(@Nullable Throwable failure) {
        publishedEnd.accept(failure);
    }

    private void note(String call, String details) throws IOException {
        if (call.equals(failing)) {
            throw new IOException("no " + call);
        }
        if (failing.equals(call + "!")) {
            throw new IllegalStateException("no " + call);
        }
        if (call.equals(awaited)) {
            whenCalled.run();
        }
        calls.add(call + details);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String scheme() {
        return scheme;
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
        return rootPath;
    }

    @Override
    public Address server() {
        return server;
    }

    @Override
    public @Nullable Address client() {
        return client;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public InputStream input() throws IOException {
        if (failing.equals("input")) {
            throw new IOException("no input");
        }
        return input;
    }

    @Override
    public Map<String, String[]> parameters() {
        if (failing.equals("parameters")) {
            throw new IllegalStateException("no parameters");
        }
        return parameters == null ? Exchange.super.parameters() : parameters;
    }

    @Override
    public Path temporaryDirectory() {
        return temporary == null ? Exchange.super.temporaryDirectory() : temporary;
    }

    @Override
    public boolean trailers(@Nullable Supplier<Headers> fields) {
        calls.add(fields == null ? "no trailers" : "trailers");
        trailers = fields == null ? Headers::empty : fields;
        return !failing.equals("trailers") || Exchange.super.trailers(fields);
    }

    /** What is sent after the body at this moment. */
    public Headers trailers() {
        return trailers.get();
    }

    @Override
    public void start(int status, Headers headers, long length) throws IOException {
        note("start", " " + status + " " + headers + " " + length);
    }

    @Override
    public OutputStream output() throws IOException {
        if (failing.equals("output")) {
            throw new IOException("no output");
        }
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                note("write", " " + length);
                sent.write(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                note("flush", "");
            }
        };
    }

    @Override
    public boolean takesDirectBuffers() {
        return direct;
    }

    @Override
    public void write(ByteBuffer buffer) throws IOException {
        if (!buffer.isDirect()) {
            Exchange.super.write(buffer);
            return;
        }
        note("write direct", " " + buffer.remaining());
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        sent.writeBytes(bytes);
    }

    @Override
    public boolean sendFile(Path file, long offset, long length) {
        if (sendsFiles) {
            calls.add("send " + file.getFileName() + " " + offset + " " + length);
        }
        return sendsFiles;
    }

    @Override
    public void publish(Flow.Publisher<ByteBuffer> body, Consumer<@Nullable Throwable> end) {
        calls.add("publish");
        published = body;
        publishedEnd = end;
    }

    @Override
    public boolean startAsync() {
        calls.add("startAsync");
        whenAsked.run();
        return async;
    }

    @Override
    public void complete(@Nullable Throwable failure) {
        calls.add(failure == null ? "complete" : "complete " + failure.getMessage());
    }

    @Override
    public void abort(Throwable failure) {
        calls.add("abort " + failure.getMessage());
    }

    @Override
    public void taskFailed(Throwable failure) {
        calls.add("task failed " + failure.getMessage());
    }
}
