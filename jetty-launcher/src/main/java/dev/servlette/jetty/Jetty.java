package dev.servlette.jetty;

import dev.servlette.applications.Servlette;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Serves an app on an embedded Jetty, without any configuration (Python: {@code uvicorn.run}).
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     Jetty.run(app(), 8000);
 * }
 * }</pre>
 */
public final class Jetty {
    private static final Logger LOG = System.getLogger("dev.servlette");
    private static final String LOCALHOST = "127.0.0.1";

    private Jetty() {}

    /** Serves the app to this machine only, as {@link #run(Servlette, String, int)} does. */
    public static void run(Servlette app, int port) {
        run(app, LOCALHOST, port);
    }

    /**
     * Serves the app until the process is told to stop (Ctrl-C, SIGTERM) or this thread is interrupted. Then requests that
     * have begun are answered, and the app's lifespans are closed. Logs the address once it answers.
     *
     * <p>Throws what {@link #start(Servlette, String, int)} throws.
     *
     * @param host the address or name to listen on; {@code 0.0.0.0} serves every network
     * @param port the port; 0 takes a free one
     */
    public static void run(Servlette app, String host, int port) {
        try (RunningServer server = start(app, host, port)) {
            LOG.log(Level.INFO, "Serving on " + server.uri() + " (Ctrl-C stops it).");
            server.join();
        }
    }

    /** Starts to serve the app to this machine only, as {@link #start(Servlette, String, int)} does. */
    public static RunningServer start(Servlette app, int port) {
        return start(app, LOCALHOST, port);
    }

    /**
     * Starts to serve the app, and returns when it answers. What a lifespan threw comes out unchanged, a checked
     * exception too.
     *
     * @param host the address or name to listen on; {@code 0.0.0.0} serves every network
     * @param port the port; 0 takes a free one
     * @throws IllegalStateException when it cannot listen there, because the port is in use for example
     */
    public static RunningServer start(Servlette app, String host, int port) {
        return RunningServer.start(app, host, port);
    }
}
