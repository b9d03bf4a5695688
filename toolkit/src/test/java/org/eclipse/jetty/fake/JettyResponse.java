package org.eclipse.jetty.fake;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** Stands in for a response of Jetty's, which is known by its package. */
public final class JettyResponse extends HttpServletResponseWrapper {
    private final boolean refuses;
    private int error;

    /** A response that breaks the connection, or says that it is too late for that. */
    public JettyResponse(HttpServletResponse response, boolean refuses) {
        super(response);
        this.refuses = refuses;
    }

    @Override
    public void sendError(int code) throws IOException {
        if (refuses) {
            throw new IllegalStateException("too late");
        }
        error = code;
    }

    /** What the container was told; 0 before. */
    public int error() {
        return error;
    }
}
