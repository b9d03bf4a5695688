package dev.servlette.servlet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.servlette.requests.ClientDisconnect;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.fake.JettyResponse;
import org.junit.jupiter.api.Test;

class AsyncAnswerTest {
    private final Container container = new Container("GET", "/");

    private AsyncAnswer start() {
        AsyncAnswer answer = AsyncAnswer.start(container.request(), container.response(), () -> {});
        container.context.calls.clear();
        return answer;
    }

    @Test
    void endsOnce() {
        AsyncAnswer answer = start();
        answer.complete();
        answer.complete();
        answer.abort(new IllegalStateException("late"));
        assertEquals(List.of("complete[]"), container.context.calls);
    }

    @Test
    void theContainerMayBeFaster() {
        AsyncAnswer answer = start();
        container.context.on("complete", none -> {
            throw new IllegalStateException("completed");
        });
        assertDoesNotThrow(answer::complete);
    }

    @Test
    void whatTheContainerEndedIsNotTouched() throws IOException {
        AsyncAnswer answer = start();
        container.asyncListener().onComplete(container.event(null));
        answer.complete();
        assertEquals(List.of(), container.context.calls);
    }

    @Test
    void anAbortComesBackToTheContainerAndIsThrownThere() {
        start().abort(new IllegalStateException("half"));
        assertEquals(List.of("dispatch[]"), container.context.calls);
        container.request.value("getDispatcherType", DispatcherType.ASYNC);
        IOException e =
                assertThrows(IOException.class, () -> AsyncAnswer.wentOn(container.request(), container.response()));
        assertEquals("The answer was cut short, as logged before: half", e.getMessage());
    }

    @Test
    void otherDispatchesAreRequests() {
        container.request.value("getDispatcherType", DispatcherType.ASYNC);
        assertDoesNotThrow(() -> AsyncAnswer.wentOn(container.request(), container.response()));
    }

    @Test
    void jettyIsAbortedAtOnce() {
        JettyResponse jetty = new JettyResponse(container.response(), false);
        AsyncAnswer answer = AsyncAnswer.start(container.request(), jetty, () -> {});
        answer.abort(new IllegalStateException("half"));
        assertEquals(-1, jetty.error());
        assertEquals(List.of("setTimeout[0]", "complete[]"), container.context.calls);
    }

    @Test
    void theEndIsEnoughForAClientThatHasGone() {
        start().abort(new ClientDisconnect(new IOException("reset")));
        assertEquals(List.of("complete[]"), container.context.calls);
    }

    @Test
    void theContainersTroublesAreTold() throws IOException {
        List<Throwable> told = new ArrayList<>();
        start().onEnding(told::add);
        IOException reset = new IOException("reset");
        container.asyncListener().onError(container.event(reset));
        container.asyncListener().onTimeout(container.event(null));
        container.asyncListener().onComplete(container.event(null));
        assertEquals(
                List.of(
                        reset.toString(),
                        "java.io.IOException: The container did not wait any longer.",
                        "java.io.IOException: The container has ended the request."),
                told.stream().map(Throwable::toString).toList());
    }

    @Test
    void whoeverComesTooLateIsToldAtOnce() throws IOException {
        AsyncAnswer answer = start();
        container.asyncListener().onComplete(container.event(null));
        List<String> told = new ArrayList<>();
        answer.onEnding(e -> told.add(e.getMessage()));
        assertEquals(List.of("The container has ended the request."), told);
    }

    /** Some containers take the request back then, and call onComplete only when they were told that it is complete. */
    @Test
    void anErrorOfTheContainerEndsTheAnswer() throws IOException {
        AsyncAnswer answer = start();
        container.asyncListener().onError(container.event(new IOException("reset")));
        assertEquals(List.of("complete[]"), container.context.calls);
        assertThrows(IOException.class, () -> answer.use(() -> fail("It has ended.")));
        answer.complete();
        answer.abort(new IOException("late"));
        assertEquals(List.of("complete[]"), container.context.calls);
    }

    /** Or bytes of this answer would come into that of the next request, which has the same objects. */
    @Test
    void theContainerWaitsForAWriteThatGoesOn() throws Exception {
        AsyncAnswer answer = start();
        Thread ending = new Thread(
                () -> assertDoesNotThrow(() -> container.asyncListener().onComplete(container.event(null))));
        answer.use(() -> {
            ending.start();
            while (ending.getState() != Thread.State.WAITING) {
                assertTrue(ending.isAlive(), "The container did not wait.");
                Thread.onSpinWait();
            }
        });
        ending.join();
        assertThrows(IOException.class, () -> answer.use(() -> fail("It has ended.")));
    }

    /** A write that waits for a client that reads nothing lasts as long as the container lets it. */
    @Test
    void anAbortDoesNotWaitForAWriteThatGoesOn() throws Exception {
        AsyncAnswer answer = start();
        Thread aborting = new Thread(() -> answer.abort(new IllegalStateException("stopped")));
        answer.use(() -> {
            aborting.start();
            assertDoesNotThrow(() -> aborting.join());
        });
        assertTrue(container.context.calls.contains("dispatch[]"), () -> container.context.calls.toString());
    }

    @Test
    void nothingIsUsedNorEndedOnceTheContainerHasTakenItsRequestBack() throws Exception {
        AsyncAnswer answer = start();
        Thread taking = new Thread(
                () -> assertDoesNotThrow(() -> container.asyncListener().onComplete(container.event(null))));
        taking.start();
        taking.join();
        assertThrows(IOException.class, () -> answer.use(() -> fail("It has ended.")));
        answer.complete();
        answer.abort(new IOException("late"));
        assertEquals(List.of(), container.context.calls);
    }

    /** Some containers end it on the thread that writes. */
    @Test
    void aWriteMayFindThatTheContainerEnds() throws Exception {
        AsyncAnswer answer = start();
        answer.use(() -> container.asyncListener().onComplete(container.event(null)));
        assertThrows(IOException.class, () -> answer.use(() -> fail("It has ended.")));
    }

    @Test
    void theContainerMayTakeItsRequestBackBeforeAnAbort() {
        AsyncAnswer answer = start();
        container.request.on("setAttribute", pair -> {
            throw new IllegalStateException("recycled");
        });
        assertDoesNotThrow(() -> answer.abort(new IllegalStateException("half")));
    }

    /** RQ13. */
    @Test
    void theClientIsThereWhenItsBodyCouldNotBeRead() throws IOException {
        AsyncAnswer.start(container.request(), container.response(), () -> fail("It has not gone."));
        container.asyncListener().onError(container.event(new SocketTimeoutException()));
    }

    /** RQ13. */
    @Test
    void theClientIsGoneWhenTheContainerSaysSo() throws IOException {
        List<String> told = new ArrayList<>();
        AsyncAnswer.start(container.request(), container.response(), () -> told.add("gone"));
        container.asyncListener().onTimeout(container.event(null));
        container.asyncListener().onComplete(container.event(null));
        assertEquals(List.of(), told);
        container.asyncListener().onError(container.event(new IOException("reset")));
        assertEquals(List.of("gone"), told);
    }

    @Test
    void nobodyNeedBeTold() {
        start();
        assertDoesNotThrow(() -> container.asyncListener().onError(container.event(new IOException("reset"))));
        assertDoesNotThrow(() -> container.asyncListener().onStartAsync(container.event(null)));
    }
}
