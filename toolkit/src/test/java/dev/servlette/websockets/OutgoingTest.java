package dev.servlette.websockets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTest {
    private static final Closing END = new Closing(4000, "why");

    /** A channel that says when a message is sent, at once or when the test wants it. */
    private static final class Channel implements WebSocketChannel {
        final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        final Deque<Consumer<@Nullable Throwable>> pending = new ArrayDeque<>();
        boolean isSlow;

        @Override
        public void sendText(String text, Consumer<@Nullable Throwable> sent) {
            if (text.equals("broken")) {
                throw new IllegalStateException("closed");
            }
            calls.add("text " + text);
            sent(sent);
        }

        @Override
        public void sendBytes(byte[] bytes, Consumer<@Nullable Throwable> sent) {
            calls.add("bytes " + bytes.length);
            sent(sent);
        }

        @Override
        public void ping(Consumer<@Nullable Throwable> sent) {
            calls.add("ping");
            sent(sent);
        }

        private synchronized void sent(Consumer<@Nullable Throwable> sent) {
            if (isSlow) {
                pending.add(sent);
                notifyAll();
            } else {
                sent.accept(null);
            }
        }

        /** Has done with the message that is on its way. */
        void has(@Nullable Throwable failure) throws InterruptedException {
            Consumer<@Nullable Throwable> sent;
            synchronized (this) {
                while (pending.isEmpty()) {
                    wait();
                }
                sent = pending.remove();
            }
            sent.accept(failure);
        }

        @Override
        public void close(int code, String reason) {
            calls.add("close " + code + " " + reason);
        }

        @Override
        public void abort() {
            calls.add("abort");
        }
    }

    private final ManualTime time = new ManualTime();
    private final List<String> lost = new ArrayList<>();
    private final Outgoing outgoing = new Outgoing(time, () -> lost.add("lost"));
    private final Channel channel = new Channel();

    OutgoingTest() {
        outgoing.open(channel);
    }

    private CompletableFuture<Void> sending(Object payload) {
        return CompletableFuture.runAsync(() -> outgoing.send(payload), task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static void within(CompletableFuture<?> future) throws Exception {
        future.get(10, TimeUnit.SECONDS);
    }

    private static String failure(CompletableFuture<?> future) {
        CompletionException e = assertThrows(
                CompletionException.class,
                () -> future.orTimeout(10, TimeUnit.SECONDS).join());
        return e.getCause().getMessage();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000})
    void theBytesOfATextAreThoseOnTheWire(int length) {
        outgoing.send("\u00e9".repeat(length));
        assertEquals(2L * length, outgoing.bytes());
    }

    @Test
    void messagesGoOutInTheirOrderAndAreCounted() {
        outgoing.send("h\u00e9");
        outgoing.send(new byte[4]);
        assertTrue(outgoing.offer("x"));
        outgoing.ping();
        assertEquals(List.of("text h\u00e9", "bytes 4", "text x", "ping"), channel.calls);
        assertEquals(8, outgoing.bytes());
    }

    /** What is sent after a slow message waits for it, and then goes out by itself. */
    @Test
    void aSenderWaitsUntilItsMessageIsSent() throws Exception {
        channel.isSlow = true;
        CompletableFuture<Void> first = sending("a");
        channel.has(null);
        within(first);
        CompletableFuture<Void> second = sending("b");
        while (channel.calls.size() < 2) {
            Thread.onSpinWait();
        }
        assertTrue(outgoing.offer("c"));
        outgoing.ping();
        assertFalse(second.isDone());
        channel.has(null);
        within(second);
        channel.has(null);
        assertEquals(List.of("text a", "text b", "text c"), channel.calls);
    }

    /** A sender that waits is not at work, so that the test client's time can be moved. */
    @Test
    void aSenderThatWaitsIsAtRest() throws Exception {
        channel.isSlow = true;
        CompletableFuture<Void> sending = sending("a");
        while (time.atWork.get() == 0) {
            Thread.onSpinWait();
        }
        assertEquals(-1, time.atWork.get());
        channel.has(null);
        within(sending);
        assertEquals(0, time.atWork.get());
    }

    @Test
    void aCloseComesAfterWhatWasSent() throws Exception {
        channel.isSlow = true;
        outgoing.offer("a");
        outgoing.offer("b");
        outgoing.close(END, true);
        outgoing.close(Closing.LOST, true);
        channel.has(null);
        channel.has(null);
        assertEquals(List.of("text a", "text b", "close 4000 why"), channel.calls);
    }

    @Test
    void aCloseMayDropWhatWaits() throws Exception {
        channel.isSlow = true;
        outgoing.offer("a");
        CompletableFuture<Void> waiting = sending("b");
        while (time.atWork.get() == 0) {
            Thread.onSpinWait();
        }
        outgoing.close(END, false);
        assertEquals("The socket was closed with 4000: why", failure(waiting));
        channel.has(null);
        assertEquals(List.of("text a", "close 4000 why"), channel.calls);
    }

    @Test
    void nothingIsSentAfterTheEnd() {
        outgoing.close(END, true);
        assertEquals(
                4000,
                assertThrows(WebSocketDisconnect.class, () -> outgoing.send("a"))
                        .code());
        assertTrue(outgoing.offer("a"));
        outgoing.ping();
        assertEquals(List.of("close 4000 why"), channel.calls);
    }

    /** Of a message that the client has seen before it closed, nobody says that it was not sent. */
    @Test
    void theEndOfTheConnectionLeavesWhatIsOnItsWayToTheChannel() throws Exception {
        channel.isSlow = true;
        CompletableFuture<Void> onItsWay = sending("a");
        while (time.atWork.get() == 0) {
            Thread.onSpinWait();
        }
        CompletableFuture<Void> waiting = sending("b");
        while (time.atWork.get() == -1) {
            Thread.onSpinWait();
        }
        outgoing.end(END);
        assertEquals("The socket was closed with 4000: why", failure(waiting));
        assertFalse(onItsWay.isDone());
        channel.has(null);
        within(onItsWay);
        assertEquals(List.of(), lost);
        assertEquals(List.of("text a"), channel.calls);
    }

    /** Tomcat says of a lost connection that it has ended, and under load nothing more of the message that was on its way. */
    @Test
    void aLostConnectionTakesAlongWhatIsOnItsWay() throws Exception {
        channel.isSlow = true;
        CompletableFuture<Void> onItsWay = sending("a");
        while (time.atWork.get() == 0) {
            Thread.onSpinWait();
        }
        outgoing.end(Closing.LOST);
        assertEquals("The socket was closed with 1006.", failure(onItsWay));
        assertEquals(List.of(), time.delays());
        assertEquals(List.of(), lost);
    }

    @Test
    void whatFailsAfterTheEndHasTheCodeOfTheEnd() throws Exception {
        channel.isSlow = true;
        CompletableFuture<Void> onItsWay = sending("a");
        while (time.atWork.get() == 0) {
            Thread.onSpinWait();
        }
        outgoing.end(END);
        channel.has(new IOException("closed"));
        assertEquals("The socket was closed with 4000: why", failure(onItsWay));
        assertEquals(List.of(), lost);
    }

    @Test
    void aFailureIsTheLossOfTheConnection() throws Exception {
        assertThrows(WebSocketDisconnect.class, () -> outgoing.send("broken"));
        assertThrows(WebSocketDisconnect.class, () -> outgoing.send("a"));
        assertEquals(List.of("lost"), lost);
        assertEquals(List.of(), channel.calls);
    }

    @Test
    void aFailureMayComeLater() throws Exception {
        channel.isSlow = true;
        CompletableFuture<Void> sending = sending("a");
        channel.has(new IOException("reset"));
        assertEquals("The socket was closed with 1006.", failure(sending));
        assertEquals(List.of("lost"), lost);
    }

    /** A client that does not read. */
    @Test
    void aMessageThatIsNotSentInTimeIsTheLossOfTheConnection() throws Exception {
        channel.isSlow = true;
        CompletableFuture<Void> sending = sending("a");
        while (time.delays().isEmpty()) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(Duration.ofSeconds(20)), time.delays());
        time.next();
        assertEquals("The socket was closed with 1006.", failure(sending));
        channel.has(null); // too late
        assertEquals("The socket was closed with 1006.", failure(sending));
        assertEquals(List.of("lost"), lost);
    }

    @Test
    void aMessageThatIsSentInTimeIsNotWatchedAnyMore() throws Exception {
        channel.isSlow = true;
        CompletableFuture<Void> sending = sending("a");
        channel.has(null);
        within(sending);
        assertEquals(List.of(), time.delays());
    }

    /** A message may be sent while it is about to be watched. */
    @Test
    void aWatchThatComesTooLateIsTakenBack() {
        channel.isSlow = true;
        List<String> taken = new ArrayList<>();
        Outgoing watched = new Outgoing(
                new ManualTime() {
                    @Override
                    public Cancellable after(Duration delay, Runnable task) {
                        channel.pending.remove().accept(null);
                        return () -> taken.add("back");
                    }
                },
                () -> {});
        watched.open(channel);
        watched.send("a");
        assertEquals(List.of("back"), taken);
    }

    /** Those who send to many do not wait for one. */
    @Test
    void tooMuchIsNotOffered() {
        channel.isSlow = true;
        outgoing.offer("on its way");
        for (int i = 0; i < 256; i++) {
            assertTrue(outgoing.offer("a"));
        }
        assertFalse(outgoing.offer("a"));
    }

    @Test
    void tooLongIsNotOffered() {
        channel.isSlow = true;
        outgoing.offer("on its way");
        assertTrue(outgoing.offer(new byte[1 << 20]));
        assertFalse(outgoing.offer("a"));
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        channel.isSlow = true;
        Thread.currentThread().interrupt();
        WebSocketDisconnect e = assertThrows(WebSocketDisconnect.class, () -> outgoing.send("a"));
        assertEquals(1001, e.code());
        assertTrue(Thread.interrupted());
        assertArrayEquals(new String[] {"text a"}, channel.calls.toArray());
    }
}
