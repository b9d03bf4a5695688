package org.eclipse.jetty.server.internal;

import java.io.EOFException;

/** Stands in for a connection of Jetty's, which is known by its name. */
public final class HttpConnection {
    private HttpConnection() {}

    /** What is thrown at a body that ends too early, or is malformed. */
    public static final class HttpEofException extends EOFException {
        private static final long serialVersionUID = 1L;
    }
}
