package dev.servlette.events;

/** Writes the events of one stream. */
@FunctionalInterface
public interface EventWriter {
    /**
     * Sends events until there are no more; returning ends the stream. Runs on a thread of its own, which may block.
     *
     * @throws Exception logged, and the connection is cut; the client comes back
     */
    void write(EventSink events) throws Exception;
}
