package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.servlet.ServletteFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;

/**
 * Jetty with the app as a filter. What no route claims goes on to the same app as a servlet: so the answers are those of an
 * app, and each path takes the way that the filter chose.
 */
final class JettyFilterHost extends JettyHost {
    JettyFilterHost() {}

    @Override
    public Deployment start(Servlette app, Setup setup) throws Exception {
        return startHere(app, setup);
    }

    @Override
    void add(Servlette app, ServletContextHandler context) {
        FilterHolder filter = new FilterHolder(new ServletteFilter(app));
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        super.add(app, context);
    }
}
