package dev.servlette.responses;

import dev.servlette.datastructures.State;
import dev.servlette.json.Json;
import dev.servlette.requests.Completion;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A writer whose workers work when they are told to, and what became of what it was given. */
final class Sent {
    /** The executor of an app that has stopped. */
    static final Executor STOPPED = task -> {
        throw new RejectedExecutionException();
    };

    /** What {@link #get} starts with for a response of the type {@code a/b}, but for the length. */
    static final String START = "start 200 [Content-Type: a/b] ";

    /** How an error is answered. */
    static final List<String> ERROR =
            List.of("start 500 [Content-Type: text/plain; charset=utf-8] 5", "write 5", "complete e");

    final List<Runnable> work = new ArrayList<>();
    final List<Runnable> background = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();
    final List<Completion> completions = new ArrayList<>();
    final ResponseWriter writer = new ResponseWriter(work::add, background::add, this::error);

    Response error(Request request, Throwable e) {
        errors.add(e);
        return new PlainTextResponse("error", 500).because(e);
    }

    Request request(RecordingExchange exchange) {
        Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.standard());
        request.onComplete(completions::add);
        return request;
    }

    RecordingExchange send(RecordingExchange exchange, Reply reply) {
        writer.send(request(exchange), reply);
        return exchange;
    }

    /** What a GET did with its exchange. */
    List<String> get(Reply reply) {
        return send(new RecordingExchange("GET", "/a"), reply).calls();
    }

    /** What a HEAD did with its exchange. */
    List<String> head(Reply reply) {
        return send(new RecordingExchange("HEAD", "/a"), reply).calls();
    }

    /** Runs what waits, and not what comes meanwhile. */
    static void runAll(List<Runnable> tasks) {
        List<Runnable> all = List.copyOf(tasks);
        tasks.clear();
        all.forEach(Runnable::run);
    }

    /** Calls, and then an error. */
    static List<String> errorAfter(String... calls) {
        List<String> all = new ArrayList<>(List.of(calls));
        all.addAll(ERROR);
        return all;
    }
}
