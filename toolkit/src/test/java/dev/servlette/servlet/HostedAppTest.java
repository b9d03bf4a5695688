package dev.servlette.servlet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.LoggedLines;
import dev.servlette.handlers.Lifespan;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class HostedAppTest {
    private final Container container = new Container("GET", "/app/x");
    private final List<String> events = new ArrayList<>();

    private static ServletContextEvent event() {
        return new ServletContextEvent(new Fake().as(ServletContext.class));
    }

    private static HostedApp started(Route... routes) {
        HostedApp host = new HostedApp(Servlette.of(routes));
        host.contextInitialized(event());
        return host;
    }

    private static HostedApp with(Lifespan lifespan) {
        return new HostedApp(Servlette.builder().lifespan(lifespan).build());
    }

    private void handle(HostedApp host) throws ServletException, IOException {
        host.handle(container.request(), container.response(), "/app");
    }

    @Test
    void theLifespanIsThatOfTheContext() {
        HostedApp host = with(state -> {
            events.add("open");
            return () -> events.add("close");
        });
        host.contextInitialized(event());
        assertTrue(host.isRunning());
        host.contextDestroyed(event());
        assertFalse(host.isRunning());
        assertEquals(List.of("open", "close"), events);
    }

    @Test
    void aFailureToStartComesOutUnchanged() {
        IOException failure = new IOException("no database");
        HostedApp host = with(state -> {
            throw failure;
        });
        assertSame(failure, assertThrows(IOException.class, () -> host.contextInitialized(event())));
        assertDoesNotThrow(() -> host.contextDestroyed(event()));
    }

    private static List<String> loggedAtStop(AutoCloseable closing) {
        HostedApp host = with(state -> closing);
        host.contextInitialized(event());
        try (LoggedLines logged = new LoggedLines()) {
            assertDoesNotThrow(() -> host.contextDestroyed(event()));
            return logged.lines();
        }
    }

    @Test
    void aFailureToCloseIsLoggedOnly() {
        String line = "SEVERE What a lifespan opened could not be closed. ";
        assertEquals(List.of(line + "java.io.IOException: locked"), loggedAtStop(() -> {
            throw new IOException("locked");
        }));
        assertEquals(List.of(line + "java.lang.AssertionError: locked"), loggedAtStop(() -> {
            throw new AssertionError("locked");
        }));
    }

    @Test
    void anInterruptWhileClosingIsKept() {
        HostedApp host = with(state -> () -> {
            throw new InterruptedException();
        });
        host.contextInitialized(event());
        host.stop();
        assertTrue(Thread.interrupted());
    }

    @Test
    void answersBelowTheRootPath() throws Exception {
        handle(started(Route.get("/x", request -> new PlainTextResponse(request.path()))));
        assertEquals("/x", container.text());
    }

    @Test
    void anAppThatIsNotRunningSaysSo() {
        HostedApp host = new HostedApp(Servlette.of());
        ServletException e = assertThrows(ServletException.class, () -> handle(host));
        assertEquals("The app is not running: its start failed, or it was stopped.", e.getMessage());
    }

    @Test
    void aBodyThatBreaksOffIsThrownAtTheContainer() {
        HostedApp host = started(Route.get(
                "/x",
                request -> new StreamingResponse("text/plain", out -> {
                    out.write('a');
                    out.flush();
                    throw new IllegalStateException("half");
                })));
        IOException e = assertThrows(IOException.class, () -> handle(host));
        assertEquals("The answer was cut short, as logged before: half", e.getMessage());
    }

    @Test
    void anAbortedAnswerThatComesBackIsNoRequest() {
        container.request.value("getDispatcherType", DispatcherType.ASYNC);
        container.attributes.put("dev.servlette.servlet.abortedBy", new IllegalStateException("half"));
        HostedApp host = started(Route.get("/x", request -> new PlainTextResponse("x")));
        IOException e = assertThrows(IOException.class, () -> handle(host));
        assertEquals("The answer was cut short, as logged before: half", e.getMessage());
        assertEquals("", container.text());
    }

    @Test
    void whatTheAppCannotAnswerReachesTheContainer() {
        HostedApp host = started(Route.get("/x", request -> {
            throw new InternalError("the machine");
        }));
        assertThrows(InternalError.class, () -> handle(host));
    }

    @Test
    void nothingReachesTheContainerAfterAsyncHasStarted() {
        HostedApp host = started(Route.get(
                "/x",
                request -> Reply.from(new CompletableFuture<PlainTextResponse>() {
                    @Override
                    public CompletableFuture<PlainTextResponse> whenComplete(
                            BiConsumer<? super PlainTextResponse, ? super Throwable> action) {
                        throw new InternalError("the machine");
                    }
                })));
        assertDoesNotThrow(() -> handle(host));
        assertEquals(List.of("setTimeout[0]", "dispatch[]"), container.context.calls);
    }
}
