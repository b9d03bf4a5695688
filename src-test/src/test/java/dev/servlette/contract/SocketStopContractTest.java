package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Workers;
import dev.servlette.endpoints.WebSocketEndpoint;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.websockets.WebSocket;
import dev.servlette.websockets.WebSocketDisconnect;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a stop of the app is to its sockets. */
class SocketStopContractTest extends Contract {
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Semaphore released = new Semaphore(0);

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        WebSocketRoute.of("/straight", this::straight),
                        WebSocketRoute.of("/events", new Events()),
                        WebSocketRoute.of("/busy", this::busy),
                        WebSocketRoute.of("/deaf", this::deaf))
                .workers(new Workers.Options().drain(Duration.ofSeconds(1)))
                .build();
    }

    private void straight(WebSocket socket) {
        socket.accept();
        try {
            while (true) {
                socket.sendText(socket.receiveText());
            }
        } catch (WebSocketDisconnect e) {
            log.add("straight " + e.code());
        }
    }

    private final class Events extends WebSocketEndpoint {
        @Override
        protected void onText(WebSocket socket, String text) {
            socket.sendText(text);
        }

        @Override
        protected void onDisconnect(WebSocket socket, int code) {
            log.add("events " + code);
        }
    }

    /** Works on something of its own, which an interrupt ends. */
    private void busy(WebSocket socket) {
        socket.accept();
        socket.sendText(socket.receiveText());
        try {
            never.await();
        } catch (InterruptedException e) {
            log.add("interrupted");
        }
    }

    /** Works on something of its own, and nothing ends that. */
    private void deaf(WebSocket socket) {
        socket.accept();
        socket.sendText(socket.receiveText());
        released.acquireUninterruptibly();
    }

    private static SocketClient open(Deployment deployment, String target) throws IOException {
        SocketClient socket = deployment.webSocket(Ask.get(target));
        socket.sendText("hi");
        assertEquals("text hi", socket.receive());
        return socket;
    }

    private static void stop(Deployment deployment) throws Exception {
        long start = System.nanoTime();
        deployment.close();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(millis < 8_000, "The stop took " + millis + " ms.");
    }

    private String logged() throws InterruptedException {
        return Objects.requireNonNull(log.poll(10, TimeUnit.SECONDS));
    }

    /** Clients are told by a 1001, and handlers of both styles too. */
    @Test
    void openSocketsAreClosedWith1001() throws Exception {
        Deployment stopped = deploy(Host.chosen());
        SocketClient straight = open(stopped, "/straight");
        SocketClient events = open(stopped, "/events");
        stop(stopped);
        Set<String> told = Set.of(logged(), logged());
        assertEquals(Set.of("events 1001", "straight 1001"), told);
        straight.expectGoingAway();
        events.expectGoingAway();
    }

    @Test
    void aHandlerThatDoesNotNoticeIsInterrupted() throws Exception {
        Deployment stopped = deploy(Host.chosen());
        SocketClient busy = open(stopped, "/busy");
        stop(stopped);
        assertEquals("interrupted", logged());
        busy.expectGoingAway();
    }

    /** What nothing ends does not keep the app from its end. */
    @Test
    void theDrainIsBounded() throws Exception {
        Deployment stopped = deploy(Host.chosen());
        SocketClient deaf = open(stopped, "/deaf");
        stop(stopped);
        released.release();
        deaf.expectGoingAway();
    }
}
