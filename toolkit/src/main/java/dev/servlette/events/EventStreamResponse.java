package dev.servlette.events;

import dev.servlette.datastructures.Headers;
import dev.servlette.responses.Body;
import dev.servlette.responses.Response;
import java.time.Duration;
import java.util.concurrent.Flow;

/**
 * A stream of server-sent events, for a browser's {@code EventSource} (HTML Standard, section 9.2).
 *
 * <p>Status and headers are sent at once, each event as soon as it is there. Between events a comment is sent now and then, as
 * only a write tells that the client has gone. The stream ends when its source does, when the client goes, and when the app stops.
 *
 * <pre>{@code
 * return new EventStreamResponse(events -> {
 *     while (events.sleep(Duration.ofSeconds(1))) events.send(Instant.now().toString());
 * });
 * }</pre>
 */
public class EventStreamResponse extends Response {
    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Headers HEADERS = Headers.of(
            "Content-Type", "text/event-stream; charset=utf-8", "Cache-Control", "no-store", "X-Accel-Buffering", "no");

    /**
     * A stream that is written by code, which has a thread of its own from the app's workers as long as it runs; when none is
     * left, the answer is a 503. When the stream has ended before the code has, and that goes on for more than a second, its
     * thread is interrupted.
     */
    public EventStreamResponse(EventWriter writer) {
        this(writer, HEARTBEAT);
    }

    /** The same, with a comment whenever nothing was sent for this time, which is 15 seconds unless told. */
    public EventStreamResponse(EventWriter writer, Duration heartbeat) {
        this(EventStream.body(heartbeat, stream -> new WrittenEvents(writer, stream)));
    }

    EventStreamResponse(Body body) {
        super(body, HEADERS, 200);
    }

    /** A stream that a publisher gives, as fast as the client reads, without holding a thread. */
    public static EventStreamResponse from(Flow.Publisher<ServerSentEvent> publisher) {
        return from(publisher, HEARTBEAT);
    }

    /** The same, with a comment whenever nothing was sent for this time. */
    public static EventStreamResponse from(Flow.Publisher<ServerSentEvent> publisher, Duration heartbeat) {
        return new EventStreamResponse(EventStream.body(heartbeat, stream -> new PublishedEvents(publisher, stream)));
    }
}
