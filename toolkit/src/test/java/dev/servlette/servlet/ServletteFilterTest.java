package dev.servlette.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.applications.Servlette;
import dev.servlette.handlers.Middleware;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServletteFilterTest {
    private final List<String> events = new ArrayList<>();

    private final Middleware seen = (request, next) -> {
        events.add("middleware");
        return next.handle(request);
    };

    private final Servlette app = Servlette.builder()
            .routes(
                    Route.get("/a", request -> new PlainTextResponse("mine " + request.path())),
                    Mount.of("/routes", Route.get("/b", request -> new PlainTextResponse("b"))),
                    Mount.of("/app", Servlette.of(Route.get("/c", request -> new PlainTextResponse("c")))),
                    Mount.of("/opaque", request -> new PlainTextResponse("opaque " + request.path())))
            .middleware(seen)
            .lifespan(state -> {
                events.add("open");
                return () -> events.add("close");
            })
            .build();

    private static FilterConfig config() {
        return new Fake().value("getFilterName", "new").as(FilterConfig.class);
    }

    /** What is written, or {@code "chain"} when the request went on, untouched. */
    private String send(ServletteFilter filter, Container container) throws Exception {
        List<Object> given = new ArrayList<>();
        FilterChain chain = (request, response) -> {
            given.add(request);
            given.add(response);
        };
        var request = container.request();
        var response = container.response();
        filter.init(config());
        filter.doFilter(request, response, chain);
        filter.destroy();
        if (given.isEmpty()) {
            return container.text();
        }
        assertSame(request, given.get(0));
        assertSame(response, given.get(1));
        assertEquals(List.of(), container.calls());
        assertEquals(List.of("open", "close"), events);
        return "chain";
    }

    private String send(String method, String path) throws Exception {
        events.clear();
        return send(new ServletteFilter(app), new Container(method, path));
    }

    @Test
    void whatARouteClaimsIsAnswered() throws Exception {
        assertEquals("mine /a", send("GET", "/a"));
        assertEquals(List.of("open", "middleware", "close"), events);
        assertEquals("b", send("GET", "/routes/b"));
        assertEquals("c", send("GET", "/app/c"));
        assertEquals("opaque /x/y", send("GET", "/opaque/x/y"));
        assertEquals("Method Not Allowed", send("POST", "/a"));
        assertEquals("Method Not Allowed", send("POST", "/routes/b"));
    }

    /** Design rule 18: before any middleware, and with the very same objects. */
    @ParameterizedTest
    @ValueSource(strings = {"/b", "/routes", "/routes/c", "/app", "/app/b", "/", "/%zz", "/..", "/%2e%2e/a"})
    void whatNoneClaimsGoesOnUntouched(String path) throws Exception {
        assertEquals("chain", send("GET", path));
    }

    @Test
    void wrongMethodsMayFallThrough() throws Exception {
        ServletteFilter filter = new ServletteFilter(app).wrongMethodsFallThrough();
        assertEquals("chain", send(filter, new Container("POST", "/a")));
        events.clear();
        assertEquals("chain", send(filter, new Container("POST", "/routes/b")));
        events.clear();
        assertEquals("mine /a", send(filter, new Container("GET", "/a")));
    }

    @Test
    void theAppSeesThePathBelowTheContext() throws Exception {
        Container container = new Container("GET", "/shop/a");
        container.request.value("getContextPath", "/shop");
        assertEquals("mine /a", send(new ServletteFilter(app), container));
    }

    @ParameterizedTest
    @EnumSource(names = "REQUEST", mode = EnumSource.Mode.EXCLUDE)
    void otherDispatchesPassBy(DispatcherType type) throws Exception {
        Container container = new Container("GET", "/a");
        container.request.value("getDispatcherType", type);
        assertEquals("chain", send(new ServletteFilter(app), container));
    }

    /** Or the old application would go on with it. */
    @Test
    void anAbortedAnswerThatComesBackIsThrown() {
        Container container = new Container("GET", "/a");
        container.request.value("getDispatcherType", DispatcherType.ASYNC);
        container.attributes.put("dev.servlette.servlet.abortedBy", new IllegalStateException("half"));
        IOException e = assertThrows(IOException.class, () -> send(new ServletteFilter(app), container));
        assertEquals("The answer was cut short, as logged before: half", e.getMessage());
    }

    @Test
    void aFailureOfTheStartIsTheFilters() {
        IOException failure = new IOException("no database");
        ServletteFilter filter = new ServletteFilter(Servlette.builder()
                .lifespan(state -> {
                    throw failure;
                })
                .build());
        ServletException e = assertThrows(ServletException.class, () -> filter.init(config()));
        assertEquals("The app of filter \"new\" did not start: no database", e.getMessage());
        assertSame(failure, e.getCause());
        filter.destroy();
    }

    @WebFilter(
            asyncSupported = true,
            dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC})
    private static final class Whole extends ServletteFilter {
        private static final long serialVersionUID = 1L;

        Whole() {
            super(Servlette.of());
        }
    }

    @WebFilter
    private static final class Lacking extends ServletteFilter {
        private static final long serialVersionUID = 1L;

        Lacking() {
            super(Servlette.of());
        }
    }

    private static List<String> warnings(ServletteFilter filter) throws ServletException {
        Logger logger = Logger.getLogger("dev.servlette");
        List<String> warnings = new ArrayList<>();
        logger.setFilter(entry -> {
            warnings.add(entry.getLevel() + " " + entry.getMessage());
            return false;
        });
        filter.init(config());
        filter.destroy();
        logger.setFilter(null);
        return warnings;
    }

    @Test
    void anAnnotationThatLacksSomethingIsLogged() throws Exception {
        String start = "WARNING The @WebFilter of dev.servlette.servlet.ServletteFilterTest$Lacking lacks ";
        assertEquals(
                List.of(
                        start + "asyncSupported = true. Each pending reply will hold a thread; add it.",
                        start
                                + "DispatcherType.ASYNC. An answer that breaks off could end in one of the old application;"
                                + " write dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC}."),
                warnings(new Lacking()));
        assertEquals(List.of(), warnings(new Whole()));
        assertEquals(List.of(), warnings(new ServletteFilter(app)));
    }
}
