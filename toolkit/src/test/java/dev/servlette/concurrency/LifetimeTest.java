package dev.servlette.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private final List<String> log = new ArrayList<>();

    private static Lifetime lifetime() {
        return lifetime(Duration.ofSeconds(30));
    }

    private static Lifetime lifetime(Duration drain) {
        return Lifetime.start(new Workers.Options().drain(drain), Time.system());
    }

    @Test
    void listenersAreToldOnceInTheirOrder() {
        Lifetime lifetime = lifetime(Duration.ZERO);
        lifetime.onStop(() -> log.add("a"));
        lifetime.onStop(() -> log.add("gone")).cancel();
        lifetime.onStop(() -> log.add("b"));
        lifetime.stop();
        lifetime.stop();
        lifetime.close();
        assertEquals(List.of("a", "b"), log);
    }

    @Test
    void whatStaysOpenIsCounted() {
        try (Lifetime lifetime = lifetime()) {
            Cancellable one = lifetime.onStop(() -> {});
            Cancellable other = lifetime.onStop(() -> {});
            assertEquals(2, lifetime.open());
            one.cancel();
            one.cancel();
            assertEquals(1, lifetime.open());
            other.cancel();
            assertEquals(0, lifetime.open());
        }
    }

    @Test
    void listenerThatComesTooLateIsToldAtOnce() {
        Lifetime lifetime = lifetime();
        lifetime.stop();
        lifetime.onStop(() -> log.add("late")).cancel();
        assertEquals(List.of("late"), log);
        lifetime.close();
    }

    @Test
    void listenerThatFailsKeepsNoOtherFromBeingTold() {
        try (LoggedLines logged = new LoggedLines();
                Lifetime lifetime = lifetime(Duration.ZERO)) {
            lifetime.onStop(() -> {
                throw new IllegalStateException("test");
            });
            lifetime.onStop(() -> log.add("told"));
            lifetime.stop();
            assertEquals(List.of("told"), log);
            assertEquals(
                    List.of("SEVERE What was to be told that the app stops failed."
                            + " java.lang.IllegalStateException: test"),
                    logged.lines());
        }
    }

    /** Threads: "A stop first tells what stays open, and gives it a second to end." Then its thread is interrupted. */
    @Test
    void closeWaitsForListenersThatAreTold() throws Exception {
        Lifetime lifetime = lifetime();
        CountDownLatch told = new CountDownLatch(1);
        CompletableFuture<String> end = new CompletableFuture<>();
        Cancellable open = lifetime.onStop(told::countDown);
        lifetime.workers().sockets().execute(() -> {
            end.complete(awaitOrSay(told));
            open.cancel();
        });
        lifetime.close();
        assertEquals("told", end.get(30, TimeUnit.SECONDS));
    }

    private static String awaitOrSay(CountDownLatch told) {
        try {
            told.await();
            return "told";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    @Test
    void closeDoesNotWaitLongForWhoDoesNotListen() {
        Lifetime lifetime = lifetime();
        lifetime.onStop(() -> log.add("told"));
        long start = System.nanoTime();
        lifetime.close();
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20));
        assertEquals(List.of("told"), log);
    }

    @Test
    void closeEndsWorkersAndTime() {
        ManualTime time = new ManualTime();
        Lifetime lifetime = Lifetime.start(new Workers.Options(), time);
        lifetime.workers().execute(() -> log.add("ran before, with " + (time.isClosed() ? "no time" : "time")));
        lifetime.close();
        assertEquals(List.of("ran before, with time"), log);
        assertThrows(RejectedExecutionException.class, () -> lifetime.workers().execute(() -> {}));
        assertTrue(time.isClosed());
    }

    @Test
    void interruptEndsTheWaitAndStaysSet() {
        Lifetime lifetime = lifetime();
        lifetime.onStop(() -> log.add("told"));
        Thread.currentThread().interrupt();
        lifetime.close();
        assertTrue(Thread.interrupted());
    }

    @Test
    void timeIsTheOneItWasGiven() {
        Time time = Time.system();
        Lifetime lifetime = Lifetime.start(new Workers.Options(), time);
        assertSame(time, lifetime.time());
        lifetime.close();
    }

    /** Streams come and go for as long as the app lives. */
    @Test
    void listenersThatAreCancelledAreForgotten() {
        try (Lifetime lifetime = lifetime()) {
            for (int i = 0; i < 100_000; i++) {
                lifetime.onStop(() -> log.add("told")).cancel();
            }
            lifetime.stop();
            assertEquals(List.of(), log);
        }
    }

    /** A listener that is added while the stop begins is told, once, whoever is first. */
    @Test
    void noListenerIsLostWhileTheStopBegins() throws Exception {
        for (int i = 0; i < 200; i++) {
            Lifetime lifetime = lifetime(Duration.ZERO);
            CompletableFuture<String> told = new CompletableFuture<>();
            Thread stopping = new Thread(lifetime::stop);
            stopping.start();
            lifetime.onStop(() -> assertTrue(told.complete("told")));
            assertEquals("told", told.get(30, TimeUnit.SECONDS));
            stopping.join();
            lifetime.close();
        }
    }
}
