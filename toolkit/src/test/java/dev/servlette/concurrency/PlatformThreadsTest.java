package dev.servlette.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlatformThreadsTest {
    private final CountDownLatch go = new CountDownLatch(1);
    private final ExecutorService waiting = new PlatformThreads(2).waiting("t-");

    @AfterEach
    void close() {
        go.countDown();
        waiting.shutdown();
    }

    /** The name of the thread that runs the next task of a pool. */
    private static String next(ExecutorService pool) throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        pool.execute(() -> name.complete(Thread.currentThread().getName()));
        return name.get(30, TimeUnit.SECONDS);
    }

    private CountDownLatch busy(ExecutorService pool) {
        CountDownLatch begun = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            await(go);
        });
        return begun;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Threads: "A thread is started only when none of its group is idle." */
    @Test
    void idleThreadIsUsedBeforeAnotherIsStarted() throws Exception {
        PlatformThreads.Idle idle = (PlatformThreads.Idle) ((ThreadPoolExecutor) waiting).getQueue();
        for (int i = 0; i < 10; i++) {
            assertEquals("t-1", next(waiting));
            while (!idle.hasWaitingConsumer()) {
                Thread.onSpinWait();
            }
        }
        assertEquals(1, ((ThreadPoolExecutor) waiting).getLargestPoolSize());
    }

    @Test
    void threadsAreStartedWhileAllAreBusyAndThenTasksWait() throws Exception {
        await(busy(waiting));
        await(busy(waiting));
        CompletableFuture<String> third = new CompletableFuture<>();
        waiting.execute(() -> third.complete("waited"));
        assertEquals(1, ((ThreadPoolExecutor) waiting).getQueue().size());
        assertEquals(2, ((ThreadPoolExecutor) waiting).getLargestPoolSize());
        go.countDown();
        assertEquals("waited", third.get(30, TimeUnit.SECONDS));
    }

    @Test
    void groupThatRefusesUsesIdleThreadsFirstToo() throws Exception {
        ExecutorService refusing = new PlatformThreads(1).refusing("r-");
        BlockingQueue<Runnable> queue = ((ThreadPoolExecutor) refusing).getQueue();
        assertTrue(queue instanceof SynchronousQueue);
        assertEquals(0, ((ThreadPoolExecutor) refusing).getCorePoolSize());
        await(busy(refusing));
        assertThrows(RejectedExecutionException.class, () -> refusing.execute(() -> {}));
        refusing.shutdown();
    }

    @Test
    void groupThatHasStoppedRefusesTasks() {
        waiting.shutdown();
        Throwable e = assertThrows(RejectedExecutionException.class, () -> waiting.execute(() -> {}));
        assertEquals("The app has stopped. Its workers take no more tasks.", e.getMessage());
    }

    /** All were busy when the pool looked, and have ended since. */
    @Test
    void taskThatWaitsForNobodyGetsAThread() throws Exception {
        CompletableFuture<String> ran = new CompletableFuture<>();
        PlatformThreads.keep(() -> ran.complete("ran"), (ThreadPoolExecutor) waiting);
        assertEquals("ran", ran.get(30, TimeUnit.SECONDS));
    }

    /** It runs, so it is not refused as well. */
    @Test
    void taskThatAThreadTookAtTheStopIsNotRefused() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new PlatformThreads.Idle()) {
            @Override
            public boolean remove(Runnable task) {
                getQueue().remove(task);
                return false; // as when a thread has it
            }
        };
        pool.shutdown();
        PlatformThreads.keep(() -> {}, pool);
        assertEquals(0, pool.getLargestPoolSize());
    }
}
