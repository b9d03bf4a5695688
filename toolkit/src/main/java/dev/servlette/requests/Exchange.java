package dev.servlette.requests;

import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.Headers;
import dev.servlette.exceptions.HttpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer at wire level, as a host gives them: a servlet container, or the memory of the test client.
 *
 * <p>Hosts implement it; applications meet {@link Request} instead. The request half may be read by any thread. The
 * response half is called by one thread at a time, in the order {@link #start}, {@link #output} or {@link #publish},
 * then {@link #complete} or {@link #abort}.
 */
public interface Exchange {
    /** The request method as it was sent; methods are case-sensitive (RFC 9110, section 9.1). */
    String method();

    /** {@code http} or {@code https}, as the connection was made. */
    String scheme();

    /** The path of the request target, neither decoded nor normalised, {@link #rootPath} included. */
    String rawPath();

    /** The query of the request target without its {@code ?}, not decoded; {@code null} when there is none. */
    @Nullable
    String rawQuery();

    /**
     * The part of the path that belongs to the host: context path and servlet mapping, {@code ""} at the root of the
     * server. Its segments, decoded or not, with or without dot segments, are those with which the path begins.
     */
    String rootPath();

    /** Where the request arrived. */
    Address server();

    /** Who sent it, as the connection says; {@code null} when the host does not know. */
    @Nullable
    Address client();

    /** The headers of the request. */
    Headers headers();

    /** Keeps headers and addresses for those who ask for them when the answer has ended, and the host has taken its request back. */
    default void keep() {}

    /** How many bytes the body has, as the client says; negative when it does not say, or nothing that is a length. */
    default long bodyLength() {
        try {
            return Long.parseLong(headers().get("Content-Length", "-1"));
        } catch (NumberFormatException e) {
            return -1; // then they are counted as they come
        }
    }

    /**
     * The body of the request.
     *
     * @throws IOException when the host cannot give it
     */
    InputStream input() throws IOException;

    /**
     * Whether {@link #input} has something or is at its end, as far as the host can say without waiting; when it cannot, a read says it
     * by waiting.
     *
     * @param later called, by any thread, when this was {@code false} and a read need not wait any more; perhaps also when it need not be
     * @throws IOException when the body has broken off
     */
    default boolean isReadable(Runnable later) throws IOException {
        return true;
    }

    /**
     * What it means that a read of the body has failed. Called by the thread that has read.
     *
     * @return a {@link ClientDisconnect} when the client has gone; an {@link HttpException} when it is there, and its body is malformed
     *     (400) or does not come (408)
     */
    default RuntimeException unreadable(IOException e) {
        return new ClientDisconnect(e);
    }

    /**
     * The parameters that the host has read of query and body, those of the query first: for a form whose body something before us has
     * consumed.
     *
     * @throws RuntimeException when the host cannot read them
     */
    default Map<String, String[]> parameters() {
        return Map.of();
    }

    /** Where temporary files are made. */
    default Path temporaryDirectory() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * Has fields sent after the body (RFC 9110, section 6.5), which then has no {@code Content-Length} whatever {@link #start}, which
     * follows, is told.
     *
     * @param fields asked when the answer is completed; it has one line for each name. {@code null} when there are none after all
     * @return whether there is room for them; when not, nothing is changed
     */
    default boolean trailers(@Nullable Supplier<Headers> fields) {
        return false;
    }

    /**
     * Decides status and headers. They may stay in the host's buffer until {@link #output} is flushed or the exchange is
     * completed.
     *
     * @param length the length of the body in bytes, {@code -1} when it is not known or no
     *     {@code Content-Length} may be sent
     * @throws IOException when the client has gone
     */
    void start(int status, Headers headers, long length) throws IOException;

    /**
     * Where the body goes. Blocks while the client does not read.
     *
     * @throws IOException when the host cannot give it
     */
    OutputStream output() throws IOException;

    /**
     * Writes a part of the body, as {@link #output} does; blocks like it.
     *
     * @param buffer of an array, or direct if {@link #takesDirectBuffers}; all of it is written, and then it may be filled anew
     * @throws IOException when the client has gone
     */
    default void write(ByteBuffer buffer) throws IOException {
        output().write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
    }

    /** Whether {@link #write} takes direct buffers, and is the cheaper for it. */
    default boolean takesDirectBuffers() {
        return false;
    }

    /**
     * Has the host send a part of a file as the whole body, by its own means, in the place of {@link #output}. It may read it after
     * {@link #complete}, so nothing may be done after that which removes the file.
     *
     * @return whether it does; when not, nothing has happened
     */
    default boolean sendFile(Path file, long offset, long length) {
        return false;
    }

    /**
     * Sends a body as it is published, under back-pressure, without holding a thread. Only after {@link #startAsync}
     * said {@code true}. The publisher calls {@link #start} before its first buffer; a host touches its output only then,
     * so that a failure before it can still be answered.
     *
     * @param end called once, by any thread: with {@code null} after the last byte, with the failure otherwise
     */
    void publish(Flow.Publisher<ByteBuffer> body, Consumer<@Nullable Throwable> end);

    /**
     * Lets go of the host's thread: the answer is written later, by another one. May be called again.
     *
     * @return whether the host can; when not, the caller waits on the thread it has
     */
    boolean startAsync();

    /**
     * Has this called, by any thread and perhaps more than once, when the host notices by itself that the client has gone. Most notice
     * only while they read or write, which fails then. Told before the request is handled.
     */
    default void onDisconnect(Runnable listener) {}

    /**
     * Ends an answer of which every byte has been handed over. The last call on this exchange.
     *
     * @param failure what the answer was a 500 for; {@code null} for an ordinary one
     */
    void complete(@Nullable Throwable failure);

    /** Breaks the connection, so that the client sees that the answer is not whole. The last call on this exchange. */
    void abort(Throwable failure);

    /**
     * A background task of this answer has failed, and that has been logged: for a host that shows failures to a test. Called by
     * another thread, before or after the end.
     */
    default void taskFailed(Throwable failure) {}
}
