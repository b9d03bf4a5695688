package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Lifetime;
import dev.servlette.endpoints.WebSocketEndpoint;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.websockets.Rooms;
import dev.servlette.websockets.WebSocket;
import dev.servlette.websockets.WebSocketDisconnect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that do as they should not. Each costs its own connection, and of that nothing is left. */
class SocketFaultContractTest extends Contract {
    private static final int TEXT = 0x81;
    private static final int PART = 1;
    private static final String PROTOCOL = Differences.told("1002");

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final Rooms rooms = new Rooms();
    private final Collection<WeakReference<WebSocket>> sockets = Collections.synchronizedCollection(new ArrayList<>());
    private final Semaphore taken = new Semaphore(0);
    private volatile Lifetime lifetime;

    /**
     * What a client does when its first message was answered.
     *
     * @param code what the handler hears; a pattern
     */
    private record Fault(String name, String code, Act act) {}

    private interface Act {
        void on(WireSocket socket) throws IOException;
    }

    @BeforeAll
    static void needsAWire() {
        assumeTrue(!Host.name().equals("memory"), "the test client has no connection");
    }

    @Override
    Servlette app() {
        Duration idle = Duration.ofMillis(500);
        return Servlette.of(
                WebSocketRoute.of("/straight", this::straight).maxMessageBytes(1_000),
                WebSocketRoute.of("/events", new Events()).maxMessageBytes(1_000),
                WebSocketRoute.of("/slow", this::slow),
                WebSocketRoute.of("/slow-events", new SlowEvents()),
                WebSocketRoute.of("/waits", this::straight).idleTimeout(idle));
    }

    /** Accepts it, and notes all that is to be gone at its end. */
    private void enter(WebSocket socket) {
        lifetime = socket.request().scope().lifetime();
        sockets.add(new WeakReference<>(socket));
        socket.request()
                .onComplete(completion -> log.add("complete " + completion.status() + " " + completion.failure()));
        socket.accept();
        rooms.join("all", socket);
    }

    private void straight(WebSocket socket) {
        enter(socket);
        try {
            while (true) {
                answer(socket, socket.receiveText());
            }
        } catch (WebSocketDisconnect e) {
            log.add("end " + e.code());
        }
    }

    private void answer(WebSocket socket, String text) {
        socket.sendText(text);
        log.add("answered");
    }

    private class Events extends WebSocketEndpoint {
        @Override
        protected void onConnect(WebSocket socket) {
            enter(socket);
        }

        @Override
        protected void onText(WebSocket socket, String text) {
            answer(socket, text);
        }

        @Override
        protected void onDisconnect(WebSocket socket, int code) {
            log.add("end " + code);
        }
    }

    private void slow(WebSocket socket) throws InterruptedException {
        enter(socket);
        answer(socket, socket.receiveText());
        taken.acquire();
        try {
            while (true) {
                socket.receiveText();
            }
        } catch (WebSocketDisconnect e) {
            log.add("end " + e.code());
        }
    }

    private final class SlowEvents extends Events {
        @Override
        protected void onText(WebSocket socket, String text) {
            if (text.equals("hi")) {
                answer(socket, text);
            } else {
                taken.acquireUninterruptibly();
                taken.release();
            }
        }
    }

    /** With nothing on the way to either side. */
    private WireSocket open(String target) throws Exception {
        WireSocket socket = (WireSocket) deployment().webSocket(Ask.get(target));
        socket.sendText("hi");
        assertEquals("text hi", socket.receive());
        assertEquals("answered", logged());
        return socket;
    }

    private static List<Fault> departures() {
        return List.of(
                new Fault("is killed", "1006", WireSocket::leave),
                new Fault("closes the connection", "1006", WireSocket::close),
                new Fault("ends its output", "1006", SocketFaultContractTest::endOutput),
                new Fault("ends its output in a frame", "1006", socket -> {
                    socket.sendRaw(Arrays.copyOf(WireSocket.frame(TEXT, new byte[20]), 10));
                    endOutput(socket);
                }),
                new Fault("is killed in a message", "1006", socket -> {
                    socket.sendFrame(PART, new byte[10]);
                    socket.leave();
                }));
    }

    /** And is there still when the host answers that. */
    private static void endOutput(WireSocket socket) throws IOException {
        socket.endOutput();
        socket.awaitEnd();
    }

    /** RFC 6455, sections 5.1 to 5.6, 7.4 and 8.1. */
    private static List<Fault> badFrames() {
        return List.of(
                frame("a text that is no UTF-8", Differences.told("1007"), TEXT, (byte) 0xC3, (byte) 'a'),
                frame("an unknown opcode", PROTOCOL, 0x83),
                frame("an unknown opcode of control", PROTOCOL, 0x8B),
                frame("a bit without a meaning", PROTOCOL, 0xA1),
                frame("a compressed frame that was not agreed on", PROTOCOL, 0xC1),
                frame("a ping that is too long", PROTOCOL, 0x89, new byte[126]),
                frame("a ping in parts", PROTOCOL, 0x09),
                frame("a continuation of nothing", PROTOCOL, 0x80),
                frame("a code that may not be sent", "1002", 0x88, (byte) 3, (byte) 0xED),
                frame("half a code", PROTOCOL, 0x88, (byte) 3),
                frame("a message that is too long", "1009", TEXT, new byte[1_001]),
                new Fault("a text in a text", PROTOCOL, socket -> {
                    socket.sendFrame(PART, new byte[1]);
                    socket.sendFrame(PART, new byte[1]);
                }),
                new Fault(
                        "a frame without a mask",
                        PROTOCOL,
                        socket -> socket.sendRaw((byte) TEXT, (byte) 1, (byte) 'a')),
                new Fault("a frame of 2^64 bytes", Differences.told("100[29]"), socket -> {
                    byte[] head = new byte[14];
                    Arrays.fill(head, 1, 10, (byte) 0xFF);
                    head[0] = (byte) TEXT;
                    socket.sendRaw(head);
                }));
    }

