package dev.servlette.websockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IncomingTest {
    private static final Closing END = new Closing(1000, "");
    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    };

    private final AtomicInteger timers = new AtomicInteger();
    private final ManualTime time = new ManualTime() {
        @Override
        public Cancellable after(Duration delay, Runnable task) {
            timers.incrementAndGet();
            return super.after(delay, task);
        }
    };
    private final List<String> stuck = new ArrayList<>();
    private final Incoming incoming = new Incoming(time, 100, Duration.ofSeconds(60), () -> stuck.add("stuck"));

    private final List<String> told = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();

    private static void within(CompletableFuture<?> future) throws Exception {
        future.get(10, TimeUnit.SECONDS);
    }

    private static void assertWaits(CompletableFuture<?> future) {
        assertThrows(TimeoutException.class, () -> future.get(50, TimeUnit.MILLISECONDS));
    }

    private CompletableFuture<Void> put(Object message, int times) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < times; i++) {
                        incoming.put(message);
                    }
                },
                THREADS);
    }

    @Test
    void whatHasArrivedIsTakenInItsOrderAndThenTheEnd() throws Exception {
        incoming.put("a");
        incoming.put(new byte[] {1});
        incoming.end(END, true);
        incoming.put("too late");
        assertEquals("a", incoming.take());
        assertEquals(1, ((byte[]) incoming.take())[0]);
        assertSame(END, incoming.take());
        assertSame(END, incoming.take());
    }

    @Test
    void whatComesLaterIsWaitedFor() throws Exception {
        CompletableFuture<Void> putting = CompletableFuture.runAsync(
                () -> incoming.put("late"), CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS, THREADS));
        assertEquals("late", incoming.take());
        within(putting);
    }

    /** Design of the servlet facts: 16 messages between the container and the handler. */
    @Test
    void theSeventeenthMessageWaits() throws Exception {
        within(put("a", 16));
        CompletableFuture<Void> more = put("b", 1);
        assertWaits(more);
        incoming.take();
        within(more);
    }

    @Test
    void longMessagesWaitEarlier() throws Exception {
        within(put(new byte[60], 2));
        CompletableFuture<Void> more = put("b", 1);
        assertWaits(more);
        incoming.take();
        within(more);
    }

    /** A container's thread must not stay behind. */
    @Test
    void theEndReleasesWhoWaits() throws Exception {
        CompletableFuture<Void> putting = put("a", 100);
        assertWaits(putting);
        incoming.end(END, false);
        within(putting);
        assertSame(END, incoming.take());
    }

    @Test
    void theFirstEndCounts() throws Exception {
        incoming.end(END, true);
        incoming.end(Closing.LOST, true);
        assertSame(END, incoming.take());
    }

    @Test
    void aListenerIsGivenWhatWaitsAndWhatComesAndTheEndOnce() {
        List<Object> heard = new ArrayList<>();
        incoming.put("a");
        incoming.listen(heard::add);
        incoming.put("b");
        incoming.end(END, true);
        incoming.end(END, true);
        assertEquals(List.of("a", "b", END), heard);
    }

    /** One thing at a time: who brings something meanwhile leaves it to the thread that is at it. */
    @Test
    void aListenerIsOnOneThreadAtATime() throws Exception {
        List<Object> heard = new ArrayList<>();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        incoming.listen(next -> {
            entered.countDown();
            await(released);
            heard.add(next);
        });
        CompletableFuture<Void> first = put("a", 1);
        await(entered);
        within(put("b", 1));
        assertFalse(first.isDone());
        released.countDown();
        within(first);
        assertEquals(List.of("a", "b"), heard);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Or each client of an app that takes nothing would have a thread of the host for as long as it likes. */
    @Test
    void aMessageDoesNotWaitForEver() throws Exception {
        CompletableFuture<Void> putting = put("a", 17);
        while (time.delays().isEmpty()) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(Duration.ofSeconds(60)), time.delays());
        time.next();
        assertEquals(List.of("stuck"), stuck);
        incoming.end(END, false);
        within(putting);
    }

    @Test
    void aMessageForWhichThereIsRoomIsNotWatchedAnyMore() throws Exception {
        CompletableFuture<Void> putting = put("a", 17);
        while (time.delays().isEmpty()) {
            Thread.onSpinWait();
        }
        incoming.take();
        within(putting);
        assertEquals(List.of(), time.delays());
    }

    /** A host that says what it is told. */
    private void pauses() {
        incoming.pauses(
                new WebSocketChannel.Inflow() {
                    @Override
                    public void pause() {
                        told.add("pause");
                    }

                    @Override
                    public void resume() {
                        told.add("resume");
                    }
                },
                tasks::add);
    }

    @Test
    void aHostThatCanPauseIsToldSoAndIsNotHeld() throws Exception {
        pauses();
        for (int i = 0; i < 16; i++) {
            incoming.put("a");
        }
        assertEquals(List.of(), told);
        incoming.put("b");
        incoming.put("on its way");
        assertEquals(List.of("pause"), told);
        incoming.take();
        assertEquals(List.of("pause"), told);
        incoming.take();
        incoming.take();
        assertEquals(List.of("pause", "resume"), told);
        assertEquals(List.of(), time.delays());
    }

    /** As where a thread waits, each with its own time. */
    @Test
    void whatIsTakenGivesTheNextOneItsTime() throws Exception {
        pauses();
        for (int i = 0; i < 18; i++) {
            incoming.put("a");
        }
        assertEquals(1, timers.get());
        incoming.take();
        assertEquals(2, timers.get());
        assertEquals(1, time.delays().size());
    }

    /** It waits for nobody, and there is room for one of them. */
    @Test
    void theLongestMessageIsNoneTooMany() throws Exception {
        pauses();
        incoming.put(new byte[100]);
        assertEquals(List.of(), told);
        incoming.put("a");
        assertEquals(List.of("pause"), told);
        incoming.take();
        assertEquals(List.of("pause", "resume"), told);
    }

    @Test
    void whatNobodyTakesIsToldThereToo() throws Exception {
        pauses();
        incoming.put(new byte[100]);
        incoming.put("a");
        assertEquals(List.of(Duration.ofSeconds(60)), time.delays());
        time.next();
        assertEquals(List.of("stuck"), stuck);
        incoming.end(END, false);
        assertEquals(List.of("pause", "resume"), told);
        incoming.put("too late");
        assertSame(END, incoming.take());
    }

    /** Its thread has other connections to read. */
    @Test
    void whereTheHostPausesAListenerIsToldElsewhere() {
        List<Object> heard = new ArrayList<>();
        pauses();
        incoming.listen(heard::add);
        incoming.put("a");
        assertEquals(List.of(), heard);
        tasks.forEach(Runnable::run);
        assertEquals(List.of("a"), heard);
    }
}
