package dev.servlette.jetty;

import dev.servlette.applications.Servlette;
import dev.servlette.servlet.ServletteInitializer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** A Jetty that serves an app, from {@link Jetty#start} until it is closed or the process ends. */
public final class RunningServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.servlette");
    private static final Duration STOP = Duration.ofSeconds(10);

    /** What Jetty refuses by default and an app can tell apart: {@code %2F}, {@code %25} and empty segments. */
    private static final UriCompliance URIS =
            UriCompliance.from("DEFAULT,AMBIGUOUS_PATH_SEPARATOR,AMBIGUOUS_PATH_ENCODING,AMBIGUOUS_EMPTY_SEGMENT");

    private final Server server;
    private final ServerConnector connector;

    /** The thread that stopped the app, if a lifespan interrupted it by that; what else Jetty stops forgets it. */
    private volatile @Nullable Thread interrupted;

    private RunningServer(Servlette app, String host, int port, Duration stop) {
        server = new Server(threads());
        server.setStopTimeout(stop.toMillis());
        server.setStopAtShutdown(true);
        server.setErrorHandler(new PlainErrors());
        ServletteInitializer initializer = new ServletteInitializer(app);
        ServletContextHandler context = context(initializer);
        server.addEventListener(new Word(initializer));
        context.addEventListener(new Interrupts());
        server.setHandler(new GracefulHandler(context));
        connector = new ServerConnector(server, new HttpConnectionFactory(http()));
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("servlette");
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor()); // null before Java 21
        return threads;
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(URIS);
        return http;
    }

    private static ServletContextHandler context(ServletteInitializer initializer) {
        ServletContextHandler context = new ServletContextHandler("/");
        context.setClassLoader(Thread.currentThread().getContextClassLoader());
        context.setErrorHandler(new PlainErrors());
        context.getServletHandler().setDecodeAmbiguousURIs(true); // or its own getters throw, which Jetty calls itself
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        context.addServletContainerInitializer(initializer);
        return context;
    }

    static RunningServer start(Servlette app, String host, int port) {
        return start(app, host, port, STOP);
    }

    /** What a lifespan threw comes out as it is; this is the one place where Java asks it to be declared. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> RunningServer start(Servlette app, String host, int port, Duration stop) throws E {
        RunningServer running = new RunningServer(app, host, port, stop);
        try {
            running.listen(host, port);
            running.server.start();
            return running;
        } catch (Throwable e) {
            running.close();
            throw (E) e;
        }
    }

    /** Before the app starts, so that it does not start in vain when the port is taken. */
    private void listen(String host, int port) {
        try {
            connector.open();
        } catch (IOException | IllegalArgumentException e) {
            Throwable why = e.getCause() != null ? e.getCause() : e;
            String reason = why.getMessage() == null ? why.toString() : why.getMessage();
            throw new IllegalStateException(
                    "Nothing can listen on " + host + ", port " + port + ": " + reason
                            + ". Give another host or port; port 0 takes a free one.",
                    e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Where this machine reaches it: {@code http://127.0.0.1:8000}, also when it listens on every network. */
    public URI uri() {
        return uri(connector.getHost(), port());
    }

    static URI uri(String host, int port) {
        String reached = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
        return URI.create("http://" + (reached.contains(":") ? "[" + reached + "]" : reached) + ":" + port);
    }

    /** Waits until it has stopped. An interrupt ends the wait, and stays set. */
    void join() {
        try {
            server.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it: takes no more requests, waits up to 10 s for those that have begun, and closes the app's lifespans. */
    @Override
    public void close() {
        boolean wasInterrupted = Thread.interrupted(); // or nothing would be waited for
        try {
            server.stop();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "Jetty did not stop cleanly.", e);
        } finally {
            if (wasInterrupted || interrupted == Thread.currentThread()) {
                Thread.currentThread().interrupt();
            }
            interrupted = null;
        }
    }

    private final class Interrupts implements LifeCycle.Listener {
        @Override
        public void lifeCycleStopped(LifeCycle context) {
            interrupted = Thread.interrupted() ? Thread.currentThread() : null;
        }
    }

    /** Tells the app of the stop at its beginning; its context is stopped only when all requests have ended. */
    private record Word(ServletteInitializer initializer) implements LifeCycle.Listener {
        @Override
        public void lifeCycleStopping(LifeCycle server) {
            initializer.tellStop();
        }
    }
}
