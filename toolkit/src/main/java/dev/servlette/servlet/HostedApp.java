package dev.servlette.servlet;

import dev.servlette.applications.RunningApp;
import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Time;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One app in one servlet context: what starts it, stops it, and hands it what the container brings. As a listener it
 * starts before anything else of the context, and a failure is the context's.
 */
final class HostedApp implements ServletContextListener {
    private static final Logger LOG = System.getLogger("dev.servlette");

    private final Servlette app;
    private volatile @Nullable RunningApp running;

    HostedApp(Servlette app) {
        this.app = app;
    }

    boolean isRunning() {
        return running != null;
    }

    /**
     * Starts the app for a servlet or filter, unless the context did.
     *
     * @param name what is started, for messages: {@code servlet "api"}
     * @return whether it was started here
     * @throws ServletException what a lifespan threw; a checked exception is its cause
     */
    boolean startFor(String name) throws ServletException {
        if (isRunning()) {
            return false;
        }
        try {
            start();
            return true;
        } catch (ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException("The app of " + name + " did not start: " + e.getMessage(), e);
        }
    }

    /** Starts the app; what a lifespan threw comes out unchanged. */
    void start() throws Exception {
        // The container calls listeners and servlets with the application's class loader; workers keep it.
        running = RunningApp.start(app, Time.system());
    }

    /** Tells what stays open that the app is about to be stopped. Does nothing when it is not running. */
    void tellStop() {
        RunningApp known = running;
        if (known != null) {
            known.lifetime().stop();
        }
    }

    /** Stops the app. Does nothing when it was not started. */
    void stop() {
        RunningApp known = running;
        running = null;
        try {
            if (known != null) {
                known.close();
            }
        } catch (Exception | Error e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.log(Level.ERROR, "What a lifespan opened could not be closed.", e);
        }
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        startUndeclared();
    }

    /** A listener declares no exceptions, and yet the deployment is to fail with the one that the app threw. */
    @SuppressWarnings("unchecked")
    private <E extends Exception> void startUndeclared() throws E {
        try {
            start();
        } catch (Exception e) {
            throw (E) e;
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        stop();
    }

    /** Answers a request. When it throws, the answer was aborted, and what it throws is for the container to see. */
    void handle(HttpServletRequest request, HttpServletResponse response, String rootPath)
            throws ServletException, IOException {
        if (AsyncAnswer.wentOn(request, response)) {
            return;
        }
        RunningApp app = app();
        guarded(new ServletExchange(request, response, rootPath), exchange -> {
            app.handle(exchange);
            return true;
        });
    }

    /** The same, if a route claims the request; if none does, nothing of it is touched. */
    boolean handleIfClaimed(HttpServletRequest request, HttpServletResponse response, boolean wrongMethods)
            throws ServletException, IOException {
        RunningApp app = app();
        return guarded(
                new ServletExchange(request, response, request.getContextPath()),
                exchange -> app.handleIfClaimed(exchange, wrongMethods));
    }

    RunningApp app() throws ServletException {
        RunningApp known = running;
        if (known == null) {
            throw new ServletException("The app is not running: its start failed, or it was stopped.");
        }
        return known;
    }

    private static boolean guarded(ServletExchange exchange, Predicate<ServletExchange> answer) throws IOException {
        boolean answered = true;
        try {
            answered = answer.test(exchange);
        } catch (Throwable e) {
            if (!exchange.isAsync()) {
                throw e;
            }
            // What escapes to the container now would meet an answer that another thread may be writing.
            LOG.log(Level.ERROR, "An answer failed after it had let go of its thread.", e);
            exchange.abort(e);
        }
        exchange.throwIfAborted();
        return answered;
    }
}
