package dev.servlette.events;

import java.time.Duration;

/** Where the events of one stream go. Any thread may send, one event after the other. */
public interface EventSink {
    /**
     * Sends an event, at once. Waits while the client does not read.
     *
     * @throws dev.servlette.requests.ClientDisconnect when the stream is not open any more, as the client has gone or the app
     *     stops, or when this thread is interrupted
     * @throws dev.servlette.json.JsonException when a value in it has no form in JSON
     */
    void send(ServerSentEvent event);

    /** Sends an event with this text. */
    default void send(String data) {
        send(ServerSentEvent.of(data));
    }

    /** Whether somebody reads: {@code false} when the client has gone, which only a write tells, and when the app stops. */
    boolean isOpen();

    /**
     * Waits on the app's time, which the test client moves. Returns at once when the stream ends, when this thread is interrupted, and
     * when the time is zero or less.
     *
     * @return whether the stream is open, and there is something to go on for
     */
    boolean sleep(Duration time);
}
