package dev.servlette.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PauseTest {
    private final CountDownLatch waits = new CountDownLatch(1);
    private final ManualTime time = new ManualTime() {
        @Override
        public void workEnds() {
            super.workEnds();
            waits.countDown();
        }
    };
    private final Pause pause = new Pause(time);

    @Test
    void signalThatCameBeforeIsNotLost() throws InterruptedException {
        pause.signal();
        pause.signal();
        pause.await();
        assertEquals(0, time.atWork.get());
    }

    /** From the signal on, not from when the thread wakes: or time could slip by in between. */
    @Test
    void threadThatWaitsIsAtWorkFromTheSignalOn() throws Exception {
        CountDownLatch woken = new CountDownLatch(1);
        time.workBegins();
        Thread thread = new Thread(() -> {
            awaitPause();
            woken.countDown();
        });
        thread.start();
        assertTrue(waits.await(30, TimeUnit.SECONDS));
        assertEquals(0, time.atWork.get());
        pause.signal();
        assertEquals(1, time.atWork.get());
        assertTrue(woken.await(30, TimeUnit.SECONDS));
        assertEquals(1, time.atWork.get());
    }

    private void awaitPause() {
        try {
            pause.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void threadThatIsInterruptedIsAtWorkAgain() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, pause::await);
        assertEquals(0, time.atWork.get());
        assertEquals(0, waits.getCount());
    }
}
