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
        try (Workers workers = Workers.platform(new Workers.Options(LONG))) {
            CompletableFuture<Thread> reply = new CompletableFuture<>();
            CompletableFuture<Thread> socket = new CompletableFuture<>();
            CompletableFuture<Thread> background = new CompletableFuture<>();
            workers.execute(() -> reply.complete(Thread.currentThread()));
            workers.sockets().execute(() -> socket.complete(Thread.currentThread()));
            workers.background().execute(() -> background.complete(Thread.currentThread()));
            assertEquals("servlette-reply-1", soon(reply).getName());
            assertEquals("servlette-socket-1", soon(socket).getName());
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

    /** A reply waits while all threads are busy, a socket is refused, and neither takes the threads of the other. */
    @Test
    void aBusyGroupStarvesNoOther() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Workers workers = Workers.platform(new Workers.Options(LONG).maxThreads(1))) {
            CompletableFuture<String> second = new CompletableFuture<>();
            workers.sockets().execute(() -> await(go));
            workers.execute(() -> await(go));
            workers.execute(() -> second.complete("waited"));
            assertThrows(
                    RejectedExecutionException.class, () -> workers.sockets().execute(() -> {}));
            assertEquals(3, workers.inFlight());
            CompletableFuture<String> background = new CompletableFuture<>();
            workers.background().execute(() -> background.complete("ran"));
            assertEquals("ran", soon(background));
            assertFalse(second.isDone());
            go.countDown();
            assertEquals("waited", soon(second));
        }
    }

    @Test
    void closeInterruptsSocketsAtOnce() throws Exception {
        Workers workers = Workers.platform(new Workers.Options(LONG));
        CompletableFuture<String> end = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        workers.sockets().execute(() -> {
            begun.countDown();
            end.complete(await(new CountDownLatch(1)));
        });
        begun.await();
        workers.close();
        assertEquals("interrupted", soon(end));
        assertEquals(0, workers.inFlight());
        assertThrows(RejectedExecutionException.class, () -> workers.sockets().execute(() -> {}));
    }

    @Test
    void aTaskThatNeverRanIsNotInFlightAfterClose() throws Exception {
        Workers workers = Workers.platform(new Workers.Options(Duration.ZERO).maxThreads(1));
        CountDownLatch begun = new CountDownLatch(1);
        workers.background().execute(() -> {
            begun.countDown();
            await(new CountDownLatch(1));
        });
        begun.await();
        workers.background().execute(() -> {});
        workers.close();
        assertTrue(workers.awaitBackground(30, TimeUnit.SECONDS));
    }

    @Test
    void theDecoratorStandsAroundEveryTask() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        StringBuffer log = new StringBuffer();
        Workers.Options options = new Workers.Options(LONG).decorator(task -> decorated(task, log));
        try (Workers workers = Workers.start(options)) {
            workers.background().execute(() -> log.append("task "));
            assertTrue(workers.awaitBackground(30, TimeUnit.SECONDS));
            workers.execute(() -> seen.complete(log.append("reply").toString()));
            assertEquals("begin task end begin reply", soon(seen));
        }
    }

    private static Runnable decorated(Runnable task, StringBuffer log) {
        return () -> {
            log.append("begin ");
            task.run();
            log.append("end ");
        };
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        IllegalArgumentException drain =
                assertThrows(IllegalArgumentException.class, () -> new Workers.Options(Duration.ofSeconds(-1)));
        assertEquals(
                "drain(PT-1S) was given to Workers. It is zero or more; zero waits for nothing.", drain.getMessage());
        IllegalArgumentException threads =
                assertThrows(IllegalArgumentException.class, () -> new Workers.Options(LONG).maxThreads(0));
        assertEquals("maxThreads(0) was given to Workers. Each group needs one thread at least.", threads.getMessage());
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
    void aReplyThatEndsWhileTheAppStopsMayBringATask() throws Exception {
        Workers workers = Workers.start(LONG);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread closing = new Thread(workers::close);
        workers.execute(() -> {
            begun.countDown();
            while (closing.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            workers.background().execute(() -> done.complete("done"));
        });
        begun.await();
        closing.start();
        closing.join();
        assertEquals("done", done.getNow("lost"));
    }

    @Test
    void aTaskThatCannotBeHandedOverIsNotInFlight() throws Exception {
        Workers.Options options = new Workers.Options(LONG).decorator(task -> {
            throw new IllegalStateException("decorator");
        });
        try (Workers workers = Workers.start(options)) {
            assertThrows(IllegalStateException.class, () -> workers.background().execute(() -> {}));
            assertTrue(workers.awaitBackground(0, TimeUnit.SECONDS));
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
