package io.undertow.fake;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.nio.channels.Channel;

/** Stands in for a response of Undertow's, which is known by its package. */
public final class UndertowResponse extends HttpServletResponseWrapper {
    private final Channel connection;

    /** A response to a request that came on this connection. */
    public UndertowResponse(HttpServletResponse response, Channel connection) {
        super(response);
        this.connection = connection;
    }

    /** What belongs to the request and to its answer. */
    public Exchange getExchange() {
        return new Exchange(connection);
    }

    /**
     * A request and its answer.
     *
     * @param getConnection where it came from
     */
    public record Exchange(Channel getConnection) {}
}
