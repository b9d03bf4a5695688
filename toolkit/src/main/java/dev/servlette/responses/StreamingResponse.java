package dev.servlette.responses;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * A body of which the length is not known before: written by code, or published.
 *
 * <pre>{@code
 * new StreamingResponse("text/plain", out -> {
 *     for (int i = 0; i < 3; i++) { out.write(("tick " + i + "\n").getBytes(UTF_8)); out.flush(); }
 * })
 * }</pre>
 */
public class StreamingResponse extends Response {
    /** A 200 that this writer writes, on a thread that may block. {@code flush()} sends what was written so far. */
    public StreamingResponse(String mediaType, Body.Writer writer) {
        this(new Body.Stream(writer), mediaType);
    }

    private StreamingResponse(Body body, String mediaType) {
        super(body, mediaType, 200);
    }

    /**
     * A 200 that a publisher gives, as fast as the client reads, without holding a thread. Its buffers are read through
     * {@link ByteBuffer#duplicate}, so one publisher may serve many clients.
     */
    public static StreamingResponse from(String mediaType, Flow.Publisher<ByteBuffer> publisher) {
        return new StreamingResponse(new Body.Published(publisher), mediaType);
    }

    /**
     * The same of a publisher of lists, which is what {@code java.net.http.HttpClient} gives with
     * {@code BodyHandlers.ofPublisher()}.
     */
    public static StreamingResponse fromBatches(String mediaType, Flow.Publisher<List<ByteBuffer>> publisher) {
        return from(mediaType, subscriber -> publisher.subscribe(new Unbatching(subscriber)));
    }
}
