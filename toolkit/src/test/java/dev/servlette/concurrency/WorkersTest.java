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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final Workers.Options OPTIONS = new Workers.Options().drain(Duration.ofSeconds(30));
    private static final Workers.Options PLATFORM = OPTIONS.usesVirtualThreads(false);

    private static Workers start(Workers.Options options) {
        return Workers.start(options, Time.system());
    }

    private static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    void platformThreadsAreNamedDaemonsOfTheirGroup() throws Exception {
        try (Workers workers = start(PLATFORM)) {
            CompletableFuture<Thread> task = new CompletableFuture<>();
            CompletableFuture<Thread> reply = new CompletableFuture<>();
            CompletableFuture<Thread> socket = new CompletableFuture<>();
            CompletableFuture<Thread> background = new CompletableFuture<>();
            CompletableFuture<Thread> upkeep = new CompletableFuture<>();
            workers.execute(() -> task.complete(Thread.currentThread()));
            workers.replies().execute(() -> reply.complete(Thread.currentThread()));
            workers.sockets().execute(() -> socket.complete(Thread.currentThread()));
            workers.background().execute(() -> background.complete(Thread.currentThread()));
            workers.upkeep().execute(() -> upkeep.complete(Thread.currentThread()));
            assertEquals("servlette-task-1", soon(task).getName());
            assertEquals("servlette-reply-1", soon(reply).getName());
            assertEquals("servlette-socket-1", soon(socket).getName());
            assertEquals("servlette-background-1", soon(background).getName());
            assertEquals("servlette-upkeep-1", soon(upkeep).getName());
            assertTrue(soon(reply).isDaemon());
        }
    }

    /** Threads: "From Java 21 on workers are virtual threads, unless `usesVirtualThreads(false)` is said." */
    @Test
    void theKindOfThreadIsTheOneThatTheJdkHas() throws Exception {
        try (Workers workers = start(OPTIONS)) {
            CompletableFuture<String> name = new CompletableFuture<>();
            workers.execute(() -> name.complete(Thread.currentThread().toString()));
            assertEquals(VirtualThreads.arePresent(), soon(name).startsWith("VirtualThread"));
        }
    }

    /**
     * Threads: "Platform threads come in groups of at most `maxThreads`: for what handlers hand over, for answers, for sockets, for
     * background tasks, and for pings and closes of sockets, so that none starves another." "What comes when all of its group are busy
     * waits its turn; a socket is refused."
     */
    @Test
    void aBusyGroupStarvesNoOther() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Workers workers = start(PLATFORM.maxThreads(1))) {
            CompletableFuture<String> second = new CompletableFuture<>();
            workers.sockets().execute(() -> await(go));
            workers.execute(() -> await(go));
            workers.replies().execute(() -> await(go));
            workers.replies().execute(() -> second.complete("waited"));
            assertThrows(
                    RejectedExecutionException.class, () -> workers.sockets().execute(() -> {}));
            assertEquals(4, workers.inFlight());
            CompletableFuture<String> background = new CompletableFuture<>();
            workers.background().execute(() -> background.complete("ran"));
            assertEquals("ran", soon(background));
            CompletableFuture<String> upkeep = new CompletableFuture<>();
            workers.upkeep().execute(() -> upkeep.complete("ran"));
            assertEquals("ran", soon(upkeep));
            assertFalse(second.isDone());
            go.countDown();
            assertEquals("waited", soon(second));
        }
    }

    @Test
    void closeInterruptsSocketsAtOnce() throws Exception {
        Workers workers = start(PLATFORM);
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
        Workers workers = start(PLATFORM.drain(Duration.ZERO).maxThreads(1));
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

    /** Around all tasks but those of replies: a reply brings its context, which is older than its hand-over. */
    @Test
    void tasksRunInTheContextOfWhoHandsThemOver() throws Exception {
        ThreadLocal<String> context = new ThreadLocal<>();
        try (Workers workers = start(OPTIONS.decorator(task -> carrying(context, task)))) {
            CompletableFuture<String> task = new CompletableFuture<>();
            CompletableFuture<String> background = new CompletableFuture<>();
            CompletableFuture<String> socket = new CompletableFuture<>();
            CompletableFuture<String> reply = new CompletableFuture<>();
            context.set("here");
            workers.execute(() -> task.complete(context.get()));
            workers.background().execute(() -> background.complete(context.get()));
            workers.sockets().execute(() -> socket.complete(context.get()));
            workers.replies().execute(() -> reply.complete(context.get()));
            assertEquals("here", soon(task));
            assertEquals("here", soon(background));
            assertEquals("here", soon(socket));
            assertEquals(null, soon(reply));
        }
    }

    private static Runnable carrying(ThreadLocal<String> context, Runnable task) {
        String kept = context.get();
        return () -> {
            context.set(kept);
            task.run();
            context.remove();
        };
    }

    @Test
    void optionsAreKeptAndUsualWhereTheyAreNotTold() {
        Workers.Options usual = new Workers.Options();
        assertEquals(new Workers.Options(Duration.ofSeconds(10), 200, true, null), usual);
        UnaryOperator<Runnable> decorator = task -> task;
        Workers.Options told =
                usual.drain(Duration.ZERO).maxThreads(3).decorator(decorator).usesVirtualThreads(false);
        assertEquals(new Workers.Options(Duration.ZERO, 3, false, decorator), told);
        try (Workers workers = start(told)) {
            assertSame(told, workers.options());
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        IllegalArgumentException drain =
                assertThrows(IllegalArgumentException.class, () -> OPTIONS.drain(Duration.ofSeconds(-1)));
        assertEquals(
                "drain(PT-1S) was given to Workers. It is zero or more; zero waits for nothing.", drain.getMessage());
        IllegalArgumentException threads = assertThrows(IllegalArgumentException.class, () -> OPTIONS.maxThreads(0));
        assertEquals("maxThreads(0) was given to Workers. Each group needs one thread at least.", threads.getMessage());
    }

    @Test
    void tasksSeeTheClassLoaderOfTheStart() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader own = new URLClassLoader(new URL[0], before)) {
            thread.setContextClassLoader(own);
            try (Workers workers = start(OPTIONS)) {
                thread.setContextClassLoader(before);
                CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
                workers.execute(() -> seen.complete(Thread.currentThread().getContextClassLoader()));
                assertSame(own, soon(seen));
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Threads: "It waits `drain` for requests that have a thread of the host, and for tasks that run, and then interrupts those." */
    @Test
    void closeWaitsForBackgroundTasks() throws Exception {
        Workers workers = start(OPTIONS);
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
        Workers workers = start(new Workers.Options().drain(Duration.ofMillis(1)));
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
        Workers workers = start(OPTIONS);
        CompletableFuture<String> end = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        workers.execute(() -> {
            begun.countDown();
            end.complete(await(new CountDownLatch(1)));
        });
        begun.await();
        Thread.currentThread().interrupt();
        workers.runHere(workers::close);
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
        Workers workers = start(OPTIONS);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread closing = new Thread(workers::close);
        workers.replies().execute(() -> {
            begun.countDown();
            whenTimedWaiting(closing, () -> workers.background().execute(() -> done.complete("done")));
        });
        begun.await();
        closing.start();
        closing.join();
        assertEquals("done", done.getNow("lost"));
    }

    /** Threads: "A stop waits for it, and for the answer that it completes." */
    @Test
    void aTaskThatEndsWhileTheAppStopsMayCompleteAReply() throws Exception {
        Workers workers = start(OPTIONS);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread closing = new Thread(workers::close);
        workers.execute(() -> {
            begun.countDown();
            whenTimedWaiting(closing, () -> workers.replies().execute(() -> done.complete("done")));
        });
        begun.await();
        closing.start();
        closing.join();
        assertEquals("done", done.getNow("lost"));
    }

    /** The same of what has a thread of the host, and the task that it brings. */
    @Test
    void closeWaitsForWhatRunsOnThreadsOfTheHost() throws Exception {
        Workers workers = start(OPTIONS);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread closing = new Thread(workers::close);
        Thread host = new Thread(() -> workers.runHere(() -> {
            begun.countDown();
            whenTimedWaiting(closing, () -> workers.background().execute(() -> done.complete("done")));
        }));
        host.start();
        begun.await();
        closing.start();
        closing.join();
        assertEquals("done", done.getNow("lost"));
    }

    private static void whenTimedWaiting(Thread thread, Runnable task) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        task.run();
    }

    @Test
    void whatRunsHereMayFailAndMayRunAfterClose() {
        Workers workers = start(OPTIONS);
        IllegalStateException failure = new IllegalStateException();
        assertSame(
                failure,
                assertThrows(
                        IllegalStateException.class,
                        () -> workers.runHere(() -> {
                            throw failure;
                        })));
        workers.close();
        List<String> ran = new ArrayList<>();
        workers.runHere(() -> ran.add("late"));
        assertEquals(List.of("late"), ran);
    }

    @Test
    void nothingIsTakenAfterClose() throws Exception {
        Workers workers = start(OPTIONS);
        workers.close();
        assertThrows(RejectedExecutionException.class, () -> workers.execute(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> workers.replies().execute(() -> {}));
        assertThrows(
                RejectedExecutionException.class, () -> workers.background().execute(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> workers.upkeep().execute(() -> {}));
        assertTrue(workers.awaitBackground(0, TimeUnit.SECONDS));
    }

    @Test
    void aTaskThatThrowsIsNotInFlightAnyMore() throws Exception {
        try (Workers workers = start(OPTIONS)) {
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
