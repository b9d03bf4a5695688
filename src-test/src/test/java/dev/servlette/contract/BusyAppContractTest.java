package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Workers;
import dev.servlette.endpoints.WebSocketEndpoint;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.websockets.WebSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets of an app that has given all of its threads for tasks something to do. */
class BusyAppContractTest extends Contract {
    private static final int THREADS = 3;
    private static final String BUSY = "200\nContent-Length: 4\nContent-Type: text/plain; charset=utf-8\n\nbusy";
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final CountDownLatch free = new CountDownLatch(1);

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.get("/busy", this::occupy),
                        WebSocketRoute.of("/straight", this::straight).idleTimeout(SHORT),
                        WebSocketRoute.of("/deaf", this::deaf).idleTimeout(SHORT),
                        WebSocketRoute.of("/events", new Events()))
                .workers(new Workers.Options()
                        .usesVirtualThreads(false)
                        .maxThreads(THREADS)
                        .drain(Duration.ofSeconds(1)))
                .build();
    }

    private Response occupy(Request request) {
        for (int i = 0; i < THREADS; i++) {
            request.state().get(Workers.class).execute(this::awaitFree);
        }
        return new PlainTextResponse("busy");
    }

    private void awaitFree() {
        try {
            free.await();
        } catch (InterruptedException e) {
            return; // it was to be, as the app has stopped
        }
    }

    private void straight(WebSocket socket) {
        socket.accept();
        socket.sendText("open");
        socket.receiveText();
    }

    private void deaf(WebSocket socket) throws InterruptedException {
        socket.accept();
        free.await();
    }

    private static final class Events extends WebSocketEndpoint {
        @Override
        protected void onConnect(WebSocket socket) {
            socket.accept();
            socket.sendText("open");
        }
    }

    @BeforeEach
    void keepBusy() throws IOException {
        expect(Ask.get("/busy"), BUSY);
    }

    @Override
    @AfterAll
    void stop() throws Exception {
        free.countDown();
        super.stop();
    }

    private WireSocket open(String target) throws IOException {
        assumeTrue(deployment() instanceof SocketDeployment, "the test client has no connection");
        return (WireSocket) deployment().webSocket(Ask.get(target));
    }

    @Test
    void whoIsSilentIsAskedForASignOfLife() throws IOException {
        try (WireSocket socket = open("/straight")) {
            assertEquals("text open", socket.receive());
            socket.awaitPing();
        }
    }

    @Test
    void whoGivesNoneIsLost() throws IOException {
        try (WireSocket socket = open("/straight").mute()) {
            assertEquals("text open", socket.receive());
            String last = socket.receive();
            assertTrue(last.startsWith("close 1001"), last);
        }
    }

    @Test
    void whoseMessagesAreNotTakenIsSentAway() throws IOException {
        try (WireSocket socket = open("/deaf")) {
            for (int i = 0; i < 17; i++) {
                socket.sendText("a");
            }
            assertEquals("close 1013 Messages are not taken.", socket.receive());
        }
    }

    @Test
    void allAreToldOfAStop() throws Exception {
        Deployment stopped = deploy(Host.chosen());
        stopped.send(Ask.get("/busy"));
        SocketClient straight = stopped.webSocket(Ask.get("/straight"));
        SocketClient events = stopped.webSocket(Ask.get("/events"));
        assertEquals("text open", straight.receive()); // the 101 is sent before it is
        assertEquals("text open", events.receive());
        stopped.close();
        straight.expectGoingAway();
        events.expectGoingAway();
    }
}
