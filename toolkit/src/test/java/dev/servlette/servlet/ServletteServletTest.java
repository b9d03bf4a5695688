package dev.servlette.servlet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.handlers.Lifespan;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.routing.Route;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServletteServletTest {
    private final List<String> events = new ArrayList<>();

    private final Servlette app = Servlette.builder()
            .routes(Route.of("/x", request -> new PlainTextResponse(request.method() + request.path())))
            .lifespan(state -> {
                events.add("open");
                return () -> events.add("close");
            })
            .build();

    private static ServletConfig config() {
        return new Fake()
                .value("getServletName", "api")
                .value("getInitParameter", null) // of HttpServlet itself, since Servlet 6
                .as(ServletConfig.class);
    }

    private static ServletException failure(Lifespan lifespan) {
        ServletteServlet servlet =
                new ServletteServlet(Servlette.builder().lifespan(lifespan).build());
        return assertThrows(ServletException.class, () -> servlet.init(config()));
    }

    @Test
    void theAppLivesAsLongAsTheServlet() throws Exception {
        ServletteServlet servlet = new ServletteServlet(app);
        servlet.init(config());
        servlet.destroy();
        servlet.destroy();
        assertEquals(List.of("open", "close"), events);
    }

    @Test
    void theAppIsToldOfAStop() throws Exception {
        HostedApp host = new HostedApp(app);
        ServletteServlet servlet = new ServletteServlet(host);
        servlet.init(config());
        host.app().lifetime().onStop(() -> events.add("told"));
        servlet.tellStop();
        assertEquals(List.of("open", "told"), events);
        servlet.destroy();
        servlet.tellStop();
        assertEquals(List.of("open", "told", "close"), events);
    }

    @Test
    void anAppThatTheContextStartedIsLeftToIt() throws Exception {
        HostedApp host = new HostedApp(app);
        host.start();
        ServletteServlet servlet = new ServletteServlet(host);
        servlet.init(config());
        servlet.destroy();
        assertTrue(host.isRunning());
        assertEquals(List.of("open"), events);
    }

    @Test
    void everyMethodGoesToTheApp() throws Exception {
        ServletteServlet servlet = new ServletteServlet(app);
        servlet.init(config());
        Container container = new Container("PURGE", "/api/x").mapped(MappingMatch.PATH, "/api/*");
        servlet.service(container.request(), container.response());
        assertEquals("PURGE/x", container.text());
    }

    @Test
    void whatAServletMayThrowFailsItUnchanged() {
        ServletException failure = new ServletException("mine");
        assertSame(failure, failure(state -> {
            throw failure;
        }));
    }

    @Test
    void anUncheckedFailureComesOutUnchanged() {
        ServletteServlet servlet = new ServletteServlet(Servlette.builder()
                .lifespan(state -> {
                    throw new IllegalStateException("mine");
                })
                .build());
        assertEquals(
                "mine",
                assertThrows(IllegalStateException.class, () -> servlet.init(config()))
                        .getMessage());
        assertDoesNotThrow(servlet::destroy);
    }

    @Test
    void aCheckedFailureIsTheCause() {
        IOException failure = new IOException("no database");
        ServletException e = failure(state -> {
            throw failure;
        });
        assertEquals("The app of servlet \"api\" did not start: no database", e.getMessage());
        assertSame(failure, e.getCause());
    }
}
