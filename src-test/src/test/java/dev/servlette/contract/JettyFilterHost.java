package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.servlet.ServletteFilter;
import dev.servlette.servlet.ServletteInitializer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Jetty with the app as a filter. What no route claims goes on to the same app as a servlet, which may only refuse it: so the
 * answers are those of an app, and yet each is the filter's.
 */
final class JettyFilterHost extends JettyHost {
    JettyFilterHost() {}

    @Override
    public Deployment start(Servlette app, Setup setup) throws Exception {
        ServletteFilter filter = new ServletteFilter(app);
        return start(
                (classes, context) -> {
                    addFilter("app", filter, context);
                    addFilter("refusals", new Refusals(), context);
                    new ServletteInitializer(app).onStartup(Set.of(), context);
                },
                filter::tellStop,
                setup);
    }

    private static void addFilter(String name, Filter filter, ServletContext context) {
        FilterRegistration.Dynamic registered = context.addFilter(name, filter);
        registered.setAsyncSupported(true);
        registered.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
    }

    private static final class Refusals extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, new RefusingResponse(response));
        }
    }
}
