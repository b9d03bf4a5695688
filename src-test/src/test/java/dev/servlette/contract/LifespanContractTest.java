package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.State;
import dev.servlette.handlers.Lifespan;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start opens, what requests see of it, and how it ends. A host may run the app more than once. */
class LifespanContractTest extends Contract {
    private static final State.Key<String> OPENED = new State.Key<>("opened");
    private static final State.Key<Integer> COUNT = new State.Key<>("count");
    private static final State.Key<List<Integer>> SEEN = new State.Key<>("seen");

    private final List<String> log = new CopyOnWriteArrayList<>();

    @BeforeEach
    void clear() {
        log.clear();
    }

    @Override
    Servlette app() {
        Route opened = Route.get(
                "/opened", request -> new PlainTextResponse(request.state().get(OPENED)));
        Servlette inner = Servlette.builder()
                .routes(opened)
                .onStartup(state -> state.set(OPENED, "inner"))
                .build();
        Servlette middle = app(state -> () -> {}, Mount.of("/inner", inner));
        return Servlette.builder()
                .routes(Mount.of("/middle", middle), opened, Route.get("/count", LifespanContractTest::count))
                .onStartup(state -> state.set(COUNT, 0))
                .onStartup(state -> state.set(SEEN, new CopyOnWriteArrayList<>()))
                .build();
    }

    private static Servlette app(Lifespan lifespan, BaseRoute... routes) {
        return Servlette.builder().routes(routes).lifespan(lifespan).build();
    }

    private Lifespan logging(String name) {
        return state -> {
            log.add("open " + name);
            return () -> log.add("close " + name);
        };
    }

    private static Reply count(Request request) {
        State state = request.state();
        state.set(COUNT, state.get(COUNT) + 1);
        state.get(SEEN).add(state.get(COUNT));
        return new PlainTextResponse(state.get(COUNT) + " " + state.get(SEEN));
    }

    private static String text(String text) {
        return "200\nContent-Length: " + text.length() + "\nContent-Type: text/plain; charset=utf-8\n\n" + text;
    }

    /** LF7, and better than Starlette: what a mounted app opens is there, for every request. */
    @Test
    void mountedAppsAreStarted() throws IOException {
        expect(Ask.get("/middle/inner/opened"), text("inner"));
        expect(Ask.get("/opened"), text("inner"));
    }

    /** LF4, LF5: what a request sets does not leak; what it changes inside is shared. */
    @Test
    void stateIsCopiedShallowlyForEachRequest() throws IOException {
        expect(Ask.get("/count"), text("1 [1]"));
        expect(Ask.get("/count"), text("1 [1, 1]"));
    }

    /** LF1, LF7: opened before the first request, closed in reverse after the last background task. */
    @Test
    void lifespansEndInReverseWhenAllIsDone() throws Exception {
        Response response = new Response(204).withBackground(() -> log.add("task"));
        Route route = Route.get("/", request -> {
            log.add("request");
            return response;
        });
        Servlette app = app(logging("own"), route, Mount.of("/mounted", app(logging("mounted"))));
        Deployment deployment = Host.chosen().start(app, Host.Setup.PLAIN);
        deployment.send(Ask.get("/"));
        deployment.close();
        assertEquals(before("request", "open mounted", "open own"), log.subList(0, log.indexOf("request")));
        assertTrue(log.indexOf("task") > log.indexOf("request"), log.toString());
        assertEquals(after("task", "close own", "close mounted"), log.subList(log.indexOf("task") + 1, log.size()));
    }

    /** A host that runs the app twice logs each of these twice. */
    private List<String> before(String event, String... expected) {
        return repeated(log.indexOf(event) / expected.length, expected);
    }

    private List<String> after(String event, String... expected) {
        return repeated((log.size() - 1 - log.indexOf(event)) / expected.length, expected);
    }

    private static List<String> repeated(int times, String... expected) {
        return Collections.nCopies(times, List.of(expected)).stream()
                .flatMap(List::stream)
                .toList();
    }
}
