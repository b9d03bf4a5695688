package dev.servlette.applications;

import dev.servlette.concurrency.Lifetime;
import dev.servlette.concurrency.Time;
import dev.servlette.concurrency.Workers;
import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Lifespan;
import dev.servlette.requests.Exchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.responses.Response;
import dev.servlette.responses.ResponseWriter;
import dev.servlette.routing.Mount;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app between its start and its stop: state, workers and all that lives as long. Hosts make one at start, hand it
 * each exchange, and close it at stop.
 */
@SuppressWarnings("try") // what lifespans opened may throw anything when it is closed, InterruptedException too
public final class RunningApp implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.servlette");
    private static final int MAX_SHOWN = 200;

    private final Servlette app;
    private final State state = new State();
    private final Lifetime lifetime;
    private final ResponseWriter writer;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private RunningApp(Servlette app, Lifetime lifetime) {
        this.app = app;
        this.lifetime = lifetime;
        this.writer = new ResponseWriter(workers().replies(), workers().background(), RunningApp::unsent);
        state.set(Workers.class, workers());
    }

    /**
     * Starts an app: opens the lifespans of the apps that its routes lead to, in the order they are declared, then its own. An
     * app that is mounted twice starts once; one that is hidden in a handler of another kind is not seen. A handler that is no
     * {@link Servlette} runs as the only thing in one.
     *
     * @param time the app's one source of time, which ends with the app
     * @throws Exception what a lifespan threw, unchanged; what was opened before it is closed again
     * @throws IllegalStateException when two of the apps set one value of the state
     */
    public static RunningApp start(Handler handler, Time time) throws Exception {
        Servlette app = handler instanceof Servlette known ? known : Servlette.of(Mount.of("", handler));
        return start(app, Lifetime.start(app.workers(), time));
    }

    static RunningApp start(Servlette app, Lifetime lifetime) throws Exception {
        RunningApp running = new RunningApp(app, lifetime);
        try {
            running.open();
        } catch (Throwable e) {
            running.closeAfter(e);
            throw e;
        }
        return running;
    }

    private void open() throws Exception {
        Map<String, String> setBy = new HashMap<>();
        state.names().forEach(name -> setBy.put(name, "Servlette"));
        for (Map.Entry<Servlette, String> part : AppTree.insideOut(app).entrySet()) {
            checkWorkers(part.getKey(), part.getValue());
            State before = state.copy();
            for (Lifespan lifespan : part.getKey().lifespans()) {
                open(lifespan);
            }
            String place = "the app at \"" + part.getValue() + "\"";
            for (String name : state.replacedSince(before)) {
                throw new IllegalStateException("Both " + setBy.get(name) + " and " + place + " set \"" + name
                        + "\" in the state. Apps that run together share one state; use a State.Key of its own for one of"
                        + " them.");
            }
            state.names().forEach(name -> setBy.putIfAbsent(name, place));
        }
    }

    private void checkWorkers(Servlette part, String place) {
        Workers.Options own = part.ownWorkers();
        if (own != null && !own.equals(app.workers())) {
            LOG.log(
                    Level.WARNING,
                    () -> "The workers(...) of the app at \"" + place
                            + "\" are not used. Apps that run together share the workers"
                            + " of the outermost one; give them to that.");
        }
    }

    private void open(Lifespan lifespan) throws Exception {
        AutoCloseable closeable = lifespan.start(state);
        if (closeable != null) {
            opened.push(closeable);
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (Throwable e) {
            failure.addSuppressed(e);
        }
    }

    /** Answers one exchange. Returns when the answer is written, or when the host's thread is not needed for it. */
    public void handle(Exchange exchange) {
        handle(request(exchange));
    }

    /**
     * Answers one exchange if a route of the app claims it, and touches nothing of it if none does: how a filter decides. A
     * request that is malformed is not claimed.
     *
     * @param wrongMethods whether a path is claimed that has routes for other methods only
     */
    public boolean handleIfClaimed(Exchange exchange, boolean wrongMethods) {
        Request request = request(exchange);
        boolean claimed = claims(request, wrongMethods);
        if (claimed) {
            handle(request);
        }
        return claimed;
    }

    private boolean claims(Request request, boolean wrongMethods) {
        if (request.scope().malformed() != null) {
            return false;
        }
        try {
            return app.claims(request, request.urlPath(), wrongMethods);
        } catch (RuntimeException e) {
            return true; // a convertor that fails will fail again, where that is logged and answered
        }
    }

    private Request request(Exchange exchange) {
        Scope scope = new Scope(exchange, state, lifetime, app);
        return new Request(scope.carryingBy(workers().options().decorator()), app.json());
    }

    private void handle(Request request) {
        HttpException malformed = request.scope().malformed();
        if (malformed != null) {
            LOG.log(Level.INFO, () -> "Malformed request " + shown(request) + ": " + malformed.detail());
        }
        workers().runHere(() -> writer.send(request, app.handle(request)));
    }

    /** The app that the request came to answers for its body. */
    private static Response unsent(Request request, Throwable e) {
        return ((Servlette) request.scope().app()).unsent(request.scope().view(), e);
    }

    /** Method and path as a log may have them: cut, and without signs that would do something there. */
    private static String shown(Request request) {
        String line = request.method() + " " + request.scope().exchange().rawPath();
        StringBuilder text = new StringBuilder(line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "..." : line);
        for (int i = 0; i < text.length(); i++) {
            text.setCharAt(i, text.charAt(i) < ' ' || text.charAt(i) > '~' ? '?' : text.charAt(i));
        }
        return text.toString();
    }

    /** What the lifespans put there; every request starts with a copy. */
    public State state() {
        return state;
    }

    /** The app's threads. */
    public Workers workers() {
        return lifetime.workers();
    }

    /** Its threads, its time, and the word that it stops. */
    public Lifetime lifetime() {
        return lifetime;
    }

    /**
     * Stops the app: tells what stays open, waits for requests that have a thread and for background tasks, then closes what the
     * lifespans opened, the last first. Does nothing the second time.
     *
     * @throws Exception what closing threw first; all the same everything is closed
     */
    @Override
    public void close() throws Exception {
        lifetime.close();
        Throwable first = null;
        for (AutoCloseable closeable = opened.poll(); closeable != null; closeable = opened.poll()) {
            Throwable failure = failureOf(closeable);
            if (first == null) {
                first = failure;
            } else if (failure != null) {
                first.addSuppressed(failure);
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof Exception e) {
            throw e;
        }
    }

    private static @Nullable Throwable failureOf(AutoCloseable closeable) {
        try {
            closeable.close();
            return null;
        } catch (Exception | Error e) {
            return e;
        }
    }
}
