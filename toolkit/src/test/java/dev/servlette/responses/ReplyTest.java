package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ReplyTest {
    private static final Response OK = new PlainTextResponse("ok");
    private static final TimeoutException LATE = new TimeoutException("late");

    private static Reply failed(Throwable e) {
        return Reply.from(CompletableFuture.failedFuture(e));
    }

    private static Response tagged(Response response, String tag) {
        return response.withAddedHeader("Tag", tag);
    }

    private static List<String> tags(Reply reply) throws Exception {
        return reply.await().headers().getAll("Tag");
    }

    @Test
    void aFinishedStageIsItsResponse() {
        assertSame(OK, Reply.from(CompletableFuture.completedFuture(OK)));
        assertSame(OK, Reply.from(CompletableFuture.completedStage(OK)));
    }

    @Test
    void aPendingStageIsAwaited() throws Exception {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        Reply reply = Reply.from(stage.minimalCompletionStage()).then(response -> tagged(response, "1"));
        assertInstanceOf(AsyncResponse.class, reply);
        Thread thread = new Thread(() -> stage.complete(OK));
        thread.start();
        assertEquals(List.of("1"), tags(reply));
    }

    @Test
    void aMinimalStageMayFail() {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        Reply reply = Reply.from(stage.minimalCompletionStage());
        stage.completeExceptionally(LATE);
        assertSame(LATE, assertThrows(TimeoutException.class, reply::await));
    }

    @Test
    void aStageThatFailsWhileItIsAwaitedIsThrown() throws Exception {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Reply reply = Reply.from(stage);
        Thread awaiting = new Thread(() -> thrown.complete(assertThrows(TimeoutException.class, reply::await)));
        awaiting.start();
        while (awaiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        stage.completeExceptionally(LATE);
        assertSame(LATE, thrown.get(30, TimeUnit.SECONDS));
    }

    /** A stage that is no CompletableFuture, and cannot become one. */
    private static final class Bare<T> extends CompletableFuture<T> {
        @Override
        public CompletableFuture<T> toCompletableFuture() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aStageThatCannotBecomeAFutureIsFollowed() throws Exception {
        Bare<Response> good = new Bare<>();
        Bare<Response> bad = new Bare<>();
        Reply reply = Reply.from(good);
        Reply failing = Reply.from(bad);
        good.complete(OK);
        bad.completeExceptionally(LATE);
        assertSame(OK, reply.await());
        assertSame(LATE, assertThrows(TimeoutException.class, failing::await));
    }

    /** Design rule 5. */
    @Test
    void failuresAreUnwrapped() {
        Throwable wrapped = new CompletionException(new ExecutionException(new CompletionException(LATE)));
        assertSame(
                LATE, assertThrows(TimeoutException.class, () -> failed(wrapped).await()));
        CompletableFuture<Response> mapped =
                CompletableFuture.<Response>failedFuture(LATE).thenApply(r -> r);
        assertSame(
                LATE,
                assertThrows(TimeoutException.class, () -> Reply.from(mapped).await()));
        CompletionException bare = new CompletionException("bare", null);
        assertSame(
                bare, assertThrows(CompletionException.class, () -> failed(bare).await()));
    }

    @Test
    void aCancelledStageFails() {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        Reply reply = Reply.from(stage);
        stage.cancel(false);
        assertThrows(CancellationException.class, reply::await);
    }

    @Test
    void awaitThrowsErrorsAndWrapsWhatIsNeither() {
        AssertionError error = new AssertionError("x");
        assertSame(error, assertThrows(AssertionError.class, () -> failed(error).await()));
        Throwable bare = new Throwable("bare");
        assertSame(
                bare,
                assertThrows(
                                UndeclaredThrowableException.class,
                                () -> failed(bare).await())
                        .getCause());
    }

    @Test
    void anInterruptedAwaitThrows() {
        Reply reply = Reply.from(new CompletableFuture<Response>());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, reply::await);
    }

    @Test
    void nullIsNoResponse() {
        CompletionStage<Response> nothing = CompletableFuture.completedFuture(null);
        NullPointerException e = assertThrows(
                NullPointerException.class, () -> Reply.from(nothing).await());
        assertEquals(
                "The stage given to Reply.from completed with null. It must complete with a Response.", e.getMessage());
        NullPointerException none = assertThrows(NullPointerException.class, () -> Reply.from(null));
        assertEquals("Reply.from(null) was called. It takes a CompletionStage of a Response.", none.getMessage());
    }

    @Test
    void aStepThatReturnsNothingFailsTheReply() {
        String message =
                "A step given to then, recover or always returned null. It must return a response; return the one"
                        + " it was given to change nothing.";
        Reply reply = OK.then(response -> null);
        assertEquals(
                message, assertThrows(NullPointerException.class, reply::await).getMessage());
    }

    @Test
    void aReadyResponseIsChangedAtOnce() throws Exception {
        assertEquals(List.of("1", "2"), tags(OK.then(r -> tagged(r, "1")).always(r -> tagged(r, "2"))));
        assertSame(OK, OK.recover(Exception.class, e -> new Response(500)));
        assertSame(OK, OK.await());
    }

    @Test
    void aStepThatThrowsFailsTheReply() {
        Reply reply = OK.then(response -> {
            throw new IOException("broken");
        });
        assertEquals("broken", assertThrows(IOException.class, reply::await).getMessage());
    }

    @Test
    void anErrorOfTheVirtualMachineIsNotKept() {
        OutOfMemoryError error = new OutOfMemoryError();
        assertSame(
                error,
                assertThrows(
                        OutOfMemoryError.class,
                        () -> OK.then(response -> {
                            throw error;
                        })));
    }

    @Test
    void aStepMayGiveAnotherPendingReply() throws Exception {
        CompletableFuture<Response> first = new CompletableFuture<>();
        CompletableFuture<Response> second = new CompletableFuture<>();
        AsyncResponse reply =
                (AsyncResponse) Reply.from(first).then(r -> Reply.from(second)).then(r -> tagged(r, "1"));
        assertSame(first, reply.advance());
        first.complete(OK);
        assertSame(second, reply.advance());
        second.complete(OK);
        assertNull(reply.advance());
        assertEquals(List.of("1"), tags(reply));
    }

    /** Design rule 5: once, and on the thread that asks. */
    @Test
    void stepsRunOnceOnTheThreadThatAsks() throws Exception {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        List<Thread> threads = new ArrayList<>();
        Reply reply = Reply.from(stage).then(response -> {
            threads.add(Thread.currentThread());
            return response;
        });
        Thread completes = new Thread(() -> stage.complete(OK));
        completes.start();
        completes.join();
        assertEquals(List.of(), threads);
        reply.await();
        reply.then(response -> response).await();
        assertEquals(List.of(Thread.currentThread()), threads);
    }

    @Test
    void recoverAnswersItsKindOfFailureAndOthersPass() throws Exception {
        Reply late = failed(LATE);
        Reply other = late.recover(IOException.class, e -> new Response(500));
        assertSame(LATE, assertThrows(TimeoutException.class, other::await));
        assertEquals(
                504,
                other.recover(TimeoutException.class, e -> new Response(504))
                        .await()
                        .status());
        assertEquals(
                503,
                other.recover(Exception.class, e -> new Response(503))
                        .then(r -> r)
                        .await()
                        .status());
    }

    @Test
    void aFailurePassesByThen() {
        Reply reply = failed(LATE).then(response -> new Response(204));
        assertSame(LATE, assertThrows(TimeoutException.class, reply::await));
        assertSame(LATE, ((AsyncResponse) reply).failure());
    }

    @Test
    void alwaysMeetsTheResponseThatAnswersAFailureLater() throws Exception {
        Reply reply = failed(LATE)
                .always(r -> tagged(r, "1"))
                .then(r -> tagged(r, "never"))
                .always(r -> tagged(r, "2"))
                .recover(TimeoutException.class, e -> new Response(504))
                .always(r -> tagged(r, "3"));
        assertEquals(List.of("1", "2", "3"), tags(reply));
    }

    @Test
    void alwaysWaitsThroughAFailureThatTakesThePlaceOfAnother() throws Exception {
        Reply reply = failed(LATE)
                .always(r -> tagged(r, "1"))
                .recover(TimeoutException.class, e -> {
                    throw new IOException("again");
                })
                .recover(IOException.class, e -> Reply.from(CompletableFuture.supplyAsync(() -> OK)));
        assertEquals(List.of("1"), tags(reply));
    }

    @Test
    void alwaysChangesAPendingResponse() throws Exception {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        Reply reply = Reply.from(stage).always(r -> tagged(r, "1"));
        stage.complete(OK);
        assertEquals(List.of("1"), tags(reply));
    }

    @Test
    void answeredNotesWhatItAnswers() throws Exception {
        Response answer =
                ((AsyncResponse) failed(LATE)).answered(e -> new Response(500)).await();
        assertSame(LATE, answer.failure());
        assertSame(LATE, answer.withStatus(503).withHeader("A", "1").failure());
    }

    @Test
    void aFailedReplyKeepsTheInterruptFlag() {
        AsyncResponse.failed(new InterruptedException());
        assertTrue(Thread.interrupted());
        AsyncResponse.failed(LATE);
        assertNotSame(true, Thread.interrupted());
    }

    @Test
    void nowIsTheResponseWhenItIsThere() {
        CompletableFuture<Response> stage = new CompletableFuture<>();
        AsyncResponse reply = (AsyncResponse) Reply.from(stage);
        assertSame(reply, reply.now());
        stage.complete(OK);
        assertSame(OK, reply.now());
    }
}
