package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.Workers;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.routing.Claimant;
import dev.servlette.routing.Route;
import dev.servlette.routing.SlashPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RunningAppTest {
    private final List<String> log = new ArrayList<>();
    private final Workers workers = Workers.start(Duration.ofSeconds(10));

    private RunningApp start(Handler app) throws Exception {
        return RunningApp.start(app, workers, Clock.systemUTC());
    }

    @Test
    void handlerRunsAsTheOnlyThingInAnApp() throws Exception {
        RecordingExchange exchange = new RecordingExchange("GET", "/a/b");
        RunningApp running = start(request -> new PlainTextResponse(request.path()));
        running.handle(exchange);
        assertEquals("/a/b", exchange.sent());
        running.close();
    }

    @Test
    void workersEndWithTheApp() throws Exception {
        RunningApp running = start(Servlette.of());
        assertSame(workers, running.workers());
        running.close();
        running.close();
        assertThrows(RejectedExecutionException.class, () -> workers.execute(() -> {}));
    }

    @Test
    void workersEndWhenTheAppDoesNotStart() {
        Servlette app = Servlette.builder()
                .lifespan(state -> {
                    throw new IllegalStateException("no database");
                })
                .build();
        assertThrows(IllegalStateException.class, () -> start(app));
        assertThrows(RejectedExecutionException.class, () -> workers.execute(() -> {}));
    }

    /** A class that is missing is no exception, and yet what was opened before is closed. */
    @Test
    void errorAtTheStartClosesWhatWasOpened() {
        NoClassDefFoundError error = new NoClassDefFoundError("driver");
        Servlette app = Servlette.builder()
                .lifespan(state -> () -> log.add("closed"))
                .lifespan(state -> {
                    throw error;
                })
                .build();
        assertSame(error, assertThrows(NoClassDefFoundError.class, () -> start(app)));
        assertEquals(List.of("closed"), log);
    }

    @Test
    void errorAtTheStopDoesNotKeepTheOthersOpen() throws Exception {
        AssertionError error = new AssertionError("e");
        RunningApp running = start(Servlette.builder()
                .lifespan(state -> () -> log.add("closed"))
                .lifespan(state -> () -> {
                    throw error;
                })
                .build());
        assertSame(error, assertThrows(AssertionError.class, running::close));
        assertEquals(List.of("closed"), log);
    }

    @Test
    void whatNoRouteClaimsIsNotTouched() throws Exception {
        RunningApp running = start(Servlette.builder()
                .routes(Route.get("/a", request -> new PlainTextResponse("a")))
                .slashPolicy(SlashPolicy.STRICT)
                .build());
        for (String path : List.of("/b", "/a/", "/%zz", "/%2e%2e/a", "a")) {
            RecordingExchange exchange = new RecordingExchange("GET", path);
            assertFalse(running.handleIfClaimed(exchange, true), path);
            assertEquals(List.of(), exchange.calls());
        }
        running.close();
    }

    @Test
    void wrongMethodsAreClaimedWhereTheyAreAskedFor() throws Exception {
        RunningApp running = start(Servlette.of(Route.get("/a", request -> new PlainTextResponse("a"))));
        RecordingExchange exchange = new RecordingExchange("POST", "/a");
        assertFalse(running.handleIfClaimed(exchange, false));
        assertEquals(List.of(), exchange.calls());
        assertTrue(running.handleIfClaimed(exchange, true));
        assertEquals("Method Not Allowed", exchange.sent());
        running.close();
    }

    /** Claims all, and keeps the paths that it is asked about, then handed. */
    private record Claiming(List<UrlPath> seen) implements Claimant {
        @Override
        public boolean claims(Request request, UrlPath path, boolean wrongMethods) {
            seen.add(path);
            if (path.text().equals("/bug")) {
                throw new IllegalStateException("bug");
            }
            return true;
        }

        @Override
        public Reply handle(Request request) {
            seen.add(request.urlPath());
            return new PlainTextResponse(request.path());
        }
    }

    @Test
    void whatIsClaimedIsParsedOnce() throws Exception {
        List<UrlPath> seen = new ArrayList<>();
        RunningApp running = start(new Claiming(seen));
        assertTrue(running.handleIfClaimed(new RecordingExchange("GET", "/a/b"), true));
        assertEquals(2, seen.size());
        assertSame(seen.get(0), seen.get(1));
        running.close();
    }

    /** So that the app answers and logs it, and not the container. */
    @Test
    void whoFailsToSayClaims() throws Exception {
        RecordingExchange exchange = new RecordingExchange("GET", "/bug");
        RunningApp running = start(new Claiming(new ArrayList<>()));
        assertTrue(running.handleIfClaimed(exchange, false));
        assertEquals("/bug", exchange.sent());
        running.close();
    }
}
