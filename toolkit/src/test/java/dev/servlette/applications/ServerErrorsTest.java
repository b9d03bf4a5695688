package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Next;
import dev.servlette.json.Json;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The edge of an app with debug on; {@link ServletteTest} has the other one. */
class ServerErrorsTest {
    private static final Handler FAILING = request -> {
        throw new IOException("secret");
    };

    private final List<String> log = new CopyOnWriteArrayList<>();

    private static String get(Servlette app) {
        try (TestClient client = new TestClient(app).raisesServerExceptions(false)) {
            return client.get("/").text();
        }
    }

    private static Servlette.Builder failing() {
        return Servlette.builder()
                .routes(Route.get("/", FAILING))
                .exceptionHandler(500, (request, e) -> new PlainTextResponse("handled", 500));
    }

    private static void assertIsDebugPage(String text) {
        assertTrue(
                text.startsWith("500 Internal Server Error\nGET /\nRoute: /\n\njava.io.IOException: secret\n"), text);
    }

    /** APP8: also when a handler for 500 is installed. */
    @Test
    void whatNobodyClaimsIsShownWhenDebugIsOn() {
        assertIsDebugPage(get(failing().debug(true).build()));
        assertEquals("handled", get(failing().debug(false).build()));
        assertEquals("handled", get(failing().build()));
    }

    @Test
    void debugCanBeSwitchedOnInAnAppThatIsBuilt() {
        Servlette app = failing().middleware(this::noting).json(Json.builtIn()).build();
        assertIsDebugPage(get(app.withDebug()));
        assertIsDebugPage(get(app.withDebug().withDebug()));
        assertEquals("handled", get(app));
        assertEquals(app.routes(), app.withDebug().routes());
        assertEquals(List.of("GET", "GET", "GET"), log);
    }

    private Reply noting(Request request, Next next) {
        log.add(request.method());
        return next.handle(request);
    }

    /** EX8: each app answers for itself. */
    @Test
    void debugIsNotHandedOnToWhatIsMounted() {
        Servlette inner = Servlette.of(Route.get("/", FAILING));
        assertEquals(
                "Internal Server Error",
                get(Servlette.builder().routes(Mount.of("", inner)).debug(true).build()));
    }

    @Test
    void whatIsClaimedIsNotShown() {
        Servlette.Builder builder =
                Servlette.builder().routes(Route.get("/", FAILING)).debug(true);
        assertEquals(
                "claimed",
                get(builder.exceptionHandler(IOException.class, (request, e) -> new PlainTextResponse("claimed", 500))
                        .build()));
        assertEquals("Not Found", get(Servlette.builder().debug(true).build()));
    }

    /** ER1: logged once, and thrown into the test. */
    @Test
    void whatIsShownIsLoggedAndThrownAllTheSame() {
        Logger logger = Logger.getLogger("dev.servlette");
        logger.setFilter(entry -> {
            log.add(entry.getLevel() + " " + entry.getMessage() + " " + entry.getThrown());
            return false;
        });
        try (TestClient client = new TestClient(failing().debug(true).build())) {
            assertThrows(IOException.class, () -> client.get("/"));
        } finally {
            logger.setFilter(null);
        }
        assertEquals(List.of("SEVERE GET / failed. java.io.IOException: secret"), log);
    }

    @Test
    void anErrorIsShownAsItself() {
        Servlette app = Servlette.builder()
                .routes(Route.get("/", request -> {
                    throw new AssertionError("bug");
                }))
                .debug(true)
                .build();
        assertTrue(get(app).contains("\njava.lang.AssertionError: bug\n    at "), get(app));
    }

    /** What middleware adds to every answer stands on the page too. */
    @Test
    void theDebugPageIsAnAnswerLikeOthers() {
        Servlette app = failing()
                .middleware((request, next) -> next.handle(request).always(r -> r.withHeader("X-App", "shop")))
                .debug(true)
                .build();
        try (TestClient client = new TestClient(app).raisesServerExceptions(false)) {
            TestResponse page = client.get("/", r -> r.header("Accept", "text/html"));
            assertEquals(500, page.status());
            assertEquals("shop", page.headers().get("X-App"));
            assertTrue(page.text().startsWith("<!doctype html>"), page.text());
        }
    }

    /** When even the page cannot be made, the plain answer stands in. */
    @Test
    void aDebugPageThatFailsLeavesThePlainAnswer() {
        ClassLoader failing = new ClassLoader() {
            @Override
            public URL getResource(String name) {
                throw new AssertionError("no resources");
            }
        };
        Servlette app = Servlette.builder()
                .routes(Route.get("/", request -> {
                    Thread.currentThread().setContextClassLoader(failing);
                    throw new IOException("secret");
                }))
                .debug(true)
                .build();
        assertEquals("Internal Server Error", get(app));
    }
}
