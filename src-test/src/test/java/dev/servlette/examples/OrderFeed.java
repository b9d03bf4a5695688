package dev.servlette.examples;

import dev.servlette.applications.Servlette;
import dev.servlette.events.EventFeed;
import dev.servlette.events.EventSink;
import dev.servlette.events.EventStreamResponse;
import dev.servlette.events.ServerSentEvent;
import dev.servlette.jetty.Jetty;
import dev.servlette.requests.Request;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Server-sent events: a feed that many browsers follow and can resume after a lost connection, filled by a background task
 * that runs after the response; and a stream that is written by hand.
 */
public class OrderFeed {
    record Order(String article, int count) {}

    record Shipment(long id, String article, int count) {}

    private final AtomicLong ids = new AtomicLong();
    private final EventFeed feed = new EventFeed(1000); // keeps the last 1000 events for those who come back
    private final Duration packing;

    OrderFeed(Duration packing) {
        this.packing = packing;
    }

    Servlette app() {
        return Servlette.of(
                Route.post("/orders", this::order),
                Route.get("/shipments", feed::subscribe), // first replays what came after Last-Event-ID
                Route.get("/clock", OrderFeed::clock));
    }

    Response order(Request request) {
        Order order = request.json(Order.class);
        long id = ids.incrementAndGet();
        return new JsonResponse(new Shipment(id, order.article(), order.count()), 202)
                .withBackground(() -> ship(id, order));
    }

    private void ship(long id, Order order) throws InterruptedException {
        Thread.sleep(packing.toMillis()); // the slow part: the client has its 202 already
        feed.send(ServerSentEvent.json(new Shipment(id, order.article(), order.count()))
                .withName("shipped")
                .withId(id));
    }

    static Response clock(Request request) {
        return new EventStreamResponse(events -> ticks(request, events));
    }

    private static void ticks(Request request, EventSink events) {
        while (events.sleep(Duration.ofSeconds(1))) { // false as soon as the client has gone or the server stops
            events.send(request.clock().instant().toString());
        }
    }

    public static void main(String[] args) {
        Jetty.run(new OrderFeed(Duration.ofSeconds(2)).app(), 8000);
    }
}