    private static Fault frame(String name, String code, int first, byte... payload) {
        return new Fault(name, code, socket -> socket.sendFrame(first, payload));
    }

    private String logged() throws InterruptedException {
        return log.poll(20, TimeUnit.SECONDS);
    }

    /** The handler hears how it ended, and the hooks of its request have run. */
    private String end() throws InterruptedException {
        String end = logged();
        assertEquals("complete 101 null", logged());
        return end;
    }

    /** The line of this end: that a client has gone is for those who look closely. */
    private static String line(String target, String end) {
        String code = end.substring("end ".length());
        return (code.equals("1006") ? "FINE" : "INFO") + " The end of the socket " + target + " was " + code + ".";
    }

    private void expectNothingIsLeftAfter(List<Fault> faults) throws Exception {
        List<String> expected = new ArrayList<>();
        try (Logged lines = Logged.closely()) {
            for (String style : List.of("/straight", "/events")) {
                for (Fault fault : faults) {
                    String target = Differences.isUntold(fault.name()) ? "/waits" : style;
                    try (WireSocket socket = open(target)) {
                        fault.act().on(socket);
                        String end = end();
                        assertTrue(String.valueOf(end).matches("end " + fault.code()), fault.name() + ": " + end);
                        expected.add(line(target, end));
                    }
                }
            }
            expectNothingLeft();
            assertEquals(expected, lines.lines());
        }
    }

    private void awaitTrue(String claim, BooleanSupplier holds) {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20), claim);
            Thread.onSpinWait();
        }
    }

    private void expectNoneOpen() {
        awaitTrue("A worker is busy.", () -> lifetime.workers().inFlight() == 0);
        awaitTrue("One is to be told of the stop.", () -> lifetime.open() == 0);
        awaitTrue("One is in its room.", () -> rooms.size("all") == 0);
    }

    /** By counts, and by what the collector finds. */
    private void expectNothingLeft() {
        expectNoneOpen();
        awaitTrue("One is kept.", this::areCollected);
        awaitTrue("A thread is with one.", SocketFaultContractTest::areThreadsElsewhere);
    }

    private boolean areCollected() {
        try {
            send(Ask.get("/nothing")); // or Jetty's selector remembers the connection of which it was told last
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        System.gc();
        sockets.removeIf(socket -> socket.refersTo(null));
        return sockets.isEmpty();
    }

    private static boolean areThreadsElsewhere() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .noneMatch(frame -> frame.getClassName().startsWith("dev.servlette.websockets."));
    }

    @Test
    void whoVanishesLeavesNothing() throws Exception {
        expectNothingIsLeftAfter(departures());
    }

    @Test
    void whoSendsBadFramesLeavesNothing() throws Exception {
        expectNothingIsLeftAfter(badFrames());
    }

    @Test
    void anEndThatWasWantedIsNoLine() throws Exception {
        try (Logged lines = Logged.closely()) {
            for (int code : new int[] {1000, 1001, 3000, 4999}) {
                try (WireSocket socket = open("/straight")) {
                    socket.close(code, "");
                    assertEquals("end " + code, end());
                }
            }
            assertEquals(List.of(), lines.lines());
        }
    }

    /** It is lost when it has shown no sign of life for too long, as it reads no ping either. */
    @Test
    void whoNeverReadsLeavesNothing() throws Exception {
        try (Logged lines = Logged.closely();
                WireSocket socket = open("/waits")) {
            assertEquals("end 1006", end());
            expectNoneOpen();
            socket.leave(); // Tomcat waits for its close frame, and looks for those who send none every ten seconds
            expectNothingLeft();
            assertEquals(List.of(line("/waits", "end 1006")), lines.lines());
        }
    }

    /** Small messages wait as large ones do, others are served meanwhile, and those of a client that has gone are not waited for. */
    @Test
    void whoFloodsASlowHandlerLeavesNothing() throws Exception {
        for (String style : List.of("/slow", "/slow-events")) {
            try (Logged lines = Logged.closely();
                    WireSocket socket = open(style)) {
                AtomicInteger sent = new AtomicInteger();
                Thread flood = new Thread(() -> flood(socket, sent));
                flood.start();
                awaitStandstill(flood, sent);
                expectOthersAreServed();
                socket.leave();
                flood.join();
                taken.release();
                assertEquals("end 1006", end());
                expectNothingLeft();
                assertEquals(List.of(line(style, "end 1006")), lines.lines());
            }
            taken.drainPermits();
        }
    }

    private static void awaitStandstill(Thread flood, AtomicInteger sent) throws InterruptedException {
        int before;
        do {
            before = sent.get();
            flood.join(200);
            assertTrue(flood.isAlive(), "70 MB went nowhere");
        } while (before != sent.get());
    }

    /** Each comes on its own connection, and so by each thread that reads them. */
    private void expectOthersAreServed() throws IOException {
        for (int i = 0; i < 4; i++) {
            assertEquals(404, send(Ask.get("/nothing")).status());
        }
    }

    private static void flood(WireSocket socket, AtomicInteger sent) {
        try {
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            for (int i = 0; i < 10_000; i++) {
                many.writeBytes(WireSocket.frame(TEXT, new byte[] {'x'}));
            }
            for (int i = 0; i < 1_000; i++) {
                socket.sendRaw(many.toByteArray());
                sent.incrementAndGet();
            }
        } catch (IOException e) {
            return; // it has left
        }
    }
}
