package dev.servlette.benchmarks;

import dev.servlette.datastructures.State;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.ExceptionHandlers;
import dev.servlette.handlers.Middleware;
import dev.servlette.handlers.Next;
import dev.servlette.json.Json;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** Layers of middleware around a ready reply, of which each adds a header, in the three ways to write one. */
@org.openjdk.jmh.annotations.State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MiddlewareBenchmark {
    private static final Response ANSWER = new PlainTextResponse("ok");

    /** How many layers there are. */
    @Param({"0", "1", "5"})
    public int layers;

    /** What each of them calls on the reply. */
    @Param({"always", "then", "await"})
    public String way = "";

    private final Request request = new Request(
            new dev.servlette.requests.Scope(new EmptyExchange("/"), new State(), Clock.systemUTC()), Json.builtIn());
    private Next chain = r -> ANSWER;

    /** Made by JMH. */
    public MiddlewareBenchmark() {}

    /** Builds the layers. */
    @Setup
    public void build() {
        List<Middleware> middleware = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            middleware.add(layer("X-Layer-" + i));
        }
        chain = new Chain(ExceptionHandlers.standard(), Json.builtIn()).link(r -> ANSWER, middleware, "The endpoint");
    }

    private Middleware layer(String name) {
        return switch (way) {
            case "always" -> (r, next) -> next.handle(r).always(response -> response.withHeader(name, "value"));
            case "then" -> (r, next) -> next.handle(r).then(response -> response.withHeader(name, "value"));
            case "await" -> (r, next) -> next.handle(r).await().withHeader(name, "value");
            default -> throw new IllegalArgumentException("There is no way \"" + way + "\".");
        };
    }

    /** From the outermost layer to the endpoint and back. */
    @Benchmark
    public Reply handle() {
        return chain.handle(request);
    }
}
