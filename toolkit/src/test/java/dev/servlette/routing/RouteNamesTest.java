package dev.servlette.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.convertors.Convertors;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.testclient.TestClient;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteNamesTest {
    private static final Handler NONE = request -> new Response(204);

    private static final Servlette APP = Servlette.of(
            Route.get("/", NONE).name("home"),
            Route.get("/users/{id:int}", NONE).name("user"),
            Route.get("/users/{id:int}/{tab}", NONE).name("user"),
            Route.get("/f/{x:float}/{u:uuid}", NONE).name("f"),
            Route.get("/{a}-{b}", NONE).name("mixed"),
            Route.get("/p/{rest:path}", NONE).name("files"),
            Mount.of(
                            "/api/{version}",
                            Route.get("", NONE).name("root"),
                            Route.get("/b/{id}", NONE).name("book"))
                    .name("api"),
            Mount.of(
                    "",
                    Servlette.of(
                            Mount.of("/deep", Route.get("/x", NONE).name("x")).name("deep"))),
            Mount.of("/static", NONE).name("static"),
            Host.of("{sub}.example.org:3600", Route.get("/", NONE).name("index"))
                    .name("sub"));

    private static String path(String name, Object... params) {
        return APP.urlPathFor(name, params).toString();
    }

    /** RT16, CV2, CV3, CV4, CV5. */
    @Test
    void aNameAndItsParametersAreAPath() {
        UUID uuid = UUID.fromString("ec38df32-ceda-4cfa-9b4a-1aeb94ad551a");
        assertEquals("/", path("home"));
        assertEquals("/users/7", path("user", "id", 7L));
        assertEquals("/users/7/a%20b", path("user", "id", "7", "tab", "a b"));
        assertEquals("/f/25.5/" + uuid, path("f", "x", 25.5, "u", uuid));
        assertEquals("/f/3/" + uuid, path("f", "x", 3, "u", uuid.toString()));
        assertEquals("/p/css/x%3By", path("files", "rest", "css/x;y"));
        assertEquals("/x-y-z", path("mixed", "a", "x-y", "b", "z"));
        assertEquals("/users/7", path("user", "id", (byte) 7));
        assertEquals("/users/8", path("user", "id", (short) 8));
    }

    /** RT17. */
    @Test
    void namesOfMountsStandBeforeThoseInside() {
        assertEquals("/api/v1", path("api:root", "version", "v1"));
        assertEquals("/api/v1/b/9", path("api:book", "version", "v1", "id", 9));
        assertEquals("/deep/x", path("deep:x"));
        assertEquals("/static/css/x", path("static", "path", "/css/x"));
        assertEquals("/static/css/x", path("static", "path", "css/x"));
        assertEquals("/api/v1/any", path("api", "version", "v1", "path", "any"));
    }

    /** RT18. */
    @Test
    void aHostIsAPartOfItsUrls() {
        assertEquals("//port.example.org:3600/", path("sub:index", "sub", "port"));
        assertEquals("//a.b.example.org:3600/x", path("sub", "sub", "A.b", "path", "x"));
        assertEquals("//a.b.example.org:3600/x", path("sub", "sub", "a.b", "path", "x"));
    }

    /** RT18: also inside a mount, and the inner one where there are two. */
    @Test
    void theInnerHostIsTaken() {
        Router router = Router.of(
                Mount.of("/m", Host.of("in.org", Route.get("/a", NONE).name("a"))),
                Host.of("out.org", Host.of("in.org", Route.get("/b", NONE).name("b"))));
        assertEquals("//in.org/m/a", router.urlPathFor("a").toString());
        assertEquals("//in.org/b", router.urlPathFor("b").toString());
    }

    private static String missing(Router router, String name, Object... params) {
        return assertThrows(NoMatchFound.class, () -> router.urlPathFor(name, params))
                .getMessage();
    }

    /** RT16. */
    @Test
    void whatNoRouteIsCalledIsSaid() {
        Router router = Router.of(
                Route.get("/u/{id}", NONE).name("user"),
                Route.get("/u/{id}/{tab}", NONE).name("user"));
        assertEquals("No route is named \"usr\". Known: user.", missing(router, "usr"));
        assertEquals(
                "No route is named \"user\" with the parameters [name]; \"user\" takes [id] or [id, tab].",
                missing(router, "user", "name", "x"));
        assertEquals(
                "No route is named \"x\". No route of this app has a name; give it one with .name(...).",
                missing(Router.of(Mount.of("/m", NONE)), "x"));
        BaseRoute[] many = new BaseRoute[21];
        for (int i = 0; i < many.length; i++) {
            many[i] = Route.get("/" + i, NONE).name("n" + i);
        }
        assertTrue(missing(Router.of(many), "x").endsWith(" n18, n19, ..."));
    }

    private static String refused(String name, Object... params) {
        return assertThrows(IllegalArgumentException.class, () -> path(name, params))
                .getMessage();
    }

    /** CV1, CV2: what the convertor refuses, or what would be read as something else. */
    @Test
    void aValueThatWouldNotBeReadBackIsRefused() {
        assertEquals(
                "Parameter \"id\" of Route \"/users/{id:int}\" was given \"-1\". -1 was given for a parameter of kind int. It"
                        + " takes numbers from 0 on; use {name} for a text with a sign.",
                refused("user", "id", -1));
        assertEquals(
                "Parameter \"id\" of Route \"/users/{id:int}\" was given \"x\". It takes a Long; give one, or its text.",
                refused("user", "id", "x"));
        assertEquals(
                "Route \"/{a}-{b}\" cannot be written with {a=x, b=y-z}. A request for /x-y-z would not give these values back.",
                refused("mixed", "a", "x", "b", "y-z"));
        assertEquals(
                "Route \"/users/{id:int}/{tab}\" cannot be written with {id=1, tab=..}. A request for /users/1/.. would not give"
                        + " these values back.",
                refused("user", "id", 1, "tab", ".."));
        assertTrue(refused("files", "rest", "a\\b").contains("would not give these values back"));
        assertTrue(refused("sub:index", "sub", "a b").contains("A request for a b.example.org would not"));
        Router hosts = Router.of(Host.of("{a}-{b}.org", Route.get("/", NONE).name("h")));
        assertEquals("//x-y-z.org/", hosts.urlPathFor("h", "a", "x-y", "b", "z").toString());
        assertThrows(IllegalArgumentException.class, () -> hosts.urlPathFor("h", "a", "x", "b", "y-z"));
        assertTrue(refused("user", "id", 7.5).contains("It takes a Long"));
    }

    @Test
    void parametersArePairs() {
        String rule = ". Parameters are given as name, value, name, value, each name once and no value null.";
        assertEquals("The URL of \"user\" was asked for with [id]" + rule, refused("user", "id"));
        assertEquals("The URL of \"user\" was asked for with [1, 2]" + rule, refused("user", 1, 2));
        assertEquals("The URL of \"user\" was asked for with [id, null]" + rule, refused("user", "id", null));
        assertEquals("The URL of \"user\" was asked for with [id, 1, id, 2]" + rule, refused("user", "id", 1, "id", 2));
    }

    @Test
    void twoPathsOfOneNameAreRefused() {
        assertEquals(
                "Route \"/b\" (RouteNamesTest.java:N) is named \"x\" like Route \"/a\" (RouteNamesTest.java:N) before it. A name"
                        + " and its parameters have one URL; rename one of them.",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Servlette.of(
                                        Route.get("/a", NONE).name("x"),
                                        Route.get("/b", NONE).name("x")))
                        .getMessage()
                        .replaceAll("java:\\d+", "java:N"));
        Servlette.of(Route.get("/a", NONE).name("x"), Route.post("/a", NONE).name("x")); // is one URL
    }

    /** RT19, RT20, RQ2, RQ3: the outermost router and the client's host. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/ctx"})
    void aRequestWritesAbsoluteUrls(String rootPath) {
        Handler urls = request -> new PlainTextResponse(request.urlFor("user", "id", 7) + " "
                + request.urlFor("home") + " " + request.urlFor("sub", "sub", "a") + " " + request.baseUrl() + " "
                + request.url());
        Servlette app = Servlette.of(
                Route.get("/users/{id:int}", NONE).name("user"),
                Host.of("{sub}.org", Route.get("/s", NONE).name("sub")),
                Mount.of("/in", Servlette.of(Route.get("/urls", urls))),
                Mount.of("", Route.get("", NONE).name("home")));
        String base = "http://testserver" + rootPath;
        try (TestClient client = new TestClient(app).rootPath(rootPath)) {
            String home = rootPath.isEmpty() ? base + "/" : base;
            assertEquals(
                    base + "/users/7 " + home + " http://a.org" + rootPath + "/s " + base + "/ " + base
                            + "/in/urls?q=1",
                    client.get(rootPath + "/in/urls?q=1").text());
        }
    }

    /** CV6: handed to the app, known inside; a router's own come before. */
    @Test
    void anAppsConvertorsAreKnownInside() {
        Convertors dates = Convertors.standard()
                .with("date", new OwnConvertor<>(LocalDate.class, "2026-11-2\\d", LocalDate::parse, false));
        Mount mount =
                Mount.of("/m", Route.get("/{day:date}", RouteNamesTest::day).name("day"));
        Servlette app = Servlette.builder().routes(mount).convertors(dates).build();
        assertEquals(
                "/m/2026-11-24",
                app.urlPathFor("day", "day", LocalDate.of(2026, 11, 24)).toString());
        try (TestClient client = new TestClient(Router.of(mount).convertors(dates))) {
            assertEquals("FRIDAY", client.get("/m/2026-11-27").text());
            assertEquals(404, client.get("/m/2026-11-99").status());
        }
    }

    private static Response day(Request request) {
        return new PlainTextResponse(
                request.pathParam("day", LocalDate.class).getDayOfWeek().toString());
    }
}
