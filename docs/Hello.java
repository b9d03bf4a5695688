import static java.nio.charset.StandardCharsets.UTF_8;

import dev.servlette.applications.Servlette;
import dev.servlette.jetty.Jetty;
import dev.servlette.responses.HtmlResponse;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import java.util.Map;

public class Hello {
    static Servlette app() {
        return Servlette.of(
                Route.get("/", request -> new JsonResponse(Map.of("hello", "world"))),
                Route.get("/users/{id:int}", request -> new JsonResponse(Map.of("id", request.pathParam("id", Long.class)))),
                Route.get("/page", request -> new HtmlResponse("<h1>Hello, world</h1>")),
                Route.get("/ticks", request -> new StreamingResponse("text/plain", out -> {
                    for (int i = 0; i < 3; i++) out.write(("tick " + i + "\n").getBytes(UTF_8));
                })));
    }

    public static void main(String[] args) {
        Jetty.run(app(), 8000);
    }
}
