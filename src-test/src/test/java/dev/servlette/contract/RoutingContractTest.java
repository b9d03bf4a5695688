package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.routing.Router;
import dev.servlette.routing.SlashPolicy;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Hosts, slashes at the end, and the URLs of named routes. */
class RoutingContractTest extends Contract {
    private static final Handler WHERE = request -> new PlainTextResponse(request.route() + " " + request.path());

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        dev.servlette.routing.Host.of(
                                "{tenant}.example.org",
                                Route.get("/", request -> new PlainTextResponse(request.pathParam("tenant"))),
                                Route.get("/urls", RoutingContractTest::urls)),
                        Route.get("/a", WHERE),
                        Route.get("/b/", WHERE),
                        Route.get("", WHERE),
                        Route.get("/users/{id:int}", WHERE).name("user"),
                        Mount.of("/in", Route.get("/urls", RoutingContractTest::urls)),
                        Mount.of("/one", Router.of(Route.get("/a", WHERE)).slashPolicy(SlashPolicy.IGNORE)),
                        Mount.of("/two", Router.of(Route.get("/a", WHERE)).slashPolicy(SlashPolicy.STRICT)),
                        Mount.of("/files", WHERE).name("files"))
                .build();
    }

    private static Response urls(Request request) {
        return new PlainTextResponse(request.urlFor("user", "id", 7) + "\n" + request.urlFor("files", "path", "a b")
                + "\n" + request.baseUrl() + "\n" + request.url());
    }

    private void expectText(Ask ask, String text) throws IOException {
        expect(ask, "200\nContent-Length: " + text.length() + "\nContent-Type: text/plain; charset=utf-8\n\n" + text);
    }

    /** RT14. */
    @Test
    void aHostHasItsOwnRoutes() throws IOException {
        expectText(Ask.get("/").host("Ada.example.ORG:81"), "ada");
        expect(
                Ask.get("/a").host("ada.example.org"),
                "404\nVary: Accept\nContent-Length: 9\nContent-Type: text/plain; charset=utf-8\n\nNot Found");
        expectText(Ask.get("/a").host("example.org"), "/a /a");
    }

    /** RT7, RT11. */
    @Test
    void slashesAtTheEndFollowThePolicy() throws IOException {
        String root = setup().rootPath();
        expect(Ask.get("/a/?x=%20"), "307\nContent-Length: 0\nLocation: " + root + "/a?x=%20");
        expect(Ask.head("/b"), "307\nContent-Length: 0\nLocation: " + root + "/b/");
        expect(Ask.post("/b", "x"), "307\nContent-Length: 0\nLocation: " + root + "/b/");
        expectText(Ask.get("/one/a/"), "/one/a /a");
        expect(
                Ask.get("/two/a/"),
                "404\nVary: Accept\nContent-Length: 9\nContent-Type: text/plain; charset=utf-8\n\nNot Found");
        expectText(Ask.get("/"), " ");
    }

    /** RT19, RT20, RQ2, RQ3. */
    @Test
    void namesAreUrlsOfTheHostThatWasAsked() throws IOException {
        String base = "http://ada.example.org:81" + setup().rootPath();
        expectText(
                Ask.get("/urls?q=1").host("ada.example.org:81"),
                base + "/users/7\n" + base + "/files/a%20b\n" + base + "/\n" + base + "/urls?q=1");
        expectText(
                Ask.get("/in/urls").host("ada.example.com:81"),
                (base + "/users/7\n" + base + "/files/a%20b\n" + base + "/\n" + base + "/in/urls")
                        .replace(".org", ".com"));
    }

    /** RT3, RT29. */
    @Test
    void optionsIsAnswered() throws IOException {
        expect(Ask.of("OPTIONS", "/a"), "204\nAllow: GET, HEAD, OPTIONS");
    }
}
