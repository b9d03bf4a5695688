package dev.servlette.servlet;

import dev.servlette.applications.Servlette;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * An app as a servlet, for servlet applications that map it themselves. A WAR of one app needs no more than a
 * {@link ServletteApplication}.
 *
 * <p>The app sees the path below the context path and below the prefix of the servlet's mapping: mapped to
 * {@code /api/*}, a route {@code "/users"} answers {@code /api/users}. The app starts when the servlet does, and stops
 * with it. Register it with {@code asyncSupported}, or pending replies hold a thread of the container.
 *
 * <pre>{@code
 * @WebServlet(urlPatterns = "/api/*", asyncSupported = true, loadOnStartup = 1)
 * public class Api extends ServletteServlet {
 *     public Api() { super(Main.app()); }
 * }
 * }</pre>
 */
public class ServletteServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient HostedApp host;
    private transient boolean startedHere;

    /** A servlet for this app. */
    public ServletteServlet(Servlette app) {
        this(new HostedApp(app));
    }

    /** A servlet for an app that a listener may have started before. */
    ServletteServlet(HostedApp host) {
        this.host = host;
    }

    /**
     * Starts the app, unless the context did.
     *
     * @throws ServletException what a lifespan threw; a checked exception is its cause
     */
    @Override
    public void init() throws ServletException {
        startedHere = host.startFor("servlet \"" + getServletName() + "\"");
    }

    /**
     * Tells the app that it is about to be stopped, so that streams and sockets end, as {@link ServletteInitializer#tellStop} does. Does
     * nothing when the app is not running.
     */
    public void tellStop() {
        host.tellStop();
    }

    /** Stops the app, if {@link #init} started it. */
    @Override
    public void destroy() {
        if (startedHere) {
            startedHere = false;
            host.stop();
        }
    }

    /** Answers a request, of whatever method; the app decides. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        host.handle(request, response, ServletExchange.rootOfServlet(request));
    }
}
