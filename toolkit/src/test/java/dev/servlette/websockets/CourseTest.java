package dev.servlette.websockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.Lifetime;
import dev.servlette.concurrency.ManualTime;
import dev.servlette.concurrency.Workers;
import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.State;
import dev.servlette.json.Json;
import dev.servlette.requests.Completion;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.ResponseWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a socket makes of hosts that do as a host may, and of those that fail. */
class CourseTest {
    private static final int THREADS = 3;

    private final HookedTime time = new HookedTime();
    private final Lifetime lifetime = Lifetime.start(
            new Workers.Options().usesVirtualThreads(false).maxThreads(THREADS).drain(Duration.ofSeconds(5)), time);
    private final CountDownLatch free = new CountDownLatch(1);
    private final BlockingQueue<Object> log = new LinkedBlockingQueue<>();
    private final BlockingQueue<AcceptedSocket> accepted = new LinkedBlockingQueue<>();
    private final Wire wire = new Wire();
    private final Host host = new Host();

    /** A host that hands out what it is to upgrade, and upgrades nothing by itself. */
    private final class Host extends RecordingExchange implements WebSocketExchange {
        Host() {
            super("GET", "/chat");
            header("Upgrade", "websocket").header("Connection", "Upgrade");
            header("Sec-WebSocket-Version", "13").header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        }

        @Override
        public String obstacle() {
            return "";
        }

        @Override
        public void upgrade(Headers headers, AcceptedSocket socket) {
            accepted.add(socket);
        }
    }

    /** With something that happens when anything is to be done later. */
    private static final class HookedTime extends ManualTime {
        private volatile Runnable hook = () -> {};

