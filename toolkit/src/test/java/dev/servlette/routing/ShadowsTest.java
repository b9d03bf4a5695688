package dev.servlette.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.convertors.Convertors;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.Handler;
import dev.servlette.responses.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadowsTest {
    private static final String DESCRIBED = """
            GET, HEAD  /                home        ShadowsTest.java:N
            *          /books/{id:int}  books:book  ShadowsTest.java:N
            POST       /books                       ShadowsTest.java:N
            DELETE     /v1/x            x           ShadowsTest.java:N
            DELETE     /v1/x{y}                     ShadowsTest.java:N
            *          /static/...      static      ShadowsTest.java:N
            *          /old/...                     ShadowsTest.java:N
            GET, HEAD  {s}.org/h                    ShadowsTest.java:N
            GET, HEAD  /{x}                         ShadowsTest.java:N
            GET, HEAD  /me                          ShadowsTest.java:N, never reached
            """;

    private static final Handler NONE = request -> new Response(204);

    private static String hidden(BaseRoute first, BaseRoute second) {
        Convertors known = Convertors.standard()
                .with("even", new OwnConvertor<>(String.class, "[02468]", text -> text, false))
                .with("day", new OwnConvertor<>(Object.class, ".*", text -> text, false))
                .with("far", new OwnConvertor<>(String.class, ".*", text -> text, true));
        RouteTable table = new RouteTable(List.of(first, second), known, SlashPolicy.REDIRECT, Chain.passing());
        return Shadows.of(table).get(1).replaceAll("java:\\d+", "java:N");
    }

    /** RT1: an earlier route that answers all that a later one would hides it, and that is said. */
    @ParameterizedTest
    @CsvSource({
        "/users/{name}, /users/me, true",
        "/users/{id:int}, /users/me, false",
        "/users/{id:int}, /users/7, true",
        "/users/me, /users/{name}, false",
        "/{a}, /{b:int}, true",
        "/{a}, /{b:uuid}, true",
        "/{a:float}, /{b:int}, true",
        "/{a:int}, /{b:float}, false",
        "/{a}, /x{b}, false",
        "/x{b}, /x{c}/y, false",
        "/{p:path}, /a/b, true",
        "/{p:path}, /{a}/{b}, true",
        "/a/{p:path}, /a, false",
        "/{p:path}/x, /a/x, false",
        "/{a}, /{b:path}, false",
        "/a, /a/b, false",
        "/a/b, /a, false",
        "/{x}, /.., false",
        "/{x}, '/a\\b', false",
        "/{a}-{b}, /{c}-{d:int}, false",
        "/{a}, /{b:even}, false",
        "/{a}, /{b:day}, false",
        "/{p:far}, /a, false"
    })
    void aRouteThatIsNeverReachedIsFound(String first, String second, boolean isHidden) {
        String expected = "Route \"" + second + "\" (ShadowsTest.java:N) is never reached. Route \"" + first
                + "\" (ShadowsTest.java:N) before it answers all that it would; declare it first, or remove it.";
        assertEquals(isHidden ? expected : "", hidden(Route.of(first, NONE), Route.get(second, NONE)));
    }

    @Test
    void onlyARouteThatHasAllMethodsHidesAnother() {
        Route some = Route.get("/{x}", NONE);
        assertEquals("", hidden(some, Route.of("/a", NONE)));
        assertEquals("", hidden(some, Route.of("/a", NONE).methods("GET", "POST")));
        assertEquals(true, hidden(some, Route.get("/a", NONE)).contains("is never reached"));
    }

    @Test
    void mountsAndHostsHideToo() {
        assertEquals(true, hidden(Mount.of("/a", NONE), Route.get("/a/b", NONE)).contains("is never reached"));
        assertEquals(true, hidden(Mount.of("/a", NONE), Mount.of("/a", NONE)).contains("is never reached"));
        assertEquals("", hidden(Route.of("/a", NONE), Mount.of("/a", NONE)));
        assertEquals(true, hidden(Host.of("{x}", NONE), Host.of("a.org", NONE)).contains("is never reached"));
        assertEquals("", hidden(Host.of("a.org", NONE), Host.of("{x}", NONE)));
        assertEquals("", hidden(Host.of("a.org", NONE), Route.get("/", NONE)));
    }

    @Test
    void itIsLoggedWhenTheAppIsBuilt() {
        List<String> logged = new ArrayList<>();
        StreamHandler handler = new StreamHandler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getLevel() + " " + line.getMessage().replaceAll("java:\\d+", "java:N"));
            }
        };
        Logger log = Logger.getLogger("dev.servlette");
        log.addHandler(handler);
        Servlette.of(Mount.of("/m", Route.get("/{x}", NONE), Route.get("/me", NONE)));
        log.removeHandler(handler);
        assertEquals(
                List.of(
                        "WARNING Route \"/me\" (ShadowsTest.java:N) is never reached. Route \"/{x}\" (ShadowsTest.java:N)"
                                + " before it answers all that it would; declare it first, or remove it."),
                logged);
    }

    @Test
    void aRouterDescribesItsRoutes() {
        Router router = Router.of(
                Route.get("/", NONE).name("home"),
                Mount.of("/books", Route.of("/{id:int}", NONE).name("book"), Route.post("", NONE))
                        .name("books"),
                Mount.of("/v1", Route.delete("/x", NONE).name("x"), Route.delete("/x{y}", NONE)),
                Mount.of("/static", NONE).name("static"),
                Mount.of("/old", NONE),
                Host.of("{s}.org", Route.get("/h", NONE)),
                Route.get("/{x}", NONE),
                Route.get("/me", NONE));
        assertEquals(DESCRIBED, router.describe().replaceAll("java:\\d+", "java:N"));
        assertEquals(
                router.describe(), Servlette.of(Mount.of("", router)).router().describe());
    }

    @Test
    void aHostStandsBeforeThePathWhereverItIsDeclared() {
        Router router = Router.of(Mount.of("/m", Host.of("a.org:81", Route.get("/x", NONE))));
        assertTrue(router.describe().startsWith("GET, HEAD  a.org:81/m/x "), router.describe());
    }
}
