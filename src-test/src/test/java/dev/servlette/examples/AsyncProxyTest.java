package dev.servlette.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.applications.Servlette;
import dev.servlette.jetty.Jetty;
import dev.servlette.jetty.RunningServer;
import dev.servlette.requests.Request;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import dev.servlette.testclient.TestStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncProxyTest {
    private static final byte[] LARGE = new byte[1_000_000];

    private final CompletableFuture<Integer> uploaded = new CompletableFuture<>();
    private RunningServer upstream;
    private TestClient client;

    @BeforeEach
    void start() {
        upstream = Jetty.start(
                Servlette.of(
                        Route.get("/v1/{city}", AsyncProxyTest::weather),
                        Route.get("/radar.mp4", request -> new Response(LARGE, "video/mp4")),
                        Route.post("/radar", this::receive)),
                0);
        client = new TestClient(new AsyncProxy(upstream.uri()).routes()).raisesServerExceptions(false);
    }

    @AfterEach
    void stop() {
        client.close();
        upstream.close();
    }

    private static Response weather(Request request) {
        String city = request.pathParam("city");
        return new JsonResponse(Map.of("city", city, "celsius", city.length() * 1.5));
    }

    private Response receive(Request request) throws Exception {
        uploaded.complete(request.stream().readAllBytes().length);
        return new Response(201);
    }

    @Test
    void oneCallIsPassedOn() {
        assertEquals(
                Map.of("city", "K\u00f6ln", "celsius", 6.0),
                client.get("/weather/K%C3%B6ln").json(Map.class));
    }

    @Test
    void twoCallsAreMadeAtOnce() {
        assertEquals(Map.of("warmer", "Paris"), client.get("/compare").json(Map.class));
        assertEquals(
                Map.of("warmer", "London"),
                client.get("/compare?a=Rome&b=London").json(Map.class));
    }

    @Test
    void aDownloadFlowsThrough() {
        TestResponse video = client.get("/radar.mp4");
        assertEquals("video/mp4", video.headers().get("Content-Type"));
        assertArrayEquals(LARGE, video.bytes());
    }

    @Test
    void anUploadFlowsThrough() throws Exception {
        assertEquals(
                201, client.post("/radar", r -> r.body(LARGE, "application/x")).status());
        assertEquals(LARGE.length, uploaded.get(20, TimeUnit.SECONDS));
    }

    /** Its status is sent with its first line, so something must be logged after it was asked for. */
    @Test
    void theLogIsSentAsItGrows() throws Exception {
        CompletableFuture<TestStream> opened = new CompletableFuture<>();
        // Not in the common pool, which may have one thread only: what is logged goes through it.
        new Thread(() -> opened.complete(client.stream("/log"))).start();
        while (!opened.isDone()) {
            client.get("/weather/Paris");
        }
        try (TestStream log = opened.get()) {
            assertEquals("Paris", log.readLine());
        }
    }
}
