package dev.servlette.benchmarks;

import dev.servlette.applications.RunningApp;
import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Time;
import dev.servlette.datastructures.State;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.Next;
import dev.servlette.json.Json;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import dev.servlette.routing.Router;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Finds one of many routes, by random paths: alone, and in a whole app from exchange to answer. */
@org.openjdk.jmh.annotations.State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RouterBenchmark {
    private static final int PATHS = 1024; // a power of two
    private static final Response ANSWER = new PlainTextResponse("ok");

    /** How many routes the table has. */
    @Param({"1", "10", "1000", "10000"})
    public int routes;

    /** Whether the last segment is a text, or a parameter that is read. */
    @Param({"literal", "parameter"})
    public String kind = "";

    private final Random random = new Random(42);
    private final List<EmptyExchange> exchanges = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private Next router = request -> ANSWER;
    private RunningApp app = start(Servlette.of());
    private int next;
    private @Nullable Request seen;

    /** Made by JMH. */
    public RouterBenchmark() {}

    /** Declares the routes, and chooses which of them are asked for. */
    @Setup
    public void declare() throws Exception {
        Route[] declared = new Route[routes];
        for (int i = 0; i < routes; i++) {
            declared[i] = route(i);
        }
        router = Router.of(declared).within(Chain.passing());
        app.close();
        app = start(Servlette.of(declared));
        for (int i = 0; i < PATHS; i++) {
            EmptyExchange exchange = new EmptyExchange(path(random.nextInt(routes)));
            Request request = request(exchange);
            request.urlPath(); // parsed before, so that the look-up is measured alone
            exchanges.add(exchange);
            requests.add(request);
        }
    }

    private Route route(int i) {
        return isLiteral()
                ? Route.get("/api/section" + i + "/items", this::seeing)
                : Route.get("/api/section" + i + "/{id:int}", this::reading);
    }

    /** Keeps the request, or the compiler would leave out what nobody looks at. */
    private Reply seeing(Request request) {
        seen = request;
        return ANSWER;
    }

    private Reply reading(Request request) {
        return request.pathParam("id", Long.class) < 0 ? new Response(404) : seeing(request);
    }

    private String path(int i) {
        return "/api/section" + i + (isLiteral() ? "/items" : "/" + (1000 + random.nextInt(9000)));
    }

    private boolean isLiteral() {
        return kind.equals("literal");
    }

    private static Request request(EmptyExchange exchange) {
        return new Request(new dev.servlette.requests.Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
    }

    private static RunningApp start(Servlette app) {
        try {
            return RunningApp.start(app, Time.system());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the app. */
    @TearDown
    public void stop() throws Exception {
        Objects.requireNonNull(seen, "no route was reached");
        app.close();
    }

    /** From a request with a parsed path to the reply of the route's handler, which is a constant. */
    @Benchmark
    public Reply lookUp() {
        return router.handle(requests.get(next++ & PATHS - 1));
    }

    /** From the exchange to its end: request, path, look-up, reply, head and body. */
    @Benchmark
    public EmptyExchange wholeApp() {
        EmptyExchange exchange = exchanges.get(next++ & PATHS - 1);
        app.handle(exchange);
        return exchange;
    }
}
