package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
    /** How it is told apart what the app answers, and what a host does before it. */
    static final String SEEN = "X-Seen: by the app";

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
        if (!isAnsweredBefore(ask)) {
            assertEquals(Answered.of(answer).toString(), send(ask).toString(), ask.toString());
        }
    }

    /** Whether {@link Differences} says that this container answers it itself. Then it does, as is said there. */
    boolean isAnsweredBefore(Ask ask) throws IOException {
        Integer status = Differences.answeredBefore(ask);
        if (status != null) {
            assertEquals(status, send(ask).status(), ask.toString());
        }
        return status != null;
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

    /** A reply that is pending when the handler has returned. */
    static Reply later(Response response) {
        return Reply.from(new CompletableFuture<Response>().completeOnTimeout(response, 20, TimeUnit.MILLISECONDS));
    }

    /** Middleware of apps whose requests may be refused before them. */
    static Reply seen(Request request, Next next) {
        return next.handle(request).always(response -> response.withHeader("X-Seen", "by the app"));
    }

    /** Prints who answered: of what hosts differ in, the list. */
    void said(Ask ask, Answered answered) {
        String by = answered.has(SEEN) ? ", by the app" : "";
        System.out.println(Host.name() + " answers " + answered.status() + " to " + ask + by);
    }

    /** Whoever refuses it, no route is found. Where it reaches the app, that is one line in the log, and nothing leaks. */
    void expectRefused(Ask ask) throws IOException {
        try (Logged logged = new Logged()) {
            Answered answered = send(ask);
            said(ask, answered);
            boolean seen = answered.has(SEEN);
            if (Differences.isHandedOn(ask)) {
                assertTrue(seen && answered.status() == 200, ask + " is answered " + answered);
                return;
            }
            assertTrue(
                    seen ? answered.status() == 400 : answered.status() / 100 == 4, ask + " is answered " + answered);
            List<String> lines = logged.lines();
            assertEquals(seen ? 1 : 0, lines.size(), ask + " is logged as " + lines);
            if (seen) {
                assertTrue(
                        lines.get(0).matches("INFO Malformed request \\p{Print}{0,210}: The [\\w ,.-]+"), lines.get(0));
                assertTrue(answered.text().matches("The (path|method) [\\w ,.-]+"), ask + " is answered " + answered);
            }
        }
    }
}
