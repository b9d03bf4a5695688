package dev.servlette.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.requests.ClientDisconnect;
import io.undertow.fake.UndertowResponse;
import io.undertow.fake.UndertowSession;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.Pipe;
import java.util.List;
import org.eclipse.jetty.fake.JettyResponse;
import org.junit.jupiter.api.Test;

class AbortTest {
    private final Container container = new Container("GET", "/");

    @Test
    void jettyBreaksTheConnectionByItself() {
        JettyResponse jetty = new JettyResponse(container.response(), false);
        assertTrue(Abort.atOnce(new HttpServletResponseWrapper(jetty)));
        assertEquals(-1, jetty.error());
    }

    @Test
    void jettyMayBeTooLate() {
        assertFalse(Abort.atOnce(new JettyResponse(container.response(), true)));
    }

    @Test
    void undertowsConnectionIsClosedWhenTheAnswerIsCommitted() throws Exception {
        Pipe.SourceChannel connection = Pipe.open().source();
        container.response.on("flushBuffer", none -> {
            container.response.note("flushBuffer", connection.isOpen());
            return null;
        });
        assertTrue(
                Abort.atOnce(new HttpServletResponseWrapper(new UndertowResponse(container.response(), connection))));
        assertFalse(connection.isOpen());
        assertEquals(List.of("flushBuffer[true]"), container.calls());
    }

    @Test
    void undertowMayRefuse() {
        assertFalse(Abort.atOnce(new UndertowResponse(container.response(), new Channel() {
            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() throws IOException {
                throw new IOException("refused");
            }
        })));
    }

    @Test
    void anotherUndertowIsNotUnderstood() {
        assertNull(UndertowConnection.of(new UndertowSession("without an exchange")));
    }

    @Test
    void otherContainersHaveNoMeans() {
        assertFalse(Abort.atOnce(container.response()));
    }

    @Test
    void theAnswerIsCommittedBeforeItIsBroken() {
        IOException thrown = Abort.thrown(container.response(), new IllegalStateException("half"));
        assertEquals("The answer was cut short, as logged before: half", thrown.getMessage());
        assertEquals(0, thrown.getStackTrace().length);
        assertEquals(List.of("flushBuffer[]"), container.calls());
    }

    @Test
    void aConnectionThatIsGoneCanBeBroken() {
        container.response.on("flushBuffer", none -> {
            throw new IOException("gone");
        });
        assertEquals(
                "The answer was cut short, as logged before: half",
                Abort.thrown(container.response(), new IllegalStateException("half"))
                        .getMessage());
    }

    @Test
    void whatTheContainerThrewGoesBackToIt() {
        IOException its = new IOException("client abort");
        assertSame(its, Abort.thrown(container.response(), new ClientDisconnect(its)));
        assertEquals(List.of(), container.calls());
    }

    @Test
    void anotherSignOfALeftClientIsOurs() {
        Throwable thrown = Abort.thrown(container.response(), new ClientDisconnect(new IllegalStateException("odd")));
        assertEquals("The answer was cut short, as logged before: The client has gone.", thrown.getMessage());
    }
}
