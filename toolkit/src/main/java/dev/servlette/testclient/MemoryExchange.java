package dev.servlette.testclient;

import dev.servlette.concurrency.Time;
import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.Headers;
import dev.servlette.requests.Exchange;
import dev.servlette.websockets.AcceptedSocket;
import dev.servlette.websockets.WebSocketDisconnect;
import dev.servlette.websockets.WebSocketExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An exchange without a wire. It holds the toolkit to the contract of {@link Exchange}: what containers would quietly
 * mend, or send broken, is an {@link AssertionError} here.
 */
final class MemoryExchange implements WebSocketExchange {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final Address SERVER = new Address(Outgoing.HOST, 80);
    private static final Address CLIENT = new Address("testclient", 50000);

    private final Outgoing request;
    private final Place place;
    private final InputStream input;
    private final Answer answer;
    private final OutputStream output = new Output();
    private final CountDownLatch handled = new CountDownLatch(1);
    private int status;
    private long announced = -1;
    private long written;
    private boolean async;
    private @Nullable Supplier<Headers> trailers;
    private volatile @Nullable Throwable taskFailure;
    private volatile @Nullable MemorySocket socket;

    /**
     * Where an exchange takes place.
     *
     * @param rootPath as {@link Exchange#rootPath} says it
     * @param isAsync whether {@link Exchange#startAsync} may succeed
     * @param time the app's time
     * @param threads the host's threads
     */
    record Place(String rootPath, boolean isAsync, Time time, Executor threads) {}

    MemoryExchange(Outgoing request, Place place) {
        this.request = request;
        this.place = place;
        this.answer = new Answer(place.time());
        this.input = new ByteArrayInputStream(request.body());
    }

    Outgoing request() {
        return request;
    }

    Answer answer() {
        return answer;
    }

    /** What the connection was upgraded to; {@code null} when it was not. */
    @Nullable
    MemorySocket socket() {
        return socket;
    }

    /** The client goes away, whether or not this has ended. */
    void leave() {
        MemorySocket known = socket;
        if (known != null) {
            known.end(new WebSocketDisconnect(1006, ""));
        }
        answer.leave();
    }

    /** The host's thread is free again. By then the answer has ended, or another thread will end it. */
    void handled() {
        if (!async && answer.end() == null) {
            answer.breakOff(fault("was left without an end"));
        }
        handled.countDown();
    }

    void awaitHandled(Wait wait) {
        wait.on(handled::await);
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String rawPath() {
        return request.target().path();
    }

    @Override
    public @Nullable String rawQuery() {
        return request.target().query();
    }

    @Override
    public String rootPath() {
        return place.rootPath();
    }

    @Override
    public Address server() {
        return SERVER;
    }

    @Override
    public Address client() {
        return CLIENT;
    }

    @Override
    public Headers headers() {
        return request.headers();
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public boolean trailers(@Nullable Supplier<Headers> fields) {
        check(status == 0, "was given trailers after it was started");
        trailers = fields;
        return true;
    }

    @Override
    public void start(int newStatus, Headers headers, long length) throws IOException {
        check(status == 0, "was started twice");
        check(!headers.contains("Content-Length"), "was given a Content-Length among its headers");
        check(length < 0 || !hasNoLength(newStatus), "was given a length, which its status forbids");
        checkValues(headers);
        status = newStatus;
        announced = trailers == null ? length : -1;
        answer.start(newStatus, announced < 0 ? headers : headers.with("Content-Length", String.valueOf(length)));
        if (trailers != null) {
            answer.commit(); // as containers do, who would find a length otherwise
        }
    }

    /** RFC 9110, sections 8.6 and 15.4.5; a 304 may have one, but hosts disagree. */
    private static boolean hasNoLength(int status) {
        return status == 204 || status == 304;
    }

    private void checkValues(Headers headers) {
        for (int i = 0; i < headers.size(); i++) {
            String value = headers.value(i);
            boolean clean = value.chars().allMatch(c -> c >= ' ' && c <= 0xFF && c != 0x7F || c == '\t');
            check(clean, "was given a value of \"" + headers.name(i) + "\" that no header may have");
        }
    }

    @Override
    public OutputStream output() {
        check(status != 0, "was written before it was started");
        return output;
    }

    @Override
    public void publish(Flow.Publisher<ByteBuffer> body, Consumer<@Nullable Throwable> end) {
        check(async, "was published without startAsync");
        MemorySubscriber subscriber = new MemorySubscriber(this, place.threads(), end);
        try {
            body.subscribe(subscriber);
        } catch (RuntimeException | Error e) {
            subscriber.onError(e);
        }
    }

    @Override
    public boolean startAsync() {
        async |= place.isAsync();
        return place.isAsync();
    }

    @Override
    public void onDisconnect(Runnable listener) {
        answer.whenLeft(listener);
    }

    @Override
    public String obstacle() {
        return "";
    }

    @Override
    public void upgrade(Headers headers, AcceptedSocket accepted) {
        checkValues(headers);
        MemorySocket opened = new MemorySocket(accepted, place.threads());
        status = SWITCHING_PROTOCOLS;
        async = true;
        socket = opened;
        String subprotocol = accepted.subprotocol();
        answer.start(status, subprotocol.isEmpty() ? headers : headers.with("Sec-WebSocket-Protocol", subprotocol));
        opened.open();
        try {
            answer.commit();
        } catch (IOException e) {
            leave(); // the client has not waited for it
        }
    }

    @Override
    public void complete(@Nullable Throwable failure) {
        check(status != 0, "was completed before it was started");
        check(isBodiless() || announced < 0 || announced == written, "was completed before its last byte");
        if (trailers != null) {
            answer.trailers(trailers.get());
        }
        end(new Answer.End(true, failure));
    }

    @Override
    public void abort(Throwable failure) {
        end(new Answer.End(false, failure));
    }

    @Override
    public void taskFailed(Throwable failure) {
        taskFailure = taskFailure == null ? failure : taskFailure;
    }

    /** What the first background task that failed threw; {@code null} when none did. */
    @Nullable
    Throwable taskFailure() {
        return taskFailure;
    }

    private void end(Answer.End end) {
        check(answer.end() == null, "was ended twice");
        answer.end(end);
    }

    private boolean isBodiless() {
        return request.method().equals("HEAD") || status == 205 || hasNoLength(status);
    }

    /** Method and target, for messages. */
    @Override
    public String toString() {
        return request.toString();
    }

    /** Fails the test, whatever becomes of the error on the thread that made the mistake. */
    private void check(boolean holds, String mistake) {
        if (!holds) {
            AssertionError fault = fault(mistake);
            answer.breakOff(fault);
            throw fault;
        }
    }

    private AssertionError fault(String mistake) {
        return new AssertionError("The answer to " + request + ' ' + mistake
                + ". This is a fault of Servlette, not of the app; please report it.");
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            check(answer.end() == null, "was written after its end");
            check(length == 0 || !isBodiless(), "has no body, and bytes were written");
            written += length;
            check(announced < 0 || written <= announced, "became longer than its Content-Length");
            answer.write(Arrays.copyOfRange(bytes, offset, offset + length));
        }

        @Override
        public void flush() throws IOException {
            answer.commit();
        }
    }
}
