package dev.servlette.events;

import dev.servlette.datastructures.State;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import java.time.Clock;

/** Requests of readers of a feed. */
final class Feeds {
    private Feeds() {}

    /** A request with this {@code Last-Event-ID}, unless it is empty. */
    static Request request(String lastId) {
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        if (!lastId.isEmpty()) {
            exchange.header("Last-Event-ID", lastId);
        }
        return new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.standard());
    }
}
