package dev.servlette.contract;

import dev.servlette.servlet.ServletteInitializer;
import jakarta.servlet.ServletContainerInitializer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** A Jetty of whatever version around a context, which lets by the same paths as the launcher's. */
final class JettyServer {
    static {
        silence();
    }

    private static final UriCompliance URIS =
            UriCompliance.from("DEFAULT,AMBIGUOUS_PATH_SEPARATOR,AMBIGUOUS_PATH_ENCODING,AMBIGUOUS_EMPTY_SEGMENT");

    private static final int STOP_MILLIS = 5_000;

    private JettyServer() {}

    /** Switches its log off; to be called before its first logger is made. */
    static void silence() {
        System.setProperty("org.eclipse.jetty.LEVEL", "OFF");
    }

    static String version() {
        return Server.getVersion();
    }

    /** How the app of an initializer is told of a stop; nothing where it has none. */
    static Runnable tellingStop(ServletContainerInitializer initializer) {
        return initializer instanceof ServletteInitializer app ? app::tellStop : () -> {};
    }

    /** Starts one in which the app is told at the beginning of the stop, as docs/deploying.md says. */
    static Deployment start(Handler context, Runnable tellStop, Host.Setup setup) throws Exception {
        Server server = new Server();
        server.setStopTimeout(STOP_MILLIS);
        server.addEventListener(new Word(tellStop));
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(URIS);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        if (setup.isHttp2()) {
            connector.addConnectionFactory(new HTTP2CServerConnectionFactory(http));
        }
        connector.setIdleTimeout(setup.idleMillis());
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
        return new SocketDeployment(connector.getLocalPort(), server::stop);
    }

    private record Word(Runnable tellStop) implements LifeCycle.Listener {
        @Override
        public void lifeCycleStopping(LifeCycle server) {
            tellStop.run();
        }
    }
}
