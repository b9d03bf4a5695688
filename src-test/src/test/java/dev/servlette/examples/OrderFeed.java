package dev.servlette.examples;

import dev.servlette.applications.Servlette;
import dev.servlette.events.EventFeed;
import dev.servlette.events.EventSink;
import dev.servlette.events.EventStreamResponse;
import dev.servlette.events.ServerSentEvent;
import dev.servlette.exceptions.Validation;
import dev.servlette.jetty.Jetty;
import dev.servlette.requests.Request;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Server-sent events: a feed that many browsers follow and can resume after a lost connection, filled by a background task that
 * runs after the response; and a stream that is written by hand.
 */
public class OrderFeed {
    record Order(String article, int count) {
        Order {
            new Validation()
                    .check("article", article != null && !article.isBlank(), "must not be blank")
                    .check("count", count >= 1, "must be 1 or more")
                    .orThrow();
        }
    }

    record Shipment(long id, String article, int count) {}

    private final AtomicLong ids = new AtomicLong();
    private final EventFeed feed = new EventFeed(1000); // keeps the last 1000 events for those who come back
    private final Duration packing;

    OrderFeed(Duration packing) {
        this.packing = packing;
    }

    static Servlette app() {
        return new OrderFeed(Duration.ofSeconds(2)).routes();
    }

    Servlette routes() {
        return Servlette.of(
                Route.post("/orders", this::order),
                Route.get("/shipments", feed::subscribe), // first replays what came after Last-Event-ID
                Route.get("/clock", OrderFeed::clock));
    }

    Response order(Request request) {
        Order order = request.json(Order.class);
        Shipment shipment = new Shipment(ids.incrementAndGet(), order.article(), order.count());
        return new JsonResponse(shipment, 202).withBackground(() -> ship(shipment));
    }

    private void ship(Shipment shipment) throws InterruptedException {
        Thread.sleep(packing.toMillis()); // the slow part: the client has its 202 already
        feed.send(ServerSentEvent.json(shipment).withName("shipped").withId(shipment.id()));
    }

    static Response clock(Request request) {
        Clock clock = request.clock();
        return new EventStreamResponse(events -> tick(events, clock));
    }

    private static void tick(EventSink events, Clock clock) {
        while (events.sleep(Duration.ofSeconds(1))) { // false as soon as the client has gone or the server stops
            events.send(clock.instant().toString());
        }
    }

    public static void main(String[] args) {
        Jetty.run(app(), 8000);
    }
}
