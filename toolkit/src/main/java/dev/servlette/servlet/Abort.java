package dev.servlette.servlet;

import dev.servlette.requests.ClientDisconnect;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.Channel;

/** How a container is made to break a connection: by its own means where it has one, else by throwing at it. */
final class Abort {
    private Abort() {}

    /** Breaks the connection now; {@code false} when the container has no means for that. Only Jetty and Undertow have. */
    static boolean atOnce(HttpServletResponse response) {
        ServletResponse inner = response;
        while (!isJetty(inner) && !UndertowConnection.isOwn(inner) && inner instanceof ServletResponseWrapper wrapper) {
            inner = wrapper.getResponse();
        }
        return isJetty(inner) ? abort((HttpServletResponse) inner) : close(inner);
    }

    private static boolean isJetty(ServletResponse response) {
        return response.getClass().getName().startsWith("org.eclipse.jetty.");
    }

    private static boolean abort(HttpServletResponse jetty) {
        try {
            jetty.sendError(-1);
            return true;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    /** Undertow ends what it has begun as if it were whole, whatever is thrown at it, unless its connection is closed. */
    private static boolean close(ServletResponse response) {
        Channel connection = UndertowConnection.of(response);
        if (connection == null) {
            return false;
        }
        if (!response.isCommitted()) {
            commit(response);
        }
        try {
            connection.close();
            return true;
        } catch (IOException | RuntimeException e) {
            return false; // the request by which a client goes over to HTTP/2 has no stream that could be reset
        }
    }

    /**
     * What to throw out of {@code service}. The core has logged why, so it has no trace; an exception that the container
     * itself threw for a client that left goes back to it, as it knows to be silent about it.
     */
    static IOException thrown(HttpServletResponse response, Throwable failure) {
        if (failure instanceof ClientDisconnect && failure.getCause() instanceof IOException its) {
            return its;
        }
        commit(response);
        return new AbortedException(failure);
    }

    /** Before it commits, a container answers an exception with an error page instead of breaking the connection. */
    static void commit(ServletResponse response) {
        try {
            response.flushBuffer();
        } catch (IOException | RuntimeException e) {
            return; // then there is no connection, or an answer that is being written: both end here
        }
    }

    /** Thrown at a container that should break a connection. */
    private static final class AbortedException extends IOException {
        private static final long serialVersionUID = 1L;

        AbortedException(Throwable failure) {
            super("The answer was cut short, as logged before: " + failure.getMessage());
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
