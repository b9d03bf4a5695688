package dev.servlette.events;

/** Where the events of a stream come from: code that writes them, a publisher, a feed. */
interface Source {
    /** Begins; called once, before anything else. It says when the stream is {@link EventStream#opened}. */
    void open();

    /** The client takes one more event, and all that were given before are on their way. */
    void more();

    /** Nothing is taken any more: the client has gone, or the app stops. May be called more than once. */
    void close();

    /** Whether {@link #more} calls code of the app, which may block. */
    boolean mayBlock();
}
