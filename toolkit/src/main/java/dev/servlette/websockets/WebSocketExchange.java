package dev.servlette.websockets;

import dev.servlette.datastructures.Headers;
import dev.servlette.requests.Exchange;

/** An exchange of a host that can upgrade it to a socket. */
public interface WebSocketExchange extends Exchange {
    /** Why it cannot be upgraded, for the log; {@code ""} when it can. */
    String obstacle();

    /**
     * Sends a 101 and tells the socket that it is {@linkplain AcceptedSocket#opened open}, or that it
     * {@linkplain AcceptedSocket#failed never will be}. Takes the place of all other calls for an answer; what the request said
     * may still be read, and the end is told by {@link #complete}.
     *
     * @param headers what the 101 has, besides what the protocol wants
     */
    void upgrade(Headers headers, AcceptedSocket socket);
}
