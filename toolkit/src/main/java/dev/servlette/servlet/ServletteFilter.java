package dev.servlette.servlet;

import dev.servlette.applications.Servlette;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;

/**
 * An app in front of an existing servlet application: it answers what its routes claim, and everything else goes on down
 * the chain, untouched.
 *
 * <p>What is claimed is decided before any middleware. Mounts that hold routes or apps are searched inside; any other
 * handler that is mounted claims all below its prefix, unless it is a {@link dev.servlette.routing.Claimant}. A path that
 * has routes for other methods only is claimed, and is a 405, unless {@link #wrongMethodsFallThrough} was said. A request
 * whose path or method is not well formed goes on down the chain.
 *
 * <p>The app sees the path below the context path. It starts when the filter does, and stops with it. Map the filter for
 * {@code REQUEST} and {@code ASYNC} with {@code asyncSupported}, before filters that read bodies: Tomcat can only break off
 * an answer in an ASYNC dispatch. Otherwise only requests are looked at; forwards, includes, error pages and the ASYNC
 * dispatches of others pass by.
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
    private static final Logger LOG = System.getLogger("dev.servlette");

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
        WebFilter mapping = getClass().getAnnotation(WebFilter.class);
        if (mapping != null) {
            check(mapping);
        }
        startedHere = host.startFor("filter \"" + getFilterName() + "\"");
    }

    /** A container tells a filter nothing of its mapping, so no more can be seen than what the annotation says. */
    private void check(WebFilter mapping) {
        String start = "The @WebFilter of " + getClass().getName() + " lacks ";
        if (!mapping.asyncSupported()) {
            LOG.log(Level.WARNING, start + "asyncSupported = true. Each pending reply will hold a thread; add it.");
        }
        if (!Arrays.asList(mapping.dispatcherTypes()).contains(DispatcherType.ASYNC)) {
            LOG.log(
                    Level.WARNING,
                    start
                            + "DispatcherType.ASYNC. An answer that breaks off could end in one of the old application; write"
                            + " dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC}.");
        }
    }

    /**
     * Tells the app that it is about to be stopped, so that streams and sockets end, as {@link ServletteInitializer#tellStop} does. Does
     * nothing when the app is not running.
     */
    public void tellStop() {
        host.tellStop();
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
        if (AsyncAnswer.wentOn(request, response)) {
            return;
        }
        boolean isRequest = request.getDispatcherType() == DispatcherType.REQUEST;
        if (!isRequest || !host.handleIfClaimed(request, response, claimsWrongMethods)) {
            chain.doFilter(request, response);
        }
    }
}
