package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.servlette.applications.Servlette;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From the target of a request to the route and its parameters. */
class PathContractTest extends Contract {
    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.get("/str/{a}/{b}", PathContractTest::params),
                        Route.get("/int/{n:int}", request -> value(request, "n", Long.class)),
                        Route.get("/small/{n:int}", request -> value(request, "n", Integer.class)),
                        Route.get("/float/{n:float}", request -> value(request, "n", Double.class)),
                        Route.get("/uuid/{id:uuid}", request -> value(request, "id", UUID.class)),
                        Route.get("/path/{rest:path}", PathContractTest::params),
                        Route.get("/mixed/{name}.{type}", PathContractTest::params),
                        Route.get("/admin", request -> new PlainTextResponse("admin")),
                        Mount.of(
                                "/tenants/{tenant}",
                                Route.get("", PathContractTest::params),
                                Route.get("/", request -> new PlainTextResponse("slash")),
                                Mount.of("/books", Route.get("/{id:int}", PathContractTest::params))),
                        Mount.of("/opaque", PathContractTest::params),
                        Mount.of("", Route.get("/inner", request -> new PlainTextResponse("inner")), anything()))
                .middleware(Contract::seen)
                .build();
    }

    private static Mount anything() {
        return Mount.of("", Route.get("/{all:path}", PathContractTest::params));
    }

    private static Response params(Request request) {
        Map<String, Object> sorted = new TreeMap<>(request.pathParams());
        return new PlainTextResponse(request.route() + " " + sorted + " rest=" + request.path());
    }

    private static <T> Response value(Request request, String name, Class<T> type) {
        T value = request.pathParam(name, type);
        return new PlainTextResponse(type.getSimpleName() + " " + value);
    }

    private void expectText(String target, String text) throws IOException {
        int length = text.getBytes(UTF_8).length;
        expect(
                Ask.get(target),
                "200\nContent-Length: " + length + "\nContent-Type: text/plain; charset=utf-8\nX-Seen: by the app\n\n"
                        + text);
    }

    /** CV1 to CV5. */
    @Test
    void convertorsReadTheirParameters() throws IOException {
        expectText("/str/x/y-z", "/str/{a}/{b} {a=x, b=y-z} rest=/str/x/y-z");
        expectText("/int/007", "Long 7");
        expectText("/int/9223372036854775807", "Long 9223372036854775807");
        expectText("/small/7", "Integer 7");
        expectText("/float/2.50", "Double 2.5");
        expectText("/uuid/00000000-0000-0000-0000-00000000000A", "UUID 00000000-0000-0000-0000-00000000000a");
        expectText("/uuid/0000000000000000000000000000000a", "UUID 00000000-0000-0000-0000-00000000000a");
        expectText("/path/a/b/c", "/path/{rest:path} {rest=a/b/c} rest=/path/a/b/c");
        expectText("/path/", "/path/{rest:path} {rest=} rest=/path/");
        expectText("/mixed/a.b.json", "/mixed/{name}.{type} {name=a.b, type=json} rest=/mixed/a.b.json");
    }

    @Test
    void textThatNoConvertorTakesMatchesNothing() throws IOException {
        expectText("/int/x", "/{all:path} {all=int/x} rest=/int/x");
        expectText(
                "/int/9223372036854775808", "/{all:path} {all=int/9223372036854775808} rest=/int/9223372036854775808");
        expectText("/str/x/", "/{all:path} {all=str/x/} rest=/str/x/");
        expect(
                Ask.get("/small/3000000000"),
                "404\nVary: Accept\nContent-Length: 9\nContent-Type: text/plain; charset=utf-8\nX-Seen: by the app\n\nNot Found");
    }

    /** RT9. */
    @Test
    void segmentIsDecodedOnceAfterTheSplit() throws IOException {
        expectText("/%61dmin", "admin");
        expectText("/str/a%2Fb/c", "/str/{a}/{b} {a=a/b, b=c} rest=/str/a/b/c");
        expectText("/str/50%25/%252F", "/str/{a}/{b} {a=50%, b=%2F} rest=/str/50%/%2F");
        expectText("/str/%C3%A9/%3F%23%3B", "/str/{a}/{b} {a=\u00e9, b=?#;} rest=/str/\u00e9/?#;");
        expectText("/path/a%2Fb/c", "/path/{rest:path} {rest=a/b/c} rest=/path/a/b/c");
        expectText("/str/a+b/!$&'()*,=:@", "/str/{a}/{b} {a=a+b, b=!$&'()*,=:@} rest=/str/a+b/!$&'()*,=:@");
    }

    @Test
    void emptySegmentsStay() throws IOException {
        expectText("/path//a//b", "/path/{rest:path} {rest=/a//b} rest=/path//a//b");
    }

    @Test
    void parametersOfSegmentsAreDropped() throws IOException {
        expectText("/str/a;v=1/b;w", "/str/{a}/{b} {a=a, b=b} rest=/str/a/b");
        expectText("/admin;jsessionid=1", "admin");
    }

    @Test
    void dotSegmentsAreResolved() throws IOException {
        expectText("/x/../admin", "admin");
        expectText("/./admin", "admin");
        expectText("/path/a/b/..", "/path/{rest:path} {rest=a/} rest=/path/a/");
    }

    /** RT11, RT12. */
    @Test
    void mountHandsOnTheRestAndItsParameters() throws IOException {
        expectText("/tenants/ada", "/tenants/{tenant} {tenant=ada} rest=");
        expectText("/tenants/ada/", "slash");
        expectText("/tenants/ada/books/7", "/tenants/{tenant}/books/{id:int} {id=7, tenant=ada} rest=/7");
        expectText("/opaque", "/opaque {} rest=");
        expectText("/opaque/a%2Fb", "/opaque {} rest=/a/b");
        expectText("/opaques", "/{all:path} {all=opaques} rest=/opaques");
    }

    @Test
    void mountOfNothingStandsAtTheRoot() throws IOException {
        expectText("/inner", "inner");
        expectText("/", "/{all:path} {all=} rest=/");
    }

    /** What a mount answers is final, a 404 too. */
    @Test
    void nothingInAMountIs404() throws IOException {
        String answer =
                "404\nVary: Accept\nContent-Length: 9\nContent-Type: text/plain; charset=utf-8\nX-Seen: by the app\n\nNot Found";
        expect(Ask.get("/tenants/ada/nothing"), answer);
        expect(Ask.get("/tenants/ada/books/x"), answer);
    }

    @Test
    void queryIsNoPartOfThePath() throws IOException {
        expectText("/admin?a=/str/x/y", "admin");
        expectText("/admin?", "admin");
    }

    /** servlet-facts.md, section 7. */
    @Test
    void badTargetIsRefused() throws IOException {
        for (String path : List.of(
                "/%2e%2e/admin",
                "/x/%2E%2E/admin",
                "/.%2e/admin",
                "/x/%2e./admin",
                "/..%2fadmin",
                "/x/%2e%2e%2fadmin",
                "/x%2f../admin",
                "/x%2f..%2fadmin",
                "/..%5cadmin",
                "/..%00/admin",
                "/%c0%ae%c0%ae/admin",
                "/%e0%80%ae/admin",
                "/%u002e%u002e/admin",
                "/%2e/admin",
                "/x/..;/admin",
                "/x/.;a/admin",
                "/a%00b",
                "/a%0d%0ab",
                "/a%5Cb",
                "/a\\b",
                "/%",
                "/%zz",
                "/%4",
                "/%FF",
                "/%C0%AF",
                "/%ED%A0%80",
                "/a|b",
                "/a\"b",
                "/a<b",
                "/{a}",
                "/a^b",
                "/../admin",
                "/x/../../admin")) {
            expectRefused(Ask.get(path));
        }
    }
}
