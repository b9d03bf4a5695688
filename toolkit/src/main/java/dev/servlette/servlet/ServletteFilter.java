package dev.servlette.servlet;

import dev.servlette.applications.Servlette;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * An app in front of an existing servlet application: it answers what its routes claim, and everything else goes on down
 * the chain, untouched.
 *
 * <p>What is claimed is decided before any middleware. Mounts that hold routes are searched inside; any other handler that
 * is mounted claims all below its prefix. A path that has routes for other methods only is claimed, and is a 405, unless
 * {@link #wrongMethodsFallThrough} was said. A path that is not well formed goes on down the chain.
 *
 * <p>The app sees the path below the context path. It starts when the filter does, and stops with it. Map the filter for
 * {@code REQUEST} and {@code ASYNC} with {@code asyncSupported}, before filters that read bodies; forwards, includes and
 * error pages pass by.
 *
 * <pre>{@code
 * @WebFilter(urlPatterns = "/*", asyncSupported = true, dispatcherTypes = {REQUEST, ASYNC})
 * public class NewPages extends ServletteFilter {
 *     public NewPages() { super(Main.app()); }
 * }
 * }</pre>
 */
public class ServletteFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient HostedApp host;
    private transient boolean startedHere;
    private boolean claimsWrongMethods = true;

    /** A filter for this app. */
    public ServletteFilter(Servlette app) {
        host = new HostedApp(app);
    }

    /** Has a path that has routes for other methods only go on down the chain. Returns this filter; called before it starts. */
    public ServletteFilter wrongMethodsFallThrough() {
        claimsWrongMethods = false;
        return this;
    }

    /**
     * Starts the app.
     *
     * @throws ServletException what a lifespan threw; a checked exception is its cause
     */
    @Override
    public void init() throws ServletException {
        startedHere = host.startFor("filter \"" + getFilterName() + "\"");
    }

    /** Stops the app. */
    @Override
    public void destroy() {
        if (startedHere) {
            startedHere = false;
            host.stop();
        }
    }

    /** Answers what the app claims, and hands on the rest with the objects that it was given. */
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        AsyncAnswer.throwIfAborted(request, response);
        boolean isRequest = request.getDispatcherType() == DispatcherType.REQUEST;
        if (!isRequest || !host.handleIfClaimed(request, response, claimsWrongMethods)) {
            chain.doFilter(request, response);
        }
    }
}
