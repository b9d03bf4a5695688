package dev.servlette.contract;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/** A Jetty 12.0, which is Servlet 6.0. */
final class Jetty120Host implements ContainerHost {
    Jetty120Host() {
        String version = JettyServer.version();
        if (!version.startsWith("12.0.")) {
            throw new IllegalStateException("Jetty " + version + " is on the class path of " + Host.name() + ".");
        }
    }

    @Override
    public Deployment start(ServletContainerInitializer initializer, Setup setup) throws Exception {
        ServletContextHandler context =
                new ServletContextHandler(setup.rootPath().isEmpty() ? "/" : setup.rootPath());
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        context.addServletContainerInitializer(initializer);
        if (!setup.isAsync()) {
            FilterHolder filter = new FilterHolder(SyncFilter.class);
            filter.setAsyncSupported(false);
            context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        return JettyServer.start(context, JettyServer.tellingStop(initializer), setup);
    }
}
