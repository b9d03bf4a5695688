package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.websockets.WebSocket;
import dev.servlette.websockets.WebSocketDisconnect;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages that are compressed (RFC 7692). The test client, which has no wire, does not compress. */
class CompressionContractTest extends Contract {
    private static final String OFFER = "permessage-deflate; client_max_window_bits"; // as browsers write it

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @BeforeAll
    static void needsAWire() {
        assumeTrue(!Host.name().equals("memory"), "the test client does not compress");
    }

    @Override
    Servlette app() {
        return Servlette.of(
                WebSocketRoute.of("/echo", this::echo),
                WebSocketRoute.of("/plain", this::echo).compression(false),
                WebSocketRoute.of("/small", this::echo).maxMessageBytes(1_000));
    }

    private void echo(WebSocket socket) {
        socket.accept();
        try {
            while (true) {
                socket.sendText(socket.receiveText());
            }
        } catch (WebSocketDisconnect e) {
            log.add("end " + e.code());
        }
    }

    private WireSocket open(String target) throws IOException {
        return (WireSocket) deployment().webSocket(Ask.get(target).header("Sec-WebSocket-Extensions: " + OFFER));
    }

    private void expectLog(String line) throws InterruptedException {
        assertEquals(line, log.poll(20, TimeUnit.SECONDS));
    }

    private static String numbered(int count, String text) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(i).append(text);
        }
        return all.toString();
    }

    @Test
    void messagesAreCompressedWhenTheClientOffersIt() throws Exception {
        String text = numbered(2_000, " h\u00e9 ");
        try (WireSocket socket = open("/echo")) {
            assertTrue(
                    socket.extensions().startsWith("Sec-WebSocket-Extensions: permessage-deflate"),
                    socket.extensions());
            for (int i = 0; i < 3; i++) {
                socket.sendCompressed(text + i);
                assertEquals("deflated text " + text + i, socket.receive());
            }
        }
        expectLog("end 1006");
    }

    /** RFC 7692, section 6: each message may be compressed, and none must. */
    @Test
    void aMessageMayBePlainAllTheSame() throws Exception {
        String text = numbered(500, "x");
        try (WireSocket socket = open("/echo")) {
            socket.sendText(text);
            assertEquals("deflated text " + text, socket.receive());
            socket.close(1000, "");
            assertEquals("close 1000", socket.receive());
        }
        expectLog("end 1000");
    }

    @Test
    void whoDoesNotOfferItGetsNone() throws Exception {
        try (WireSocket socket = (WireSocket) deployment().webSocket(Ask.get("/echo"))) {
            assertEquals("", socket.extensions());
            socket.sendText("x".repeat(5_000));
            assertEquals("text " + "x".repeat(5_000), socket.receive());
        }
        expectLog("end 1006");
    }

    @Test
    void aRouteMayTurnItOff() throws Exception {
        try (WireSocket socket = open("/plain")) {
            assertEquals("", socket.extensions());
            socket.sendText("x".repeat(5_000));
            assertEquals("text " + "x".repeat(5_000), socket.receive());
        }
        expectLog("end 1006");
        try (WireSocket socket = open("/plain")) { // with nothing on its way, or Tomcat might not say the code
            socket.sendCompressed("x");
            assertEquals("close 1002", socket.receive().substring(0, 10));
        }
        expectLog("end " + Differences.told("1002"));
    }

    /** What is small on the wire is as long as it becomes. */
    @Test
    void theLimitIsThatOfWhatItBecomes() throws Exception {
        try (WireSocket socket = open("/small")) {
            socket.sendCompressed("x".repeat(20_000_000));
            assertEquals("close 1009 A message has at most 1000 bytes.", socket.receive());
        }
        expectLog("end 1009");
    }

    @Test
    void whatCannotBeDecompressedEndsTheConnection() throws Exception {
        try (WireSocket socket = open("/echo")) {
            socket.sendFrame(0xC1, new byte[] {-1, -1, -1, -1});
            String last = socket.receive();
            assertTrue(last.matches("close 100[27] .+"), last);
        }
        assertTrue(log.poll(20, TimeUnit.SECONDS).matches("end 100[67]"), "1006 where the container says no more");
    }
}
