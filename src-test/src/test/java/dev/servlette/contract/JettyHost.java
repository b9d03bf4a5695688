package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.jetty.Jetty;
import dev.servlette.jetty.RunningServer;
import dev.servlette.servlet.ServletteInitializer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The embedded Jetty of the launcher; where an app is not alone at the root of it, one that is put together here. */
class JettyHost implements ContainerHost {
    static {
        System.setProperty("org.eclipse.jetty.LEVEL", "OFF"); // read when its first logger is made, which is below
    }

    private static final UriCompliance URIS =
            UriCompliance.from("DEFAULT,AMBIGUOUS_PATH_SEPARATOR,AMBIGUOUS_PATH_ENCODING,AMBIGUOUS_EMPTY_SEGMENT");

    private static final int STOP_MILLIS = 5_000;

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
        return start(initializer, initializer instanceof ServletteInitializer app ? app::tellStop : () -> {}, setup);
    }

    /** Starts one in which the app is told at the beginning of the stop, as docs/deploying.md says. */
    static Deployment start(ServletContainerInitializer initializer, Runnable tellStop, Setup setup) throws Exception {
        Server server = new Server();
        server.setStopTimeout(STOP_MILLIS);
        server.addEventListener(new Word(tellStop));
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(URIS);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        server.addConnector(connector);
        server.setHandler(context(initializer, setup));
        server.start();
        return new SocketDeployment(connector.getLocalPort(), server::stop);
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

    private record Word(Runnable tellStop) implements LifeCycle.Listener {
        @Override
        public void lifeCycleStopping(LifeCycle server) {
            tellStop.run();
        }
    }
}
