package dev.servlette.examples;

import dev.servlette.applications.Servlette;
import dev.servlette.jetty.Jetty;
import dev.servlette.responses.JsonResponse;
import dev.servlette.routing.Route;
import java.util.Map;

/** The smallest service: one route, JSON, embedded Jetty. */
public class Hello {
    static Servlette app() {
        return Servlette.of(Route.get("/", request -> new JsonResponse(Map.of("hello", "world"))));
    }

    public static void main(String[] args) {
        Jetty.run(app(), 8000);
    }
}
