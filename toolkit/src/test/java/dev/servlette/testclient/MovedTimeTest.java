package dev.servlette.testclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.Pause;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MovedTimeTest {
    private final MovedTime time = new MovedTime();
    private final Instant start = time.clock().instant();
    private final List<String> log = new ArrayList<>();

    private void advance(long seconds) {
        time.advance(Duration.ofSeconds(seconds), new Wait("It is at work", Duration.ofSeconds(10)));
    }

    private void later(long seconds, String what) {
        time.after(Duration.ofSeconds(seconds), () -> log.add(now() + " " + what));
    }

    private long now() {
        return Duration.between(start, time.clock().instant()).toSeconds();
    }

    @Test
    void standsStillUntilItIsMoved() {
        assertEquals(start, time.clock().instant());
        advance(7);
        assertEquals(7, now());
        assertEquals(ZoneOffset.UTC, time.clock().getZone());
    }

    @Test
    void whatIsDueIsDoneInItsOrderAndAtItsTime() {
        later(3, "c");
        later(1, "a");
        later(1, "b");
        later(9, "later");
        later(Long.MAX_VALUE, "never");
        advance(3);
        assertEquals(List.of("1 a", "1 b", "3 c"), log);
        advance(6);
        assertEquals("9 later", log.get(3));
    }

    @Test
    void whatADueTaskAddsIsDoneOnTheWay() {
        time.after(Duration.ofSeconds(1), () -> later(1, "second"));
        advance(5);
        assertEquals(List.of("2 second"), log);
        assertEquals(5, now());
    }

    @Test
    void whatIsCancelledOrForgottenIsNeverDone() {
        time.after(Duration.ofSeconds(1), () -> log.add("cancelled")).cancel();
        later(1, "forgotten");
        time.close();
        advance(2);
        assertEquals(List.of(), log);
    }

    /** A thread that waits again and again is given each of its moments. */
    @Test
    void sleeperIsWokenAtEachOfItsTimes() throws InterruptedException {
        List<Long> woken = new CopyOnWriteArrayList<>();
        Pause pause = new Pause(time);
        time.workBegins();
        Thread sleeper = new Thread(() -> {
            time.work(() -> {
                for (int i = 0; i < 100; i++) {
                    sleep(pause);
                    woken.add(now());
                }
            });
            time.workEnds();
        });
        sleeper.start();
        advance(1000);
        sleeper.join();
        assertEquals(100, woken.size());
        assertEquals(10, woken.get(0));
        assertEquals(1000, woken.get(99));
    }

    private void sleep(Pause pause) {
        time.after(Duration.ofSeconds(10), pause::signal);
        try {
            pause.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void neverGoesBack() {
        advance(5);
        later(-3, "late");
        later(Long.MIN_VALUE, "much too late");
        advance(1);
        assertEquals(List.of("5 late", "5 much too late"), log);
        assertEquals(6, now());
    }

    /** A listener of a bus, for one, that waits for a client. */
    @Test
    void threadThatWasNeverAtWorkMayWait() throws InterruptedException {
        Pause pause = new Pause(time);
        Thread waiting = new Thread(() -> sleep(pause));
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        advance(10);
        waiting.join();
        assertEquals(10, now());
    }

    /** Nor does such a thread stand for one that is at work. */
    @Test
    void isNotMovedWhileAnotherThreadWaits() throws InterruptedException {
        Pause pause = new Pause(time);
        Thread waiting = new Thread(() -> sleep(pause));
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        isNotMovedWhileSomethingIsAtWork();
        pause.signal();
        waiting.join();
    }

    /** Work that runs other work on its own thread goes on when that has ended. */
    @Test
    void threadIsAtWorkUntilTheOutermostEnds() {
        time.work(() -> {
            time.work(() -> assertTrue(time.isAtWork()));
            assertTrue(time.isAtWork());
        });
        assertFalse(time.isAtWork());
    }

    @Test
    void isNotMovedWhileSomethingIsAtWork() {
        time.workBegins();
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class,
                () -> time.advance(Duration.ofSeconds(1), new Wait("It is at work", Duration.ofMillis(20))));
        assertEquals(
                "java.net.SocketTimeoutException: It is at work within 0.02 s. TestClient.timeout(..) sets the limit of"
                        + " every wait.",
                e.getMessage());
        assertEquals(0, now());
    }

    @Test
    void passesWhateverIsAtWorkWhenTheAppStops() {
        time.workBegins();
        later(1, "due");
        later(3, "later");
        time.pass(Duration.ofSeconds(2));
        assertEquals(List.of("1 due"), log);
        assertEquals(2, now());
    }

    @Test
    void waitsForWorkToEnd() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        time.workBegins();
        Thread worker = new Thread(() -> {
            begun.countDown();
            later(1, "done");
            time.workEnds();
        });
        worker.start();
        begun.await();
        advance(1);
        assertEquals(List.of("1 done"), log);
        worker.join();
    }
}
