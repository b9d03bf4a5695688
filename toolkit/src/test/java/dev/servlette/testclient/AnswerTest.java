package dev.servlette.testclient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.Time;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final byte[] FULL = new byte[65536];

    private final Answer answer = new Answer(Time.system());

    private static Wait limit() {
        return new Wait("The app did nothing", Duration.ofSeconds(10));
    }

    /** A writer that waits for the client: it says that there is an answer in the step in which its wait begins. */
    private CompletableFuture<Void> waiting(byte... bytes) throws IOException {
        answer.write(FULL);
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(bytes));
        answer.awaitHead(limit());
        return written;
    }

    private void write(byte... bytes) {
        try {
            answer.write(bytes);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void writerThatWaitsGoesOnWhenTheClientReads() throws Exception {
        CompletableFuture<Void> written = waiting((byte) 1);
        assertEquals(FULL.length, answer.read(limit()).length);
        written.get(10, TimeUnit.SECONDS);
        assertArrayEquals(new byte[] {1}, answer.read(limit()));
    }

    @Test
    void writerThatWaitsLearnsThatTheClientHasLeft() throws Exception {
        CompletableFuture<Void> written = waiting((byte) 1);
        answer.leave();
        ExecutionException e = assertThrows(ExecutionException.class, () -> written.get(10, TimeUnit.SECONDS));
        assertEquals(IOException.class, e.getCause().getClass());
        assertEquals("The test client has left.", e.getCause().getMessage());
    }

    @Test
    void writerThatWaitsCanBeInterrupted() throws IOException {
        answer.write(FULL);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> answer.write(new byte[] {1}));
        assertTrue(Thread.interrupted());
    }
}
