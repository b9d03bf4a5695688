package dev.servlette.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.jetty.Jetty;
import dev.servlette.jetty.RunningServer;
import dev.servlette.testclient.TestClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HelloTest {
    @Test
    void saysHelloInMemory() {
        try (TestClient client = new TestClient(Hello.app())) {
            assertEquals("{\"hello\":\"world\"}", client.get("/").text());
        }
    }

    @Test
    void saysHelloOnJetty() throws Exception {
        try (RunningServer server = Jetty.start(Hello.app(), 0)) {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.ofString());
            assertEquals(200, response.statusCode());
            assertEquals(
                    "application/json",
                    response.headers().firstValue("Content-Type").orElse("none"));
            assertEquals("{\"hello\":\"world\"}", response.body());
        }
    }
}
