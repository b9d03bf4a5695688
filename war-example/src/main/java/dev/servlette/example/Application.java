package dev.servlette.example;

import dev.servlette.applications.Servlette;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.routing.Route;
import dev.servlette.servlet.ServletteApplication;
import java.util.Map;

/** The app that the container finds in this WAR. */
public final class Application implements ServletteApplication {
    @Override
    public Servlette app() {
        return Servlette.of(
                Route.get("/", request -> new JsonResponse(Map.of("hello", "world"))),
                Route.get("/users/{name}", request -> new PlainTextResponse("Hello, " + request.pathParam("name"))));
    }
}
