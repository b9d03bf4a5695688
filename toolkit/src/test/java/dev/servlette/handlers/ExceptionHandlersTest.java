package dev.servlette.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.applications.Servlette;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.testclient.TestClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ExceptionHandlersTest {
    private final List<String> log = new CopyOnWriteArrayList<>();

    /** However many links a failure passes on its way out. */
    @Test
    void exceptionHandlerThatThrowsTheSameAgainIsAskedOnce() {
        Servlette app = Servlette.builder()
                .routes(Mount.of("/a", Route.get("/b", request -> {
                    throw new IllegalStateException("e");
                })))
                .middleware((request, next) -> next.handle(request))
                .exceptionHandler(IllegalStateException.class, (request, e) -> {
                    log.add("asked");
                    throw e;
                })
                .build();
        try (TestClient client = new TestClient(app).raisesServerExceptions(false)) {
            assertEquals(500, client.get("/a/b").status());
        }
        assertEquals(List.of("asked"), log);
    }

    @Test
    void middlewareThatTriesAgainSeesOneRoute() {
        Servlette app = Servlette.builder()
                .routes(Mount.of("/a", Route.get("/b", request -> new PlainTextResponse(request.route()))))
                .middleware((request, next) -> {
                    next.handle(request).await();
                    return next.handle(request);
                })
                .build();
        try (TestClient client = new TestClient(app)) {
            assertEquals("/a/b", client.get("/a/b").text());
        }
    }
}
