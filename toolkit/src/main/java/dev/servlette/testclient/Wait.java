package dev.servlette.testclient;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** A wait with a limit, so that no test hangs. It begins when it is made. */
final class Wait {
    private final String message;
    private final Duration limit;
    private final long started = System.nanoTime();

    /** A wait of which the message says what did not happen: {@code GET /ticks sent nothing}. */
    Wait(String message, Duration limit) {
        this.message = message;
        this.limit = limit;
    }

    /** Waits for a signal, spurious ones too; the caller looks again whether it is the one. */
    void on(Condition condition) {
        try {
            condition.awaitNanos(left());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits for a step that is given how long it may take. */
    void on(Step step) {
        try {
            if (!step.isDone(left(), TimeUnit.NANOSECONDS)) {
                throw timedOut();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** As {@code awaitTermination} and the like have it. */
    @FunctionalInterface
    interface Step {
        boolean isDone(long timeout, TimeUnit unit) throws InterruptedException;
    }

    private long left() {
        long left = limit.toNanos() - (System.nanoTime() - started);
        if (left <= 0) {
            throw timedOut();
        }
        return left;
    }

    private UncheckedIOException timedOut() {
        return new UncheckedIOException(new SocketTimeoutException(message + " within " + limit.toMillis() / 1000.0
                + " s. TestClient.timeout(..) sets the limit of every wait."));
    }

    private UncheckedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new InterruptedIOException(message + " before this thread was interrupted."));
    }
}
