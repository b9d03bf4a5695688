package dev.servlette.concurrency;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InFlightTest {
    @Test
    void noneIsInFlightWhenTheLastHasEnded() throws InterruptedException {
        InFlight tasks = new InFlight();
        tasks.started();
        tasks.started();
        tasks.ended();
        assertFalse(tasks.awaitNone(1));
        tasks.ended();
        assertTrue(tasks.awaitNone(0));
    }
}
