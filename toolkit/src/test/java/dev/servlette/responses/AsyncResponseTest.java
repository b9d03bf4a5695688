package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Chains of any length, and steps that meet their own reply. */
class AsyncResponseTest {
    private static final int LONG = 100_000;
    private static final Response OK = new PlainTextResponse("ok");

    private final CompletableFuture<Response> stage = new CompletableFuture<>();
    private final List<AsyncResponse> replies = new ArrayList<>();
    private int rounds;

    @Test
    void aLongChainNeedsNoStack() throws Exception {
        Reply reply = Reply.from(stage);
        for (int i = 0; i < LONG; i++) {
            reply = reply.then(this::counted);
        }
        stage.complete(OK);
        assertSame(OK, reply.await());
        assertEquals(LONG, rounds);
    }

    /** A chain that waits for a stage, round after round: each go on starts two replies from the stage, not rounds. */
    @Test
    void aLongLoopOfStagesNeedsNoStack() throws Exception {
        AsyncResponse reply = (AsyncResponse) round(OK);
        for (int i = 0; i < LONG; i++) {
            complete(reply.advance());
        }
        assertNull(reply.advance());
        assertSame(OK, reply.await());
    }

    @SuppressWarnings("unchecked")
    private static void complete(CompletableFuture<?> stage) {
        ((CompletableFuture<Response>) stage).complete(OK);
    }

    private Reply round(Response response) {
        return rounds++ == LONG
                ? response
                : Reply.from(new CompletableFuture<Response>()).then(this::round);
    }

    @Test
    void aLongLoopThatMustNotWaitNeedsNoStack() throws Exception {
        Reply reply = Reply.from(stage).then(this::doneRound);
        stage.complete(OK);
        assertSame(OK, reply.await());
        assertEquals(LONG + 1, rounds);
    }

    private Reply doneRound(Response response) {
        CompletableFuture<Response> next = new CompletableFuture<>();
        Reply reply = rounds++ == LONG ? response : Reply.from(next).then(this::doneRound);
        next.complete(OK);
        return reply;
    }

    private Reply counted(Response response) {
        rounds++;
        return response;
    }

    @Test
    void aStepThatWaitsForItsOwnReplyFails() {
        AsyncResponse reply = (AsyncResponse)
                Reply.from(stage).then(response -> replies.get(0).await());
        replies.add(reply);
        stage.complete(OK);
        assertEquals(
                "A step given to then, recover or always waits for the reply that it is a step of. That reply is there "
                        + "only when the step has returned.",
                assertThrows(IllegalStateException.class, reply::await).getMessage());
    }

    /** Whoever looks meanwhile must not take the step's mistake for the end of the reply. */
    @Test
    void aStepMayGetOverThatMistake() throws Exception {
        AsyncResponse reply = (AsyncResponse) Reply.from(stage).then(this::mistaken);
        replies.add(reply);
        stage.complete(OK);
        assertSame(OK, reply.await());
    }

    private Response mistaken(Response response) {
        assertThrows(IllegalStateException.class, replies.get(0)::await);
        return pending(response);
    }

    @Test
    void aStepThatReturnsItsOwnReplyFails() {
        AsyncResponse reply = (AsyncResponse) Reply.from(stage).then(response -> replies.get(0));
        replies.add(reply);
        stage.complete(OK);
        assertEquals(
                "A step given to then, recover or always returned the reply that it is a step of. That reply is there "
                        + "only when the step has returned.",
                assertThrows(IllegalStateException.class, reply::await).getMessage());
    }

    @Test
    void twoStepsThatReturnEachOthersReplyFail() {
        AsyncResponse one = (AsyncResponse) Reply.from(stage).then(response -> replies.get(1));
        AsyncResponse other = (AsyncResponse) Reply.from(stage).then(response -> replies.get(0));
        replies.addAll(List.of(one, other));
        stage.complete(OK);
        assertThrows(IllegalStateException.class, one::await);
        assertThrows(IllegalStateException.class, other::await);
    }

    @Test
    void aStepSeesItsOwnReplyPending() throws Exception {
        AsyncResponse reply = (AsyncResponse) Reply.from(stage).then(response -> pending(response));
        replies.add(reply);
        stage.complete(OK);
        assertSame(OK, reply.await());
        assertNull(reply.failure());
    }

    private Response pending(Response response) {
        assertNull(replies.get(0).failure());
        return response;
    }

    /** Design rule 4: it is thrown; whoever asks again is told the same, and no step runs twice. */
    @Test
    void anErrorOfTheVirtualMachineIsThrownToEveryoneWhoAsks() {
        OutOfMemoryError error = new OutOfMemoryError();
        AsyncResponse reply = (AsyncResponse) Reply.from(stage).then(response -> {
            counted(response);
            throw error;
        });
        stage.complete(OK);
        assertSame(error, assertThrows(OutOfMemoryError.class, reply::now));
        assertSame(error, reply.failure());
        assertSame(error, assertThrows(OutOfMemoryError.class, reply::await));
        assertEquals(1, rounds);
    }
}
