package dev.servlette.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private static Handler text(String text) {
        return request -> new PlainTextResponse(text);
    }

    private static Middleware tag(String tag) {
        return (request, next) -> next.handle(request).always(r -> r.withAddedHeader("Tag", tag));
    }

    private static TestResponse send(Handler handler, String method, String path) {
        try (TestClient client = new TestClient(handler).followsRedirects(false)) {
            return client.send(method, path, r -> {});
        }
    }

    private static String get(Handler handler, String path) {
        return send(handler, "GET", path).text();
    }

    private static String mistake(BaseRoute... routes) {
        return assertThrows(IllegalArgumentException.class, () -> Servlette.of(routes))
                .getMessage()
                .replaceAll("RouterTest.java:\\d+", "RouterTest.java:N");
    }

    /** RT1. */
    @Test
    void theFirstDeclaredRouteThatMatchesAnswers() {
        Router router = Router.of(Route.get("/users/{name}", text("any")), Route.get("/users/me", text("me")));
        assertEquals("any", get(router, "/users/me"));
        assertEquals(2, router.routes().size());
    }

    /** RT2, RT5. */
    @Test
    void getBringsHeadAndNamesAreUpperCased() {
        assertEquals(List.of("GET", "HEAD"), Route.get("/", text("")).methods());
        assertEquals(
                List.of("POST", "GET", "HEAD"),
                Route.of("/", text("")).methods("post", "get", "POST").methods());
        assertEquals(List.of(), Route.of("/", text("")).methods());
        assertEquals(200, send(Route.get("/", text("x")), "HEAD", "/").status());
    }

    @Test
    void methodsAreTokensAndThereIsOne() {
        for (String[] methods : new String[][] {{}, {"GET", ""}, {"GE T"}}) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> Route.of("/a", text("")).methods(methods))
                    .getMessage();
            assertTrue(
                    message.endsWith(". It takes one or more, each a token; a route that answers every method is"
                            + " Route.of(path, handler)."),
                    message);
        }
    }

    private Reply ownMethod(Request request) {
        return new PlainTextResponse(request.method());
    }

    private static Reply ofClass(Request request) {
        return new PlainTextResponse(request.path());
    }

    /** RT25: bound methods, methods of a class, and what is made of another function. */
    @Test
    void methodsOfObjectsAndClassesAreHandlers() {
        Function<String, Handler> saying = RouterTest::text;
        Router router = Router.of(
                Route.get("/bound", this::ownMethod),
                Route.get("/class", RouterTest::ofClass),
                Route.get("/made", saying.apply("made")));
        assertEquals("GET", get(router, "/bound"));
        assertEquals("/class", get(router, "/class"));
        assertEquals("made", get(router, "/made"));
    }

    @Test
    void everyVerbHasItsFactory() {
        Router router = Router.of(
                Route.post("/", text("post")),
                Route.put("/", text("put")),
                Route.patch("/", text("patch")),
                Route.delete("/", text("delete")));
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            assertEquals(
                    method.toLowerCase(java.util.Locale.ROOT),
                    send(router, method, "/").text());
        }
    }

    /** RT3, RT4, and behaviour 5, 2: all methods, in a fixed order. */
    @Test
    void aWrongMethodIs405WithAllMethodsOfThePath() {
        Router router = Router.of(
                Route.of("/{x}", text("")).methods("PURGE", "DELETE"),
                Route.put("/m", text("")),
                Route.get("/m", text("")));
        TestResponse response = send(router, "PATCH", "/m");
        assertEquals(405, response.status());
        assertEquals("Method Not Allowed", response.text());
        assertEquals(
                "GET, HEAD, PUT, DELETE, OPTIONS, PURGE", response.headers().get("Allow"));
    }

    /** Behaviour 5, 3. */
    @Test
    void optionsIsAnswered() {
        TestResponse response = send(Route.post("/m", text("")), "OPTIONS", "/m");
        assertEquals(204, response.status());
        assertEquals("POST, OPTIONS", response.headers().get("Allow"));
        assertEquals(
                "own",
                send(Route.of("/m", text("own")).methods("OPTIONS"), "OPTIONS", "/m")
                        .text());
    }

    /** RT11, RT26. */
    @Test
    void aMountSaysWhatItIs() {
        Handler handler = text("");
        Mount mount = Mount.of("/m/", handler).name("x");
        assertEquals("Mount \"/m\"", mount.toString());
        assertEquals("x", mount.name());
        assertSame(handler, mount.handler());
        assertEquals(
                1,
                ((Router) Mount.of("/m", Route.get("/", handler)).handler())
                        .routes()
                        .size());
    }

    /** RT28. */
    @Test
    void aRouteIsInTheSchemaUnlessToldOtherwise() {
        assertTrue(Route.get("/", text("")).includeInSchema());
        assertEquals(
                false, Route.get("/", text("")).includeInSchema(false).name("x").includeInSchema());
    }

    /** RT29: readable by middleware after the call, for a wrong method too. */
    @Test
    void middlewareSeesTheRouteThatMatched() {
        Handler router = Router.of(
                        Route.post("/a/{x:int}", text("")),
                        Mount.of("/m", Route.get("/{y}", text("")).name("y")))
                .middleware((request, next) -> next.handle(request)
                        .recover(Exception.class, e -> text("").handle(request))
                        .always(r -> r.withHeader("Route", request.route())));
        assertEquals("/a/{x:int}", send(router, "GET", "/a/1").headers().get("Route"));
        assertEquals("/m/{y}", send(router, "GET", "/m/1").headers().get("Route"));
        assertEquals("", send(router, "GET", "/none").headers().get("Route"));
    }

    /** RT6. */
    @Test
    void noRouteIs404() {
        TestResponse response = send(Route.get("/a", text("")), "GET", "/b");
        assertEquals(404, response.status());
        assertEquals("Not Found", response.text());
        assertEquals("text/plain; charset=utf-8", response.headers().get("Content-Type"));
    }

    /** RT10, CV1-CV5. */
    @Test
    void parametersAreTypedByTheirConvertors() {
        UUID uuid = UUID.fromString("ec38df32-ceda-4cfa-9b4a-1aeb94ad551a");
        Route route = Route.get("/{a}/{b:int}/{c:float}/{d:uuid}/{e:path}", request -> {
            assertEquals(7L, request.pathParam("b", Long.class));
            assertEquals(7, request.pathParam("b", Integer.class));
            assertEquals(2.5, request.pathParam("c", Double.class));
            assertEquals(uuid, request.pathParam("d", UUID.class));
            return new PlainTextResponse(request.pathParams() + " " + request.pathParam("e"));
        });
        assertEquals("{a=x y, b=7, c=2.5, d=" + uuid + ", e=p/q} p/q", get(route, "/x%20y/007/2.5/" + uuid + "/p/q"));
    }

    /** Behaviour 5, 16. */
    @Test
    void anIntThatDoesNotFitIs404() {
        Route route =
                Route.get("/{id:int}", request -> new PlainTextResponse("" + request.pathParam("id", Integer.class)));
        assertEquals(404, send(route, "GET", "/4294967296").status());
        assertEquals(404, send(route, "GET", "/99999999999999999999").status());
        assertEquals("7", get(route, "/7"));
    }

    /** RT9, and behaviour 5, 13. */
    @Test
    void aSlashInASegmentCanBeRouted() {
        Route route =
                Route.get("/u/{n}", request -> new PlainTextResponse(request.pathParam("n") + " " + request.path()));
        assertEquals("a/b /u/a/b", get(route, "/u/a%2Fb"));
    }

    /** RT11, and design rule 22. */
    @ParameterizedTest
    @CsvSource({"/books,list|", "/books/,slash|/", "/books/7,one|/7", "/booksa,Not Found", "/books/7/x,Not Found"})
    void aMountAnswersItsPrefixAndWhatIsBelow(String path, String expected) {
        Mount mount = Mount.of(
                "/books/",
                Route.get("", request -> new PlainTextResponse("list|" + request.path())),
                Route.get("/", request -> new PlainTextResponse("slash|" + request.path())),
                Route.get("/{id:int}", request -> new PlainTextResponse("one|" + request.path())));
        assertEquals(expected, get(mount, path));
        assertEquals("/books", mount.path());
    }

    /** RT11: what a mount answers is final. */
    @Test
    void aMountIsFinal() {
        Router router = Router.of(Mount.of("/a", Route.get("/b", text("b"))), Route.get("/a/c", text("c")));
        assertEquals("Not Found", get(router, "/a/c"));
        assertEquals(405, send(router, "POST", "/a/b").status());
    }

    /** RT12, RT10. */
    @Test
    void parametersOfMountsAreSeenInside() {
        Mount mount = Mount.of(
                "/{shop}/{id:int}",
                Mount.of(
                        "/x/{id}",
                        request -> new PlainTextResponse(request.pathParams() + request.path() + request.route())));
        assertEquals("{shop=north, id=in}/rest/{shop}/{id:int}/x/{id}", get(mount, "/north/1/x/in/rest"));
    }

    /** RT11, RT22: anything can be mounted, at the root too, and everything is a handler. */
    @Test
    void everythingIsAHandler() {
        Route route = Route.get("/a", text("a"));
        assertEquals("a", get(request -> route.handle(request), "/a"));
        assertEquals("a", get(request -> Mount.of("/m", route).handle(request), "/m/a"));
        assertEquals("a", get(Mount.of("", Router.of(route)), "/a"));
        assertEquals("a", get(Mount.of("/", Servlette.of(route)), "/a"));
    }

    /** RT6: a router that stands alone leaves its failures to the app around it. */
    @Test
    void aRouterAloneLeavesFailuresToTheAppAroundIt() {
        Router router = Router.of(Route.get("/a", text("a")));
        Handler hidden = request -> router.handle(request);
        Servlette app = Servlette.builder()
                .routes(Mount.of("", hidden))
                .exceptionHandler(404, (request, e) -> new PlainTextResponse("mine", 404))
                .build();
        assertEquals("mine", get(app, "/b"));
        assertEquals("a", get(app, "/a"));
    }

    /** RT23: middleware of app, router, mount and route, from outside to inside. */
    @Test
    void middlewareRunsFromTheOutsideToTheInside() {
        Router router = Router.of(Mount.of(
                                "/m",
                                Route.get("/a", text("a")).middleware(tag("3")).middleware(tag("4")))
                        .middleware(tag("2")))
                .middleware(tag("1"));
        assertEquals(
                List.of("4", "3", "2", "1"),
                send(router, "GET", "/m/a").headers().getAll("Tag"));
        assertEquals(List.of("2", "1"), send(router, "GET", "/m/b").headers().getAll("Tag"));
        assertEquals(List.of("1"), send(router, "GET", "/b").headers().getAll("Tag"));
    }

    /** RT24, in its way: a router that is mounted does not change, and a copy with more is another one. */
    @Test
    void optionsGiveCopies() {
        Route route = Route.get("/a", text("a"));
        Mount mount = Mount.of("/m", route);
        assertEquals("home", route.name("home").name());
        assertEquals("", route.name());
        assertEquals("m", mount.name("m").name());
        assertEquals("", mount.name());
        assertNotSame(route, route.middleware());
        assertEquals("a", get(mount.name("m"), "/m/a"));
    }

    /** RT15, RT26: no name of its own, as Java knows none of a lambda. */
    @Test
    void routesSayWhatTheyAre() {
        assertEquals("Route GET, HEAD \"/a\"", Route.get("/a", text("")).toString());
        assertEquals("Route \"/a\"", Route.of("/a", text("")).toString());
        assertEquals("", Route.of("/a", text("")).name());
        assertEquals("Mount \"/a\"", Mount.of("/a", text("")).toString());
    }

    /** RT8. */
    @Test
    void anUnknownConvertorIsAMistake() {
        assertEquals(
                "Route \"/users/{id:integer}\" uses the unknown convertor \"integer\". Known: str, int, float, uuid, path.",
                mistake(Route.get("/users/{id:integer}", text(""))));
    }

    /** RT8. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/{id}/{id}|repeats the parameter \"id\". A name may be used once in a path; rename one of them.",
                "/{id|opens a parameter that it does not close. Write {name} or {name:convertor}.",
                "/{}|has the parameter \"\". A name is made of letters, digits and _, and does not start with a digit; write"
                        + " {name} or {name:convertor}.",
                "/{1a}|has the parameter \"1a\". A name is made of letters, digits and _, and does not start with a digit; write"
                        + " {name} or {name:convertor}.",
                "/{a~}|has the parameter \"a~\". A name is made of letters, digits and _, and does not start with a digit; write"
                        + " {name} or {name:convertor}.",
                "/{a^}|has the parameter \"a^\". A name is made of letters, digits and _, and does not start with a digit; write"
                        + " {name} or {name:convertor}.",
                "/{a-b:int}|has the parameter \"a-b\". A name is made of letters, digits and _, and does not start with a digit;"
                        + " write {name} or {name:convertor}.",
                "a/b|does not start with a slash. A path is \"\" or starts with \"/\"; write \"/a/b\"."
            })
    void aPathThatIsNotWellFormedIsAMistake(String path, String message) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Route.get(path, text("")));
        assertEquals("Route \"" + path + "\" " + message, e.getMessage());
    }

    @Test
    void everyNameOfLettersAndDigitsIsTaken() {
        assertEquals("x", get(Route.get("/{_aZ09}", r -> new PlainTextResponse(r.pathParam("_aZ09"))), "/x"));
    }

    @Test
    void twoRoutesWithOnePathAndMethodAreAMistakeThatNamesBothPlaces() {
        assertEquals(
                "Route \"/u/{b}\" (RouterTest.java:N) answers GET like Route \"/u/{a}\" (RouterTest.java:N) before it. The first"
                        + " would always win; remove one, or change its path or methods.",
                mistake(Route.get("/u/{a}", text("")), Route.get("/u/{b}", text(""))));
        assertTrue(mistake(Route.of("/", text("")), Route.of("/", text(""))).contains(" answers every method like "));
        assertTrue(mistake(Route.of("/", text("")), Route.post("/", text(""))).contains(" answers POST like "));
    }

    @Test
    void routesOfOnePathMayShareItByMethod() {
        Route head = Route.of("/a", request -> new PlainTextResponse("").withHeader("Own", "1"))
                .methods("HEAD");
        Router router = Router.of(head, Route.get("/a", text("a")), Route.of("/a", text("any")));
        assertEquals("1", send(router, "HEAD", "/a").headers().get("Own"));
        assertEquals("a", get(router, "/a"));
        assertEquals("any", send(router, "PURGE", "/a").text());
        assertTrue(mistake(Route.get("/a", text("")), head).contains(" answers HEAD like "));
    }

    @Test
    void parametersThatSpanSegmentsAreBounded() {
        String alone = "Such a parameter needs a segment of its own; write \"/{name:path}\".";
        assertTrue(mistake(Route.get("/x{p:path}", text(""))).endsWith(alone));
        String bounded =
                "A route may have one parameter that spans segments, a mount none; use {name} for one segment.";
        assertEquals(
                "Route \"/{a:path}/x/{b:path}\" (RouterTest.java:N) takes slashes twice. " + bounded,
                mistake(Route.get("/{a:path}/x/{b:path}", text(""))));
        assertEquals(
                "Mount \"/{a:path}\" (RouterTest.java:N) takes slashes in its prefix. " + bounded,
                mistake(Mount.of("/{a:path}", text(""))));
    }

    /** Every way to divide a text is tried, so there must be few. */
    @Test
    void mixedSegmentsAreBounded() {
        assertEquals(
                "Route \"/{a}-{b}-{c}-{d}\" (RouterTest.java:N) has 4 parameters in one segment. There may be 3, as every way to"
                        + " divide a text is tried; take it apart in the handler.",
                mistake(Route.get("/{a}-{b}-{c}-{d}", text(""))));
        Route dates = Route.get("/{y}-{m}-{d}", request -> new PlainTextResponse(request.pathParam("d")));
        assertEquals("x", get(dates, "/" + "-".repeat(200) + "x"));
        assertEquals("Not Found", get(dates, "/" + "-".repeat(256) + "x"));
        assertEquals("Not Found", get(dates, "/" + "-".repeat(8000)));
    }

    @Test
    void aRouterIsBoundOnceWhenItStandsAlone() {
        Router router = Router.of(Route.get("/a", text("a")));
        Handler twice = request -> {
            router.handle(request);
            return router.handle(request);
        };
        assertEquals("a", get(twice, "/a"));
        assertSame(router.routes(), router.routes());
    }

    private static String limitOf(Runnable set) {
        String text = assertThrows(IllegalArgumentException.class, set::run).getMessage();
        return text.replace(". A limit is at least 1; a literal of 2 GiB or more needs L, 4L << 30.", "");
    }

    /** BL1. */
    @Test
    void aLimitThatIsNotPositiveIsRefusedWhereItIsSet() {
        Handler handler = request -> new PlainTextResponse("");
        assertEquals(
                "maxBodyBytes(0) was given to Route GET, HEAD \"/a\"",
                limitOf(() -> Route.get("/a", handler).maxBodyBytes(4 << 30)));
        assertEquals(
                "maxBodyBytes(-1) was given to Mount \"/a\"",
                limitOf(() -> Mount.of("/a", handler).maxBodyBytes(-1)));
        assertEquals(
                "maxBodyBytes(0) was given to Host \"a.org\"",
                limitOf(() -> Host.of("a.org", handler).maxBodyBytes(0)));
        assertEquals(
                "maxBodyBytes(0) was given to a router",
                limitOf(() -> Router.of().maxBodyBytes(0)));
        assertEquals(
                "maxBodyBytes(0) was given to the builder of an app",
                limitOf(() -> Servlette.builder().maxBodyBytes(0)));
    }
}
