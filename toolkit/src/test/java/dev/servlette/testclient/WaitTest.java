package dev.servlette.testclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class WaitTest {
    private static final String LATE =
            "The test waited within 0.001 s. TestClient.timeout(..) sets the limit of every wait.";

    private static Wait wait(Duration limit) {
        return new Wait("The test waited", limit);
    }

    private static UncheckedIOException failure(Runnable act) {
        return assertThrows(UncheckedIOException.class, act::run);
    }

    @Test
    void stepThatIsDoneEndsTheWait() {
        CountDownLatch done = new CountDownLatch(0);
        wait(Duration.ofSeconds(10)).on(done::await);
        assertEquals(0, done.getCount());
    }

    @Test
    void stepThatIsNotDoneInTimeIsAnError() {
        UncheckedIOException e = failure(() -> wait(Duration.ofMillis(1)).on(new CountDownLatch(1)::await));
        assertEquals(SocketTimeoutException.class, e.getCause().getClass());
        assertEquals(LATE, e.getCause().getMessage());
    }

    @Test
    void signalThatDoesNotComeInTimeIsAnError() {
        ReentrantLock lock = new ReentrantLock();
        Wait wait = wait(Duration.ofMillis(1));
        lock.lock();
        UncheckedIOException e = failure(() -> {
            while (true) {
                wait.on(lock.newCondition());
            }
        });
        assertEquals(LATE, e.getCause().getMessage());
    }

    @Test
    void limitIsThatOfTheWholeWait() {
        Wait wait = wait(Duration.ofMillis(1));
        failure(() -> wait.on(new CountDownLatch(1)::await));
        failure(() -> wait.on((time, unit) -> true));
    }

    @Test
    void interruptEndsTheWaitAndStaysSet() {
        Thread.currentThread().interrupt();
        UncheckedIOException e = failure(() -> wait(Duration.ofSeconds(10)).on(new CountDownLatch(1)::await));
        assertEquals(InterruptedIOException.class, e.getCause().getClass());
        assertEquals(
                "The test waited before this thread was interrupted.",
                e.getCause().getMessage());
        assertTrue(Thread.interrupted());
    }
}
