package dev.servlette.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemTimeTest {
    private static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    void clockIsThatOfTheMachine() {
        try (Time time = Time.system()) {
            Instant before = Instant.now();
            assertFalse(time.clock().instant().isBefore(before));
            assertEquals(ZoneOffset.UTC, time.clock().getZone());
        }
    }

    /** Design, request 14: what a running app has costs nothing while it is not used. */
    @Test
    void threadIsADaemonThatIsThereWhenItIsNeeded() throws Exception {
        try (Time time = Time.system()) {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            Instant before = Instant.now();
            time.after(Duration.ofMillis(5), () -> thread.complete(Thread.currentThread()));
            assertEquals("servlette-time", soon(thread).getName());
            assertTrue(soon(thread).isDaemon());
            assertFalse(Instant.now().isBefore(before.plusMillis(5)));
        }
    }

    /** One that can never come is no mistake: to wait for ever is to wait until one is told. */
    @Test
    void whatIsCancelledOrTooLateNeverRuns() throws Exception {
        Time time = Time.system();
        CompletableFuture<String> never = new CompletableFuture<>();
        CompletableFuture<String> last = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        time.after(Duration.ZERO, cancelled::join); // its thread is busy until then
        time.after(Duration.ofMillis(1), () -> never.complete("cancelled")).cancel();
        cancelled.complete(null);
        time.after(Duration.ofSeconds(Long.MAX_VALUE), () -> never.complete("in a while"));
        time.after(Duration.ofMillis(5), () -> last.complete("last"));
        assertEquals("last", soon(last));
        time.close();
        time.after(Duration.ZERO, () -> never.complete("after the end")).cancel();
        assertFalse(never.isDone());
    }

    @Test
    void taskThatFailsIsLoggedAndStopsNoOther() throws Exception {
        try (LoggedLines logged = new LoggedLines();
                Time time = Time.system()) {
            CompletableFuture<String> next = new CompletableFuture<>();
            time.after(Duration.ZERO, () -> {
                throw new IllegalStateException("test");
            });
            time.after(Duration.ofMillis(1), () -> next.complete("next"));
            assertEquals("next", soon(next));
            assertEquals(
                    List.of("SEVERE A task that was to be done later failed. java.lang.IllegalStateException: test"),
                    logged.lines());
        }
    }
}
