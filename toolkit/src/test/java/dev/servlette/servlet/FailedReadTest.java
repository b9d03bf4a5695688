package dev.servlette.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.apache.coyote.BadRequestException;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.junit.jupiter.api.Test;

/** What containers say; the contract suite asks the containers themselves. */
class FailedReadTest {
    private final HttpServletRequest request = new Container("POST", "/").request();

    private String of(Throwable failure) {
        RuntimeException why = FailedRead.of(new HttpServletRequestWrapper(request), failure);
        assertSame(failure, why.getCause());
        return why.getMessage();
    }

    @Test
    void whoBreaksOffHasGone() {
        assertEquals("The client has gone.", of(new EOFException()));
        assertEquals("The client has gone.", of(new IOException(new IOException("reset"))));
    }

    @Test
    void whoIsSlowIsThere() {
        assertEquals("408: Request Timeout", of(new SocketTimeoutException()));
        assertEquals("408: Request Timeout", of(new IOException(new TimeoutException("Idle timeout expired"))));
    }

    @Test
    void tomcatHasANameForWhatIsMalformed() {
        assertEquals("400: The body is malformed.", of(new BadRequestException("Invalid chunk header")));
        IOException left = new BadRequestException("Broken pipe") {
            private static final long serialVersionUID = 1L;
        };
        assertEquals("The client has gone.", of(left));
    }

    /** Jetty has none, and its connection is asked; where that cannot be asked, the client has gone. */
    @Test
    void anotherJettyIsNotUnderstood() {
        assertEquals("The client has gone.", of(new HttpConnection.HttpEofException()));
    }
}
