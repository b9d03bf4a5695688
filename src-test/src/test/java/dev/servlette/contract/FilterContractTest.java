package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.servlet.ServletteFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** An app as a filter in front of an old application, design rule 18. In memory there are no filters. */
@DisabledIf("isInMemory")
class FilterContractTest extends Contract {
    static boolean isInMemory() {
        return Host.name().equals("memory");
    }

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.get("/new", request -> new PlainTextResponse("new")),
                        Route.get("/pending", request -> later(new PlainTextResponse("pending"))),
                        Route.get("/cut", FilterContractTest::cut),
                        Route.get("/cut-later", request -> later(cut(request))),
                        Mount.of("/app", Servlette.of(Route.get("/new", request -> new PlainTextResponse("inner")))),
                        Mount.of("/opaque", request -> new PlainTextResponse("opaque " + request.path())))
                .middleware((request, next) ->
                        next.handle(request).always(response -> response.withHeader("X-Seen", "by the app")))
                .build();
    }

    private static Response cut(Request request) {
        return new StreamingResponse("application/x", out -> {
            out.write(new byte[] {'a', 'b', 'c'});
            out.flush();
            throw new IllegalStateException("secret");
        });
    }

    @Override
    Deployment deploy(Host host) throws Exception {
        return ((ContainerHost) host).start((classes, context) -> assemble(context), setup());
    }

    /** With the filter mapped for everything, so that what passes by does so by its own choice. */
    private void assemble(ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("new", new ServletteFilter(app()));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
        ServletRegistration.Dynamic old = context.addServlet("old", new OldPages());
        old.setAsyncSupported(true);
        old.addMapping("/");
    }

    private void expectNew(Ask ask, String status, String text) throws IOException {
        expect(
                ask,
                status + "\nContent-Type: text/plain; charset=utf-8\nX-Seen: by the app\nContent-Length: "
                        + text.length() + "\n\n" + text);
    }

    private void expectOld(Ask ask, String text) throws IOException {
        expect(ask, "200\nContent-Type: application/x\nContent-Length: " + text.length() + "\n\n" + text);
    }

    @Test
    void whatTheAppClaimsIsItsOwn() throws IOException {
        expectNew(Ask.get("/new"), "200", "new");
        expectNew(Ask.get("/%6eew"), "200", "new");
        expectNew(Ask.get("/pending"), "200", "pending");
        expectNew(Ask.get("/app/new"), "200", "inner");
        expectNew(Ask.get("/opaque/old"), "200", "opaque /old");
        expect(Ask.of("OPTIONS", "/new"), "204\nAllow: GET, HEAD, OPTIONS\nX-Seen: by the app");
    }

    @Test
    void wrongMethodIsClaimed() throws IOException {
        String head =
                "405\nVary: Accept\nAllow: GET, HEAD, OPTIONS\nContent-Type: text/plain; charset=utf-8\nX-Seen: by the app";
        for (String path : List.of("/new", "/app/new")) {
            expect(Ask.post(path, "name=x"), head + "\nContent-Length: 18\n\nMethod Not Allowed");
        }
    }

    @Test
    void theRestIsTheOldApplications() throws IOException {
        for (String path : List.of("/", "/old", "/app", "/app/old", "/opaques")) {
            expectOld(Ask.get(path), "old REQUEST " + path);
        }
    }

    /** Design rule 18: unless the app's slash policy is strict. */
    @Test
    void aSlashTooManyIsRedirectedByTheApp() throws IOException {
        expect(Ask.get("/new/?x=1"), "307\nLocation: /new?x=1\nX-Seen: by the app\nContent-Length: 0");
    }

    /** Nothing was read of what goes on. */
    @Test
    void theBodyIsLeftToTheOldApplication() throws IOException {
        Ask form = Ask.post("/old", "name=ada").header("Content-Type: application/x-www-form-urlencoded");
        expectOld(form, "old REQUEST /old of ada");
        expectOld(form.chunked(), "old REQUEST /old of ada");
    }

    /** The app routes this path, but it was the old application that chose where to go on. */
    @Test
    void dispatchesOfTheOldApplicationPassBy() throws IOException {
        expectOld(Ask.get("/old/forward"), "old FORWARD /new");
        expectOld(Ask.get("/old/dispatch"), "old ASYNC /new");
    }

    /** Where a container is thrown at in an ASYNC dispatch, that comes to the filter too. */
    @Test
    void anAnswerThatBreaksOffIsCut() throws IOException {
        String head = "200\nContent-Type: application/x\nX-Seen: by the app";
        expectCut(Ask.get("/cut"), head, "abc");
        expectCut(Ask.get("/cut-later"), head, "abc");
    }
}
