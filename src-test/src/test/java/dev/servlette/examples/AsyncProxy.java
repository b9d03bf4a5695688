package dev.servlette.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.servlette.applications.Servlette;
import dev.servlette.config.Config;
import dev.servlette.jetty.Jetty;
import dev.servlette.json.Json;
import dev.servlette.requests.Request;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;

/**
 * Never waiting on a thread: handlers that call other services, two calls at once, a fallback for a slow one, bodies that flow both ways
 * under back-pressure, and a stream from a publisher.
 */
public class AsyncProxy {
    record Weather(String city, double celsius) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final Json json = Json.standard();
    private final SubmissionPublisher<ByteBuffer> log = new SubmissionPublisher<>();
    private final URI upstream;

    AsyncProxy(URI upstream) {
        this.upstream = upstream;
    }

    static Servlette app() {
        return new AsyncProxy(new Config().get("UPSTREAM", URI.class, URI.create("http://localhost:9000"))).routes();
    }

    Servlette routes() {
        return Servlette.of(
                Route.get("/weather/{city}", this::weather),
                Route.get("/compare", this::compare),
                Route.get("/radar.mp4", this::download),
                Route.post("/radar", this::upload),
                Route.get("/log", request -> StreamingResponse.from("text/plain", log)));
    }

    Reply weather(Request request) {
        return Reply.from(fetch(request.pathParam("city")).thenApply(JsonResponse::new))
                .recover(
                        HttpTimeoutException.class,
                        e -> new JsonResponse(Map.of("error", "the upstream is slow"), 504));
    }

    Reply compare(Request request) {
        CompletableFuture<Weather> a = fetch(request.queryParams().get("a", "Paris"));
        CompletableFuture<Weather> b = fetch(request.queryParams().get("b", "Rome"));
        return Reply.from(a.thenCombine(
                b, (x, y) -> new JsonResponse(Map.of("warmer", x.celsius() > y.celsius() ? x.city() : y.city()))));
    }

    Reply download(Request request) {
        HttpRequest ask = HttpRequest.newBuilder(upstream.resolve("/radar.mp4")).build();
        return Reply.from(http.sendAsync(ask, BodyHandlers.ofPublisher())
                .thenApply(answer -> StreamingResponse.fromBatches("video/mp4", answer.body())));
    }

    Reply upload(Request request) {
        HttpRequest send = HttpRequest.newBuilder(upstream.resolve("/radar"))
                .POST(BodyPublishers.fromPublisher(request.publisher()))
                .build();
        return Reply.from(
                http.sendAsync(send, BodyHandlers.discarding()).thenApply(answer -> new Response(answer.statusCode())));
    }

    private CompletableFuture<Weather> fetch(String city) {
        URI uri = upstream.resolve("/v1/" + URLEncoder.encode(city, UTF_8));
        HttpRequest ask =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(3)).build();
        return http.sendAsync(ask, BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .thenApply(text -> json.read(text, Weather.class))
                .whenComplete((weather, e) -> log.offer(UTF_8.encode(city + "\n"), null));
    }

    public static void main(String[] args) {
        Jetty.run(app(), 8000);
    }
}
