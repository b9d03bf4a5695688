package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.websockets.WebSocket;
import dev.servlette.websockets.WebSocketDisconnect;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a container makes of the frames of a client, good and bad; the test client has none. */
class FrameContractTest extends Contract {
    private static final int TEXT = 1;
    private static final int LAST = 0x80;

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final CountDownLatch reads = new CountDownLatch(1);

    @BeforeAll
    static void needsAWire() {
        assumeTrue(!Host.name().equals("memory"), "the test client has no frames");
    }

    @Override
    Servlette app() {
        return Servlette.of(
                WebSocketRoute.of("/log", this::logging),
                WebSocketRoute.of("/short", this::logging).idleTimeout(Duration.ofMillis(200)),
                WebSocketRoute.of("/slow", socket -> {
                    socket.accept();
                    reads.await();
                    int count = 0;
                    for (byte[] content : socket.bytes()) {
                        count += content.length;
                    }
                    log.add(count + " bytes");
                }));
    }

    private void logging(WebSocket socket) {
        socket.accept();
        try {
            while (true) {
                log.add(socket.receiveText());
            }
        } catch (WebSocketDisconnect e) {
            log.add("end " + e.code());
        }
    }

    private WireSocket open(String target) throws IOException {
        return (WireSocket) deployment().webSocket(Ask.get(target));
    }

    private void expectLog(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertEquals(line, log.poll(20, TimeUnit.SECONDS));
        }
    }

    /** RFC 6455, section 5.5.2. */
    @Test
    void pingsAreAnswered() throws Exception {
        try (WireSocket socket = open("/log")) {
            socket.ping();
            assertEquals("pong [7]", socket.receive());
            socket.close(1000, "");
            assertEquals("close 1000", socket.receive());
        }
        expectLog("end 1000");
    }

    @Test
    void messagesAreFragmented() throws Exception {
        try (WireSocket socket = open("/log")) {
            socket.sendFrame(TEXT, new byte[] {'a', (byte) 0xC3});
            socket.ping();
            socket.sendFrame(0, new byte[] {(byte) 0xA9});
            socket.sendFrame(LAST, new byte[] {'b'});
            assertEquals("pong [7]", socket.receive());
            expectLog("a\u00e9b");
            socket.close(1000, "");
            assertEquals("close 1000", socket.receive());
        }
        expectLog("end 1000");
    }

    /** Tomcat does not tell it from a 1000, so nobody does. */
    @Test
    void aCloseNeedsNoCode() throws Exception {
        try (WireSocket socket = open("/log")) {
            socket.sendFrame(LAST | 8, new byte[0]);
            expectLog("end 1000");
        }
    }

    /** RFC 6455, sections 5.2 and 8.1. */
    @Test
    void badFramesEndTheConnection() throws Exception {
        try (WireSocket socket = open("/log")) {
            socket.sendFrame(LAST | TEXT, new byte[] {(byte) 0xFF});
            assertEquals("close 1007", socket.receive().substring(0, 10));
            expectLog("end " + Differences.told("1007"));
        }
        try (WireSocket socket = open("/log")) {
            socket.sendFrame(LAST | 3, new byte[0]);
            assertEquals("close 1002", socket.receive().substring(0, 10));
            expectLog("end " + Differences.told("1002"));
        }
    }

    /** A client that is there answers the pings, and one that does not is gone. */
    @Test
    void aClientThatAnswersNoPingIsLost() throws Exception {
        try (WireSocket socket = open("/short")) {
            socket.mute().sendText("a");
            expectLog("a", "end 1006");
        }
    }

    /** Back-pressure: what a handler does not take stays with the client, and is all there when it does. */
    @Test
    void aFloodWaits() throws Exception {
        byte[] message = new byte[100_000];
        try (WireSocket socket = open("/slow")) {
            Thread flood = new Thread(() -> flood(socket, message));
            flood.start();
            flood.join(500);
            assertTrue(flood.isAlive(), "50 MB went nowhere");
            reads.countDown();
            flood.join(60_000);
        }
        expectLog("50000000 bytes");
    }

    private void flood(WireSocket socket, byte[] message) {
        try {
            for (int i = 0; i < 500; i++) {
                socket.sendBytes(message);
            }
            socket.close(1000, "");
            socket.receive();
        } catch (IOException e) {
            log.add(e.toString());
        }
    }
}
