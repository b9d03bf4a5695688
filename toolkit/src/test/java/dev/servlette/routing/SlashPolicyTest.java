package dev.servlette.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.applications.Servlette;
import dev.servlette.handlers.Handler;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlashPolicyTest {
    private static final BaseRoute[] ROUTES = {
        Route.get("/a", text("a")),
        Route.get("/b/", text("b")),
        Route.get("/x%y/{n:int}", text("n")),
        Route.get("//evil.org/", text("evil")),
        Route.get("", text("root")),
        Mount.of("/users", Route.get("/", text("users")), Route.get("/me", text("me"))),
        Mount.of("/books", Route.post("", text("books"))),
        Mount.of("/strict", Router.of(Route.get("/a", text("a"))).slashPolicy(SlashPolicy.STRICT))
    };

    private static Handler text(String text) {
        return request -> new PlainTextResponse(text + request.path());
    }

    private static TestResponse send(SlashPolicy policy, String method, String path) {
        Servlette app = Servlette.builder().routes(ROUTES).slashPolicy(policy).build();
        try (TestClient client = new TestClient(app).followsRedirects(false)) {
            return client.send(method, path, r -> {});
        }
    }

    /** RT7, RT11, and behaviour 5, 9: relative to the host. */
    @ParameterizedTest
    @CsvSource({
        "GET, /a/, /a",
        "GET, /a//, /a",
        "GET, /a/?x=1&y=%20, /a?x=1&y=%20",
        "GET, /b, /b/",
        "POST, /b, /b/",
        "HEAD, /b, /b/",
        "GET, /x%25y/7/, /x%25y/7",
        "GET, /users, /users/",
        "GET, /users/me/, /users/me",
        "POST, /books/, /books",
        "GET, //evil.org, /.//evil.org/"
    })
    void aPathThatDiffersBySlashesIsRedirected(String method, String path, String location) {
        TestResponse response = send(SlashPolicy.REDIRECT, method, path);
        assertEquals(307, response.status());
        assertEquals(location, response.headers().get("Location"));
    }

    /** RT7. */
    @ParameterizedTest
    @CsvSource({"REDIRECT, /c", "REDIRECT, /c/", "REDIRECT, /strict/a/", "STRICT, /a/", "STRICT, /b", "IGNORE, /c/"})
    void whatNoPathIsLikeIsNotFound(SlashPolicy policy, String path) {
        assertEquals(404, send(policy, "GET", path).status());
    }

    @ParameterizedTest
    @CsvSource({"GET, /a/, a/a", "GET, /b, b/b/", "GET, /users, users/", "GET, /users/me//, me/me"})
    void ignoredSlashesAreOnePath(String method, String path, String answer) {
        assertEquals(answer, send(SlashPolicy.IGNORE, method, path).text());
    }

    @Test
    void aWrongMethodIsNotLookedForElsewhere() {
        assertEquals(405, send(SlashPolicy.REDIRECT, "POST", "/a").status());
        TestResponse ignored = send(SlashPolicy.IGNORE, "POST", "/a/");
        assertEquals(405, ignored.status());
        assertEquals("GET, HEAD, OPTIONS", ignored.headers().get("Allow"));
        assertEquals(204, send(SlashPolicy.IGNORE, "OPTIONS", "/a/").status());
    }

    /** RFC 9110, section 4.2.3: an empty path is that of the root. */
    @Test
    void theEmptyRouteOfAnAppIsItsRoot() {
        assertEquals("root", send(SlashPolicy.REDIRECT, "GET", "/").text());
        assertEquals("root", send(SlashPolicy.IGNORE, "GET", "/").text());
        assertEquals(405, send(SlashPolicy.REDIRECT, "POST", "/").status());
    }

    @Test
    void optionsCanBeSwitchedOff() {
        Router router = Router.of(
                Route.get("/a", text("a")).automaticOptions(false),
                Route.get("/b", text("b")).automaticOptions(false),
                Route.post("/b", text("b")));
        try (TestClient client = new TestClient(router)) {
            TestResponse off = client.send("OPTIONS", "/a", r -> {});
            assertEquals(405, off.status());
            assertEquals("GET, HEAD", off.headers().get("Allow"));
            assertEquals(204, client.send("OPTIONS", "/b", r -> {}).status());
        }
    }
}
