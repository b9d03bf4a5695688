package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.Lifetime;
import dev.servlette.concurrency.LoggedLines;
import dev.servlette.concurrency.Time;
import dev.servlette.concurrency.Workers;
import dev.servlette.datastructures.State;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Lifespan;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Claimant;
import dev.servlette.routing.Host;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.routing.Router;
import dev.servlette.routing.SlashPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunningAppTest {
    private final List<String> log = new CopyOnWriteArrayList<>();

    private static RunningApp start(Handler app) throws Exception {
        return RunningApp.start(app, Time.system());
    }

    @Test
    void handlerRunsAsTheOnlyThingInAnApp() throws Exception {
        RecordingExchange exchange = new RecordingExchange("GET", "/a/b");
        RunningApp running = start(request -> new PlainTextResponse(request.path()));
        running.handle(exchange);
        assertEquals("/a/b", exchange.sent());
        running.close();
    }

    private static String refused(String method, String path) throws Exception {
        RecordingExchange exchange = new RecordingExchange(method, path);
        RunningApp running = start(Servlette.of(Route.of("/{all:path}", request -> new Response(204))));
        try (LoggedLines logged = new LoggedLines()) {
            running.handle(exchange);
            running.close();
            return exchange.calls().get(0).split(" \\[")[0] + " " + exchange.sent() + " " + logged.lines();
        }
    }

    /** Nothing of it reaches a route; the log says what it was, and cannot be made to say more. */
    @Test
    void aMalformedRequestIsRefusedAndLoggedOnce() throws Exception {
        assertEquals(
                "start 400 The path leaves the root. [INFO Malformed request GET /..: The path leaves the" + " root.]",
                refused("GET", "/.."));
        String method = " The method is no token, or too long. [INFO Malformed request ";
        assertEquals("start 400" + method + " /: The method is no token, or too long.]", refused("", "/"));
        assertEquals(
                "start 400" + method + "G?x? /??: The method is no token, or too long.]",
                refused("G\nx\u001b", "/\u007f\u00e9"));
        assertEquals(
                "start 400" + method + "G".repeat(200) + "...: The method is no token, or too long.]",
                refused("G".repeat(201), "/"));
        assertTrue(refused("G".repeat(64), "/").startsWith("start 204  []"));
        assertTrue(refused("G".repeat(65), "/").startsWith("start 400"));
    }

    @Test
    void workersEndWithTheApp() throws Exception {
        RunningApp running = start(Servlette.of());
        running.close();
        running.close();
        assertThrows(RejectedExecutionException.class, () -> running.workers().execute(() -> {}));
    }

    @Test
    void workersEndWhenTheAppDoesNotStart() {
        Servlette app = Servlette.builder()
                .lifespan(state -> {
                    throw new IllegalStateException("no database");
                })
                .build();
        Lifetime lifetime = Lifetime.start(new Workers.Options(), Time.system());
        assertThrows(IllegalStateException.class, () -> RunningApp.start(app, lifetime));
        assertThrows(RejectedExecutionException.class, () -> lifetime.workers().execute(() -> {}));
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

    private Lifespan logging(String name) {
        return state -> {
            log.add("open " + name);
            return () -> log.add("close " + name);
        };
    }

    private static Servlette app(Lifespan lifespan, BaseRoute... routes) {
        return Servlette.builder().routes(routes).lifespan(lifespan).build();
    }

    private static Lifespan setting(State.Key<Object> key, Object value) {
        return state -> {
            state.set(key, value);
            return null;
        };
    }

    /** LF7, and better: those of mounted apps run, inside out, and end in reverse. */
    @Test
    void lifespansOfMountedAppsRun() throws Exception {
        Servlette inner = app(logging("inner"));
        Servlette middle = app(logging("middle"), Mount.of("/inner", inner));
        Servlette hosted = app(logging("hosted"));
        start(app(logging("outer"), Mount.of("/middle", middle), Host.of("example.org", hosted)))
                .close();
        assertEquals(
                List.of(
                        "open inner",
                        "open middle",
                        "open hosted",
                        "open outer",
                        "close outer",
                        "close hosted",
                        "close middle",
                        "close inner"),
                log);
    }

    /** LF7: it is one app, however many paths lead to it. */
    @Test
    void appThatIsMountedTwiceStartsOnce() throws Exception {
        Servlette shared = app(logging("shared"));
        start(Router.of(Mount.of("/a", shared), Mount.of("/b", shared))).close();
        assertEquals(List.of("open shared", "close shared"), log);
    }

    /** LF7, LF4: what a mounted app opens is seen by all, by lifespans that are opened later too. */
    @Test
    void stateIsOneForAllApps() throws Exception {
        State.Key<String> outer = new State.Key<>("outer");
        Handler echo = request -> new PlainTextResponse(
                request.state().get(String.class) + request.state().get(outer));
        Servlette mounted = app(
                state -> {
                    state.set(String.class, "mounted");
                    return null;
                },
                Route.get("/x", echo));
        Servlette app = Servlette.builder()
                .routes(Mount.of("/in", mounted), Route.get("/x", echo))
                .onStartup(state -> state.set(outer, " seen: " + state.get(String.class)))
                .build();
        RunningApp running = start(app);
        for (String path : List.of("/x", "/in/x")) {
            RecordingExchange exchange = new RecordingExchange("GET", path);
            running.handle(exchange);
            assertEquals("mounted seen: mounted", exchange.sent());
        }
        running.close();
    }

    /** LF7: the second would take the place of the first unseen. */
    @Test
    void twoAppsThatSetOneValueDoNotStart() {
        State.Key<Object> key = new State.Key<>("db");
        Servlette books = app(
                state -> {
                    state.set(key, "books");
                    return () -> log.add("close books");
                },
                Mount.of("/old", app(setting(key, "old"))));
        Servlette app = Servlette.of(Mount.of("/free", Servlette.of()), Mount.of("/books", books));
        assertEquals(
                "Both the app at \"/books/old\" and the app at \"/books\" set \"db\" in the state. Apps that run together share one"
                        + " state; use a State.Key of its own for one of them.",
                assertThrows(IllegalStateException.class, () -> start(app)).getMessage());
        assertEquals(List.of("close books"), log);
    }

    /** LF7: the first that set it is named, and classes too. */
    @Test
    void twoAppsThatSetOneValueAreNamed() {
        Lifespan lifespan = state -> {
            state.set(List.class, new ArrayList<>());
            return null;
        };
        Servlette app = app(
                lifespan,
                Mount.of("/a", app(lifespan)),
                Mount.of("/b", Servlette.of()),
                Mount.of("/c", Servlette.of()));
        assertEquals(
                "Both the app at \"/a\" and the app at \"/\" set \"java.util.List\" in the state. Apps that run together share"
                        + " one state; use a State.Key of its own for one of them.",
                assertThrows(IllegalStateException.class, () -> start(app)).getMessage());
    }

    @Test
    void theWorkersInTheStateAreNotToBeReplaced() {
        try (Workers own = Workers.start(new Workers.Options(), Time.system())) {
            Servlette app = Servlette.builder()
                    .onStartup(state -> state.set(Workers.class, own))
                    .build();
            assertEquals(
                    "Both Servlette and the app at \"/\" set \"dev.servlette.concurrency.Workers\" in the state. Apps that run"
                            + " together share one state; use a State.Key of its own for one of them.",
                    assertThrows(IllegalStateException.class, () -> start(app)).getMessage());
        }
    }

    /** CC1. */
    @Test
    void theStateHasTheWorkers() throws Exception {
        RunningApp running = start(Servlette.of());
        assertSame(running.workers(), running.state().get(Workers.class));
        running.close();
    }

    /** LF7: two apps may share what they are both given, and one may change its mind. */
    @Test
    void theSameObjectMayBeSetByTwoApps() throws Exception {
        State.Key<Object> key = new State.Key<>("db");
        Object shared = new Object();
        Servlette app = Servlette.builder()
                .routes(Mount.of("/a", app(setting(key, shared))))
                .lifespan(setting(key, shared))
                .lifespan(setting(new State.Key<>("own"), 1))
                .lifespan(setting(new State.Key<>("own"), 2))
                .build();
        RunningApp running = start(app);
        assertSame(shared, running.state().get(key));
        assertEquals(2, running.state().get(new State.Key<Object>("own")));
        running.close();
    }

    /** LF2, LF7. */
    @Test
    void failureAmongMountedAppsClosesAllThatWasOpened() {
        IOException failure = new IOException("no database");
        IllegalStateException locked = new IllegalStateException("locked");
        Servlette failing = Servlette.builder()
                .lifespan(state -> () -> {
                    throw locked;
                })
                .onStartup(state -> {
                    throw failure;
                })
                .build();
        Servlette app = app(logging("outer"), Mount.of("/a", app(logging("a"))), Mount.of("/b", failing));
        assertSame(failure, assertThrows(IOException.class, () -> start(app)));
        assertEquals(List.of("open a", "close a"), log);
        assertEquals(List.of(locked), List.of(failure.getSuppressed()));
    }

    /** LF1: what the lifespan opened is there for the tasks that answers left behind. */
    @Test
    void backgroundTasksEndBeforeTheLifespanDoes() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Response response = new Response(204)
                .withBackground(() -> log.add("task, closed before: " + closed.await(50, TimeUnit.MILLISECONDS)));
        RunningApp running = start(app(state -> closed::countDown, Route.get("/", request -> response)));
        running.handle(new RecordingExchange("GET", "/"));
        running.close();
        assertEquals(List.of("task, closed before: false"), log);
        assertEquals(0, closed.getCount());
    }

    /** LF5, LF8: a lifespan is given the state and not the app, so one serves any app on any host. */
    @Test
    void oneLifespanServesSeveralAppsAndSeveralRuns() throws Exception {
        Lifespan counting = state -> {
            state.set(AtomicInteger.class, new AtomicInteger());
            return null;
        };
        Servlette constant = app(counting);
        RunningApp first = start(constant);
        RunningApp second = start(constant);
        RunningApp third = start(app(counting));
        first.state().get(AtomicInteger.class).incrementAndGet();
        assertEquals(0, second.state().get(AtomicInteger.class).get());
        assertEquals(0, third.state().get(AtomicInteger.class).get());
        first.close();
        second.close();
        third.close();
    }

    /** Threads: "Lifespans open on the thread that starts the app, and close on the one that stops it." */
    @Test
    void lifespansRunOnTheThreadThatStartsOrStops() throws Exception {
        Runnable where = () -> log.add(Thread.currentThread().getName());
        RunningApp running = start(app(state -> {
            where.run();
            return where::run;
        }));
        Thread stopping = new Thread(() -> assertDoesNotThrow(running::close), "stopping");
        stopping.start();
        stopping.join();
        assertEquals(List.of(Thread.currentThread().getName(), "stopping"), log);
    }

    /**
     * Threads: "For an answer that leaves nothing to be done the decorator is not called." "Nothing is put around handlers and
     * lifespans, whose threads are the host's."
     */
    @Test
    void decoratorIsNotCalledWhereNothingIsHandedOver() throws Exception {
        Workers.Options options = new Workers.Options().decorator(task -> {
            log.add("decorator");
            return task;
        });
        Route route = Route.get("/", request -> new PlainTextResponse("hello"));
        RunningApp running = start(Servlette.builder()
                .routes(route)
                .workers(options)
                .lifespan(logging("app"))
                .build());
        running.handle(new RecordingExchange("GET", "/"));
        running.close();
        assertEquals(List.of("open app", "close app"), log);
    }

    private static Servlette working(Workers.Options options, BaseRoute... routes) {
        return Servlette.builder().routes(routes).workers(options).build();
    }

    /** Threads: "Apps that run together have one set of workers, which the options of the outermost app make." */
    @Test
    void workersAreThoseOfTheOutermostApp() throws Exception {
        Workers.Options own = new Workers.Options().maxThreads(3);
        RunningApp running = start(working(own, Mount.of("/in", Servlette.of())).withDebug());
        assertSame(own, running.workers().options());
        running.close();
        RunningApp usual = start(Router.of(Mount.of("/in", working(own))));
        assertEquals(new Workers.Options(), usual.workers().options());
        usual.close();
    }

    /** Threads: "The `workers` of an app inside are not used, and a warning at the start says so when they differ." */
    @Test
    void workersThatAreNotUsedAreLogged() throws Exception {
        Workers.Options own = new Workers.Options().maxThreads(3);
        try (LoggedLines logged = new LoggedLines()) {
            start(working(own, Mount.of("/same", working(new Workers.Options().maxThreads(3)))))
                    .close();
            assertEquals(List.of(), logged.lines());
            start(Servlette.of(Mount.of("/a", Mount.of("/b", working(own))))).close();
            assertEquals(
                    List.of(
                            "WARNING The workers(...) of the app at \"/a/b\" are not used. Apps that run together share the"
                                    + " workers of the outermost one; give them to that."),
                    logged.lines());
        }
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
