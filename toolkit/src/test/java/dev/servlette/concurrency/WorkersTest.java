package dev.servlette.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    void platformThreadsAreNamedDaemonsOfTheirGroup() throws Exception {
        try (Workers workers = new Workers(null, LONG, Workers::pool)) {
            CompletableFuture<Thread> reply = new CompletableFuture<>();
            CompletableFuture<Thread> background = new CompletableFuture<>();
            workers.execute(() -> reply.complete(Thread.currentThread()));
            workers.background().execute(() -> background.complete(Thread.currentThread()));
            assertEquals("servlette-reply-1", soon(reply).getName());
            assertEquals("servlette-background-1", soon(background).getName());
            assertTrue(soon(reply).isDaemon());
        }
    }

    @Test
    void theKindOfThreadIsTheOneThatTheJdkHas() throws Exception {
        try (Workers workers = Workers.start(LONG)) {
            CompletableFuture<String> name = new CompletableFuture<>();
            workers.execute(() -> name.complete(Thread.currentThread().toString()));
            assertEquals(VirtualThreads.arePresent(), soon(name).startsWith("VirtualThread"));
        }
    }

    @Test
    void tasksSeeTheClassLoaderOfTheStart() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader own = new URLClassLoader(new URL[0], before)) {
            thread.setContextClassLoader(own);
            try (Workers workers = Workers.start(LONG)) {
                thread.setContextClassLoader(before);
                CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
                workers.execute(() -> seen.complete(Thread.currentThread().getContextClassLoader()));
                assertSame(own, soon(seen));
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void closeWaitsForBackgroundTasks() throws Exception {
        Workers workers = Workers.start(LONG);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> done = new CompletableFuture<>();
        workers.background().execute(() -> {
            await(go);
            done.complete("done");
        });
        assertFalse(workers.awaitBackground(1, TimeUnit.MILLISECONDS));
        go.countDown();
        assertTrue(workers.awaitBackground(30, TimeUnit.SECONDS));
        workers.close();
        assertEquals("done", done.getNow("not done"));
    }

    @Test
    void closeInterruptsWhatDoesNotEndInTime() throws Exception {
        Workers workers = Workers.start(Duration.ofMillis(1));
        CompletableFuture<String> end = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        workers.execute(() -> {
            begun.countDown();
            end.complete(await(new CountDownLatch(1)));
        });
        begun.await();
        workers.close();
        assertEquals("interrupted", soon(end));
    }

    @Test
    void anInterruptedCloseKeepsTheFlag() throws Exception {
        Workers workers = Workers.start(LONG);
        CompletableFuture<String> end = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        workers.execute(() -> {
            begun.countDown();
            end.complete(await(new CountDownLatch(1)));
        });
        begun.await();
        Thread.currentThread().interrupt();
        workers.close();
        assertTrue(Thread.interrupted());
        assertEquals("interrupted", soon(end));
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "reached";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    @Test
    void nothingIsTakenAfterClose() throws Exception {
        Workers workers = Workers.start(LONG);
        workers.close();
        assertThrows(RejectedExecutionException.class, () -> workers.execute(() -> {}));
        assertThrows(
                RejectedExecutionException.class, () -> workers.background().execute(() -> {}));
        assertTrue(workers.awaitBackground(0, TimeUnit.SECONDS));
    }

    @Test
    void aTaskThatThrowsIsNotInFlightAnyMore() throws Exception {
        try (Workers workers = Workers.start(LONG)) {
            CompletableFuture<String> begun = new CompletableFuture<>();
            Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
            Thread.setDefaultUncaughtExceptionHandler((thread, e) -> begun.complete(e.getMessage()));
            try {
                workers.background().execute(() -> {
                    throw new IllegalStateException("broken");
                });
                assertEquals("broken", soon(begun));
                assertTrue(workers.awaitBackground(30, TimeUnit.SECONDS));
            } finally {
                Thread.setDefaultUncaughtExceptionHandler(before);
            }
        }
    }

    @Test
    void virtualThreadsAreAskedForByName() {
        if (VirtualThreads.arePresent()) {
            assertNotNull(VirtualThreads.pool("x-"));
        } else {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> VirtualThreads.pool("x-"));
            assertEquals("This JDK has no virtual threads; they came with JDK 21.", e.getMessage());
        }
    }
}
