package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import java.io.IOException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Cases about one app, run unchanged on the host that was chosen. A case says the whole answer: status, all headers but
 * {@link Differences}, and the body.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Contract {
    private Deployment deployment;

    /** The app of these cases. */
    abstract Servlette app();

    /** How it is deployed. */
    Host.Setup setup() {
        return Host.Setup.PLAIN;
    }

    @BeforeAll
    void start() throws Exception {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setLevel(Level.OFF); // what fails on purpose here is logged as it should be, and would fill pages
        }
        deployment = deploy(Host.chosen());
    }

    /** Starts the app of these cases on the host. */
    Deployment deploy(Host host) throws Exception {
        return host.start(app(), setup());
    }

    @AfterAll
    void stop() throws Exception {
        deployment.close();
    }

    Deployment deployment() {
        return deployment;
    }

    Answered send(Ask ask) throws IOException {
        return deployment.send(ask.below(setup().rootPath()));
    }

    /** Asks, and compares with a text: a line with the status, header lines, and after an empty line the body. */
    void expect(Ask ask, String answer) throws IOException {
        assertEquals(Answered.of(answer).toString(), send(ask).toString(), ask.toString());
    }

    /** The same with a body that no text can show. */
    void expect(Ask ask, String head, byte[] body) throws IOException {
        Answered answered = send(ask);
        assertTrue(answered.isWhole(), ask + " was cut");
        assertEquals(Answered.of(head).head(), answered.head(), ask.toString());
        assertArrayEquals(body, answered.body(), ask.toString());
    }

    /** The connection is cut after this head and not more than this body. */
    void expectCut(Ask ask, String head, String body) throws IOException {
        Answered answered = send(ask);
        assertFalse(answered.isWhole(), ask + " came whole");
        assertEquals(Answered.of(head).head(), answered.head(), ask.toString());
        String came = new String(answered.body(), UTF_8);
        assertTrue(body.startsWith(came), ask + " was answered with " + came);
    }
}
