package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.jetty.Jetty;
import dev.servlette.jetty.RunningServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/** The embedded Jetty of the launcher; where an app is not alone at the root of it, one that is put together here. */
class JettyHost implements ContainerHost {
    static {
        JettyServer.silence();
    }

    JettyHost() {}

    @Override
    public Deployment start(Servlette app, Setup setup) throws Exception {
        if (setup.equals(Setup.PLAIN)) {
            RunningServer server = Jetty.start(app, 0);
            return new SocketDeployment(server.port(), server::close);
        }
        return ContainerHost.super.start(app, setup);
    }

    @Override
    public Deployment start(ServletContainerInitializer initializer, Setup setup) throws Exception {
        return start(initializer, JettyServer.tellingStop(initializer), setup);
    }

    /** Starts one in which the app is told at the beginning of the stop, as docs/deploying.md says. */
    static Deployment start(ServletContainerInitializer initializer, Runnable tellStop, Setup setup) throws Exception {
        return JettyServer.start(context(initializer, setup), tellStop, setup);
    }

    private static ServletContextHandler context(ServletContainerInitializer initializer, Setup setup) {
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
        return context;
    }
}