        void whenLater(Runnable task) {
            hook = task;
        }

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            hook.run();
            return super.after(delay, task);
        }
    }

    private class Wire implements WebSocketChannel {
        private final CountDownLatch aborted = new CountDownLatch(1);
        private volatile boolean isFull; // so that a ping waits

        @Override
        public void sendText(String text, Consumer<@Nullable Throwable> sent) {
            log.add(text);
            sent.accept(null);
        }

        @Override
        public void sendBytes(byte[] bytes, Consumer<@Nullable Throwable> sent) {
            throw new IllegalStateException("closed");
        }

        @Override
        public void ping(Consumer<@Nullable Throwable> sent) {
            log.add("ping");
            if (isFull) {
                await(aborted);
            }
            sent.accept(null);
        }

        @Override
        public void close(int code, String reason) {
            log.add("close " + code);
        }

        @Override
        public void abort() {
            log.add("abort");
            aborted.countDown();
        }
    }

    /** Of a host that can be told to read nothing. */
    private final class PausingWire extends Wire {
        @Override
        public Inflow inflow() {
            return new Inflow() {
                @Override
                public void pause() {
                    log.add("pause");
                }

                @Override
                public void resume() {
                    log.add("resume");
                }
            };
        }
    }

    @AfterEach
    void stop() {
        free.countDown();
        lifetime.close();
    }

    /** Gives the app so much to do that it has no thread left for more, until it is free. */
    private void occupy() {
        occupy(lifetime.workers());
    }

    private void occupy(Executor threads) {
        for (int i = 0; i < THREADS; i++) {
            threads.execute(() -> await(free));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(WebSocketHandler handler) {
        serve(new WebSocketUpgrade(handler));
    }

    private void serve(WebSocketUpgrade upgrade) {
        Scope scope = new Scope(host, new State(), lifetime, (name, params) -> {
            throw new IllegalStateException(name);
        });
        Request request = new Request(scope, Json.standard());
        ResponseWriter writer = new ResponseWriter(
                lifetime.workers(), lifetime.workers().background(), (r, e) -> new PlainTextResponse("error", 500));
        writer.send(request, upgrade.answer(request));
    }

    private AcceptedSocket accepted() throws InterruptedException {
        return Objects.requireNonNull(accepted.poll(10, TimeUnit.SECONDS));
    }

    private void expect(Object... entries) throws InterruptedException {
        for (Object entry : entries) {
            assertEquals(entry, log.poll(10, TimeUnit.SECONDS));
        }
    }

    /** The same in any order. */
    private void expectAll(Object... entries) throws InterruptedException {
        List<Object> left = new ArrayList<>(List.of(entries));
        while (!left.isEmpty()) {
            Object entry = log.poll(10, TimeUnit.SECONDS);
            assertTrue(left.remove(entry), entry + " where " + left + " was to come");
        }
    }

    private static String end(Completion completion) {
        return completion.status() + " " + completion.bytes() + " " + completion.failure();
    }

    /** Logs what it receives. */
    private void listen(WebSocket socket) {
        socket.request().onComplete(completion -> log.add(end(completion)));
        try {
            socket.accept();
            log.add("open");
            while (true) {
                log.add(socket.receiveText());
            }
        } catch (WebSocketDisconnect e) {
            log.add("end " + e.code());
        }
    }

    @Test
    void whatTheHostCannotUpgradeIsAnError() throws Exception {
        serve(this::listen);
        accepted().failed(new IllegalStateException("cannot"));
        expectAll("end 1006", "500 5 null"); // whoever makes the error notes why
        while (host.calls().size() < 4) {
            Thread.onSpinWait();
        }
        assertTrue(host.calls().get(1).startsWith("start 500 "), host.calls().toString());
    }

    /** As behind a filter that does not see what the container brings back. */
    @Test
    void whatTheHostLosesBeforeItOpensIsOver() throws Exception {
        serve(this::listen);
        accepted().closed(1006, "the host's own words");
        expect("end 1006", "101 0 null");
    }

    @Test
    void messagesMayComeInParts() throws Exception {
        serve(new WebSocketUpgrade(this::listen).maxMessageBytes(10));
        AcceptedSocket socket = accepted();
        socket.opened(wire);
        socket.text("ab", false);
        socket.text("", false);
        socket.text("cd", true);
        socket.text("e", true);
        expect("open", "abcd", "e");
        socket.text("0123456", false);
        socket.text("0123456", false);
        socket.text("0123456", true);
        expectAll("close 1009", "end 1009", "101 0 null");
    }

    @Test
    void bytesMayComeInParts() throws Exception {
        serve(new WebSocketUpgrade(socket -> {
                    socket.accept();
                    log.add(Arrays.toString(socket.receiveBytes()));
                    log.add(assertThrows(WebSocketDisconnect.class, socket::receiveBytes)
                            .code());
                })
                .maxMessageBytes(3));
        AcceptedSocket socket = accepted();
        socket.opened(wire);
        socket.bytes(ByteBuffer.wrap(new byte[] {1, 2}), false);
        socket.bytes(ByteBuffer.wrap(new byte[] {3}), true);
        expect("[1, 2, 3]");
        socket.bytes(ByteBuffer.wrap(new byte[] {4, 5}), false);
        socket.bytes(ByteBuffer.wrap(new byte[] {6, 7}), true);
        expectAll("close 1009", 1009);
    }

    /** Or ten thousand silent sockets would keep ten thousand of the longest messages that each has had. */
    @Test
    void nothingIsKeptOfALongMessage() throws Exception {
        serve(socket -> {
            socket.accept();
            socket.listen(new Silent() {
                @Override
                public void onText(String text) {
                    socket.sendText(text);
                }

                @Override
                public void onBytes(byte[] bytes) {
                    log.add(bytes.length);
                }
            });
        });
        AcceptedSocket socket = accepted();
        socket.opened(wire);
        settle(0); // it listens
        long before = Kept.by(socket);
        String half = "x".repeat(1 << 16);
        socket.text(half, false);
        assertEquals(before + (1 << 16), Kept.by(socket));
        socket.text(half, true);
        expect(half + half);
        socket.bytes(ByteBuffer.allocate(1 << 16), false);
        socket.bytes(ByteBuffer.allocate(1 << 16), true);
        expect(1 << 17);
        assertEquals(before, Kept.by(socket));
    }

    /** Waits until nobody works but the handler. */
    private void settle() {
        settle(1);
    }

    private void settle(int workers) {
        while (lifetime.workers().inFlight() > workers) {
            Thread.onSpinWait();
        }
    }

    /** WS9. */
    @Test
    void itsUrlIsSecureWhenTheRequestIs() throws Exception {
        host.at("https", "a.example", 443);
        serve(socket -> {
            log.add(socket.url().toString());
            socket.close();
        });
        expect("wss://a.example/chat?a=1");
    }

    /** Half of the time-out after the last sign of life it is asked for one, and gets as long again. */
    @Test
    void aClientWithoutASignOfLifeIsLost() throws Exception {
        serve(new WebSocketUpgrade(this::listen).idleTimeout(Duration.ofSeconds(10)));
        AcceptedSocket socket = accepted();
        socket.opened(wire);
        expect("open");
        assertEquals(List.of(Duration.ofSeconds(5)), time.delays());
        time.next();
        expect("ping");
        settle();
        socket.pong();
        time.next();
        expect("ping");
        settle();
        time.next();
        expectAll("abort", "end 1006", "101 0 null");
    }

    /** Else pings and closes would wait with the tasks of the app, as they once did. */
    @Test
    void aBusyAppAsksForSignsOfLifeAllTheSame() throws Exception {
        serve(this::listen);
        accepted().opened(wire);
        expect("open");
        occupy();
        time.next();
        expect("ping");
        settle(THREADS + 1);
        time.next();
        expectAll("abort", "end 1006", "101 0 null");
    }

    @Test
    void aBusyAppSaysAllTheSameThatItStops() throws Exception {
        serve(this::listen);
        accepted().opened(wire);
        expect("open");
        occupy();
        lifetime.stop();
        expectAll("close 1001", "end 1001", "101 0 null");
    }

    /** What a listener does then is the app's own work: the client does not wait for it. */
    @Test
    void aListenerIsToldOfAStopByAWorker() throws Exception {
        serve(socket -> {
            socket.accept();
            socket.listen(new Silent() {
                @Override
                public void onDisconnect(int code) {
                    log.add(code + " on " + Thread.currentThread().getName().replaceAll("\\d", ""));
                }
            });
        });
        accepted().opened(wire);
        settle(0); // it listens
        occupy(lifetime.workers().replies());
        lifetime.stop();
        expect("close 1001");
        settle(THREADS + 1);
        assertEquals(List.of(), List.copyOf(log));
        free.countDown();
        expect("1001 on servlette-reply-");
    }

    /** A container may wait for room in a ping, and for ever. */
    @Test
    void aClientThatDoesNotTakeAPingIsLost() throws Exception {
        wire.isFull = true;
        serve(this::listen);
        accepted().opened(wire);
        time.next();
        expectAll("open", "ping");
        time.next();
        expectAll("abort", "end 1006", "101 0 null");
    }

    /** A socket whose client was asked for a sign of life. */
    private AcceptedSocket asked() throws InterruptedException {
        serve(this::listen);
        AcceptedSocket socket = accepted();
        socket.opened(wire);
        time.next();
        expectAll("open", "ping");
        settle();
        return socket;
    }

    @Test
    void aMessageIsASignOfLife() throws Exception {
        AcceptedSocket socket = asked();
        socket.text("a", true);
        time.next();
        expectAll("a", "ping");
    }

    /** A frame of a slow client, in which no pong has room. */
    @Test
    void aPartOfAMessageIsASignOfLife() throws Exception {
        AcceptedSocket socket = asked();
        socket.text("a", false);
        time.next();
        expect("ping");
        settle();
        socket.bytes(ByteBuffer.allocate(1), false);
        time.next();
        expect("ping");
    }

    @Test
    void aClientWhoseMessagesNobodyTakesIsSentAway() throws Exception {
        serve(new WebSocketUpgrade(socket -> {
                    socket.accept();
                    free.await();
                })
                .idleTimeout(Duration.ofSeconds(10)));
        AcceptedSocket socket = accepted();
        socket.opened(wire);
        Thread client = new Thread(() -> {
            for (int i = 0; i < 17; i++) {
                socket.text("a", true);
            }
        });
        client.start();
        while (time.delays().size() < 2) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(Duration.ofSeconds(5), Duration.ofSeconds(10)), time.delays());
        occupy();
        time.next();
        expect("ping");
        time.next();
        expect("close 1013");
    }

    /** What is thrown for another one's end is a failure of this one. */
    @Test
    void onlyItsOwnEndIsNoFailure() throws Exception {
        serve(socket -> {
            socket.request().onComplete(completion -> log.add(end(completion)));
            socket.accept();
            throw new WebSocketDisconnect(1006, "");
        });
        accepted().opened(wire);
        expectAll("close 1011", "101 0 dev.servlette.websockets.WebSocketDisconnect: The socket was closed with 1006.");
    }

    /** The listener is told of the end while the handler is still at it. */
    @Test
    void whatAHandlerThrowsThatListensIsKnownToTheHooks() throws Exception {
        serve(socket -> {
            socket.request().onComplete(completion -> log.add(end(completion)));
            socket.accept();
            socket.listen(new Silent());
            throw new IllegalStateException("late");
        });
        accepted().opened(wire);
        expectAll("close 1011", "end 1011", "101 0 java.lang.IllegalStateException: late");
    }

    @Test
    void nullIsNoMessage() throws Exception {
        serve(socket -> {
            socket.accept();
            log.add(assertThrows(NullPointerException.class, () -> socket.sendText(none()))
                    .getClass());
            log.add(assertThrows(NullPointerException.class, () -> socket.sendBytes(none()))
                    .getClass());
            log.add(assertThrows(NullPointerException.class, () -> socket.offer(none()))
                    .getClass());
        });
        accepted().opened(wire);
        expect(NullPointerException.class, NullPointerException.class, NullPointerException.class, "close 1000");
    }

    /** What no checker of nulls has seen. */
    @SuppressWarnings("NullAway")
    private static <T> T none() {
        return null;
    }

    /** Its pongs stand behind what the app does not take. */
    @Test
    void aClientIsNotLostBecauseTheAppIsSlow() throws Exception {
        serve(socket -> {
            socket.accept();
            socket.listen(new Silent() {
                @Override
                public void onText(String text) throws InterruptedException {
                    for (int i = 0; i < 3; i++) {
                        time.next();
                        expect("ping");
                        settle(0);
                    }
                    log.add(text);
                }
            });
        });
        AcceptedSocket socket = accepted();
        socket.opened(wire);
        settle(0); // it listens
        socket.text("a", true);
        expect("a");
    }

    /** No thread of the host waits then, but nothing is read either. */
    @Test
    void aClientIsNotLostBecauseTheHostWasToldToPause() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        serve(new WebSocketUpgrade(socket -> {
                    socket.accept();
                    read.await();
                    log.add(socket.receiveText());
                    log.add(socket.receiveText());
                    socket.receiveText();
                })
                .maxMessageBytes(1));
        AcceptedSocket socket = accepted();
        socket.opened(new PausingWire());
        time.next();
        expect("ping");
        settle();
        socket.text("a", true);
        socket.text("b", true);
        socket.pong(); // which was on its way
        expect("pause");
        Runnable beat = time.tasks().get(0);
        for (int i = 0; i < 3; i++) {
            beat.run();
            expect("ping");
            settle();
        }
        read.countDown();
        expectAll("resume", "a", "b");
        beat.run();
        expect("ping");
        settle();
        beat.run();
        expect("abort");
    }

    @Test
    void whatCannotBeSentIsALoss() throws Exception {
        serve(socket -> {
            socket.accept();
            log.add(assertThrows(WebSocketDisconnect.class, () -> socket.sendBytes(new byte[1]))
                    .code());
        });
        accepted().opened(wire);
        expectAll("abort", 1006);
    }

    /** Also when what the listener was told by the loss comes out of it. */
    @Test
    void aListenerThatFindsALossIsToldThatCode() throws Exception {
        serve(socket -> {
            socket.accept();
            socket.listen(new Silent() {
                @Override
                public void onText(String text) {
                    socket.sendBytes(new byte[1]);
                }
            });
        });
        AcceptedSocket socket = accepted();
        socket.opened(wire);
        socket.text("a", true);
        expectAll("abort", "end 1006");
    }

    /** A stop tells a handler first, and then interrupts it. */
    @Test
    void anInterruptIsTheEnd() throws Exception {
        serve(socket -> {
            Thread.currentThread().interrupt();
            log.add(assertThrows(WebSocketDisconnect.class, socket::accept).code());
            log.add(Thread.interrupted());
        });
        expect(1006, true);
        accepted().opened(wire);
        expect("abort");
    }

    /** Or the client would see a failure. */
    @Test
    void anInterruptMayComeAsTheHostOpensIt() throws Exception {
        serve(socket -> {
            log.add(Thread.currentThread());
            log.add(assertThrows(WebSocketDisconnect.class, socket::accept).code());
        });
        Thread handler = (Thread) Objects.requireNonNull(log.poll(10, TimeUnit.SECONDS));
        time.whenLater(() -> {
            handler.interrupt();
            while (log.size() < 2) {
                Thread.onSpinWait();
            }
        });
        accepted().opened(wire); // and is to be asked for a sign of life later
        expectAll("close 1001", 1001);
    }

    @Test
    void anInterruptEndsTheWaitForAMessage() throws Exception {
        serve(socket -> {
            socket.accept();
            Thread.currentThread().interrupt();
            log.add(assertThrows(WebSocketDisconnect.class, socket::receiveText).code());
        });
        accepted().opened(wire);
        expect(1001, "close 1000");
    }

    @Test
    void whatOpensDuringAStopIsClosed() throws Exception {
        serve(this::listen);
        AcceptedSocket socket = accepted();
        lifetime.stop();
        socket.opened(wire);
        expectAll("open", "close 1001", "end 1001", "101 0 null");
    }

    /** The last word needs no worker. */
    @Test
    void aLossAfterTheStopIsHandledByWhoeverFindsIt() throws Exception {
        serve(socket -> {
            socket.accept();
            socket.listen(new Silent());
        });
        AcceptedSocket socket = accepted();
        socket.opened(wire);
        settle(0);
        lifetime.workers().close();
        time.next();
        expect("ping");
        time.next();
        expectAll("end 1006", "abort");
    }

    private class Silent implements WebSocketListener {
        @Override
        public void onText(String text) throws Exception {
            throw new AssertionError(text);
        }

        @Override
        public void onBytes(byte[] bytes) {
            throw new AssertionError(bytes.length);
        }

        @Override
        public void onDisconnect(int code) {
            log.add("end " + code);
        }
    }
}
