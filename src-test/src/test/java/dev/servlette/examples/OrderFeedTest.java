package dev.servlette.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.events.ServerSentEvent;
import dev.servlette.examples.OrderFeed.Order;
import dev.servlette.examples.OrderFeed.Shipment;
import dev.servlette.jetty.Jetty;
import dev.servlette.jetty.RunningServer;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestEvents;
import dev.servlette.testclient.TestResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderFeedTest {
    private static final Order TEA = new Order("tea", 2);

    private final OrderFeed orders = new OrderFeed(Duration.ZERO);

    @Nested
    class InMemory {
        @Test
        void everyReaderIsToldOfAShipment() {
            try (TestClient client = new TestClient(orders.routes());
                    TestEvents one = client.events("/shipments");
                    TestEvents other = client.events("/shipments")) {
                Shipment expected = new Shipment(1, "tea", 2);
                assertEquals(expected, client.post("/orders", r -> r.json(TEA)).json(Shipment.class));
                for (TestEvents reader : new TestEvents[] {one, other}) {
                    ServerSentEvent event = reader.next();
                    assertEquals("shipped", event.name());
                    assertEquals("1", event.id());
                    assertEquals(expected, event.json(Shipment.class));
                }
            }
        }

        @Test
        void readerThatComesBackIsToldWhatItMissed() {
            try (TestClient client = new TestClient(orders.routes())) {
                client.post("/orders", r -> r.json(TEA));
                client.post("/orders", r -> r.json(TEA));
                try (TestEvents reader = client.events("/shipments", r -> r.header("Last-Event-ID", "1"))) {
                    assertEquals("2", reader.next().id());
                }
            }
        }

        @Test
        void orderThatIsNotRightIs422() {
            try (TestClient client = new TestClient(orders.routes())) {
                TestResponse response = client.post("/orders", r -> r.json(Map.of("article", "", "count", 0)));
                assertEquals(422, response.status());
                assertEquals(
                        Map.of("article", "must not be blank", "count", "must be 1 or more"),
                        response.json(Map.class).get("errors"));
            }
        }

        @Test
        void clockTicksOnceASecond() {
            try (TestClient client = new TestClient(orders.routes());
                    TestEvents clock = client.events("/clock")) {
                client.advance(Duration.ofSeconds(2));
                Instant first = Instant.parse(clock.next().data());
                assertEquals(first.plusSeconds(1), Instant.parse(clock.next().data()));
            }
        }
    }

    @Nested
    class OnJetty {
        private final HttpClient http = HttpClient.newHttpClient();

        @Test
        void shipmentArrivesWhileTheStreamIsOpen() throws Exception {
            try (RunningServer server = Jetty.start(orders.routes(), 0);
                    InputStream body = http.send(to(server, "/shipments").build(), BodyHandlers.ofInputStream())
                            .body();
                    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                assertEquals(":", lines.readLine());
                order(server);
                assertEquals("", lines.readLine());
                assertEquals("event: shipped", lines.readLine());
                assertEquals("id: 1", lines.readLine());
                assertEquals("data: {\"id\":1,\"article\":\"tea\",\"count\":2}", lines.readLine());
            }
        }

        private void order(RunningServer server) throws IOException, InterruptedException {
            HttpRequest post = to(server, "/orders")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"article\":\"tea\",\"count\":2}"))
                    .build();
            assertEquals(202, http.send(post, BodyHandlers.discarding()).statusCode());
        }

        private static HttpRequest.Builder to(RunningServer server, String path) {
            return HttpRequest.newBuilder(server.uri().resolve(path));
        }
    }
}
