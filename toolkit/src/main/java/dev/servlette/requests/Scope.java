package dev.servlette.requests;

import dev.servlette.concurrency.Lifetime;
import dev.servlette.concurrency.TaskContext;
import dev.servlette.concurrency.Time;
import dev.servlette.concurrency.Workers;
import dev.servlette.convertors.PathParams;
import dev.servlette.datastructures.State;
import dev.servlette.datastructures.Url;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.exceptions.HttpException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all views of one request share: the exchange, the state, the body once it was read, the route that matched, and
 * what is to run at the end. Starlette's {@code scope}; applications use {@link Request}, which shows all of it.
 */
public final class Scope {
    private static final long NOT_ASKED = Long.MIN_VALUE;

    private final Exchange exchange;
    private final Departure departure = new Departure();
    private final State appState;
    private final Clock clock;
    private final UrlResolver names;
    private final long started = System.nanoTime();
    private BodyLimit limit = BodyLimit.usual();
    private long announced = NOT_ASKED;
    private volatile @Nullable RequestBody body;
    private volatile boolean isOver;
    private @Nullable Lifetime lifetime;
    private @Nullable Deque<Consumer<Completion>> hooks;
    private @Nullable ReceivedForm form;
    private @Nullable State state;
    private @Nullable UrlPath path;
    private @Nullable Map<String, String> cookies;
    private String route = "";
    private PathParams pathParams = PathParams.empty();
    private @Nullable UrlResolver app;
    private @Nullable Request view;
    private @Nullable UnaryOperator<Runnable> decorator;
    private @Nullable TaskContext context;

    /** The scope of a request that has just arrived, and has no app around it that knows names. */
    public Scope(Exchange exchange, State appState, Clock clock) {
        this(exchange, appState, clock, Scope::unknown);
    }

    /** The scope of a request that has just arrived at a running app, which knows the names of its routes. */
    public Scope(Exchange exchange, State appState, Lifetime lifetime, UrlResolver names) {
        this(exchange, appState, lifetime.time().clock(), names);
        this.lifetime = lifetime;
    }

    /** The scope of a request that has just arrived, and has no app around it, but what knows the names of its routes. */
    public Scope(Exchange exchange, State appState, Clock clock, UrlResolver names) {
        this.exchange = exchange;
        this.appState = appState;
        this.clock = clock;
        this.names = names;
        exchange.onDisconnect(departure);
    }

    /** Notes the app that the request came to, and what that sees of it; one that is mounted after the one around it. */
    public void enter(UrlResolver innermost, Request itsView) {
        app = innermost;
        view = itsView;
    }

    /** The innermost app that the request came to (Starlette: {@code request.app}). */
    public UrlResolver app() {
        return Objects.requireNonNull(app, "no app was entered");
    }

    /** What the innermost app sees of the request. */
    public Request view() {
        return Objects.requireNonNull(view, "no app was entered");
    }

    /** Has this carry contexts to what is done later; told before the request is handled. Returns this scope. */
    public Scope carryingBy(@Nullable UnaryOperator<Runnable> around) {
        decorator = around;
        return this;
    }

    /**
     * Keeps the context of this thread for what is left to do when all middleware has returned, unless one is kept already.
     *
     * @param leavesWork whether the answer leaves something to do, besides the hooks
     */
    public void keepContext(boolean leavesWork) {
        if (decorator != null && context == null && (leavesWork || hooks != null)) {
            context = TaskContext.of(decorator);
        }
    }

    /** Runs a part of the answer on this thread, in the context that was kept, if one was. */
    public void inContext(Runnable part) {
        TaskContext kept = context;
        if (kept == null) {
            part.run();
        } else {
            kept.run(part);
        }
    }

    /** The context of this thread, for a part of the answer on another one; from now on it is the one that is kept. */
    public TaskContext nextContext() {
        TaskContext next = TaskContext.of(decorator);
        context = next;
        return next;
    }

    private static Url unknown(String name, Object... params) {
        throw new IllegalStateException("request.urlFor(\"" + name
                + "\") was called where no app is. Names are those of an app's routes; serve a Servlette or a Router.");
    }

    /** The wire under the request. */
    public Exchange exchange() {
        return exchange;
    }

    /** Where time comes from, for those who wait. */
    public Time time() {
        Lifetime known = lifetime;
        return known == null ? Time.system() : known.time();
    }

    /** The app's one source of time. */
    public Clock clock() {
        return clock;
    }

    /** The lifetime of the running app; where none is around the request, one that ends with the answer. */
    public Lifetime lifetime() {
        Lifetime known = lifetime;
        if (known == null) {
            Lifetime own = Lifetime.start(new Workers.Options(), Time.system());
            onComplete(end -> own.close());
            lifetime = own;
            return own;
        }
        return known;
    }

    /** The request's own state, which starts as a copy of the running app's. */
    public State state() {
        State known = state;
        if (known == null) {
            known = appState.copy();
            state = known;
        }
        return known;
    }

    /** The cookies, parsed at the first call. */
    Map<String, String> cookies() {
        Map<String, String> known = cookies;
        if (known == null) {
            known = ReceivedCookies.of(exchange.headers());
            cookies = known;
        }
        return known;
    }

    /** The template of the route that matched, {@code ""} before one did. */
    public String route() {
        return route;
    }

    /** The URL that the client asked for. */
    Url url() {
        String path = exchange.rawPath();
        String query = exchange.rawQuery();
        String slash = path.startsWith("/") ? "" : "/"; // or it would go on with the authority
        return Url.of(Origin.of(exchange) + slash + path + (query == null ? "" : "?" + query));
    }

    /** The URL of the app's own root. */
    Url baseUrl() {
        return Url.of(Origin.of(exchange) + RequestPath.root(exchange) + "/");
    }

    /** The absolute URL of a named route of the outermost app. */
    Url urlFor(String name, Object... params) {
        Url url = names.urlPathFor(name, params);
        String path = RequestPath.root(exchange) + url.path();
        Url there = url.host().isEmpty() ? Url.of(Origin.of(exchange)) : url.withScheme(exchange.scheme());
        Url whole = there.withPath(path.isEmpty() ? "/" : path);
        return names.isOfSockets(name, params) ? whole.withScheme(whole.isSecure() ? "wss" : "ws") : whole;
    }

    /** What the routes and mounts that matched took from the path, for those who see the outermost view only. */
    public PathParams pathParams() {
        return pathParams;
    }

    /** Notes what has matched so far, the templates of mounts and route in a row. */
    void matched(String templates, PathParams params) {
        route = templates;
        pathParams = params;
    }

    /**
     * Why the request line is malformed; {@code null} when it is not. Whoever asks for the path of a malformed one is answered so.
     */
    public @Nullable HttpException malformed() {
        try {
            path();
            return null;
        } catch (HttpException e) {
            return e;
        }
    }

    /**
     * The path below the host's root path, parsed at the first call.
     *
     * @throws HttpException 400 when it is not well formed, or the method is not
     */
    public UrlPath path() {
        UrlPath known = path;
        if (known == null) {
            known = RequestPath.of(exchange);
            path = known;
        }
        return known;
    }

    /** The body, with all that was read of it. */
    RequestBody body() {
        RequestBody known = body;
        if (known == null) {
            known = new RequestBody(this, departure);
            body = known;
            if (isOver) {
                known.stop();
            }
        }
        return known;
    }

    /** The body as it is published. */
    Flow.Publisher<ByteBuffer> publisher() {
        return new BodyPublisher(
                body().source("request.publisher()"), lifetime().workers(), decorator);
    }

    /**
     * What it means that the answer could not be written: that the client has gone, which is told to those who want to know; or, after a
     * body that could not be read, that the host has answered that by itself.
     */
    public RuntimeException unwritten(ClientDisconnect e) {
        RequestBody known = body;
        if (known != null && known.refusal() != null) {
            return known.refusal();
        }
        departure.run();
        return e;
    }

    /** Whether it is known that nobody waits for the answer any more. */
    public boolean isDisconnected() {
        return departure.isKnown();
    }

    /** Has a hook called when it is noticed that the client has gone. */
    public void onDisconnect(Runnable hook) {
        departure.tell(hook);
    }

    /** Whether somebody has begun to read the body, and has not come to its end. */
    public boolean isReading() {
        RequestBody known = body;
        return known != null && known.isReading();
    }

    /**
     * Lets nobody read the body from now on, as the answer has ended. The host may then give its stream to another request.
     *
     * @return whether a thread still waits for some of it: {@link #complete} waits for that
     */
    public boolean stopReading() {
        isOver = true;
        RequestBody known = body;
        return known != null && known.stop();
    }

    /** Limits the body from here on, inside an app, a router or a route. */
    public void limitBody(BodyLimit limit) {
        this.limit = limit;
    }

    BodyLimit bodyLimit() {
        return limit;
    }

    /** How many bytes the body has, as the client says; negative when it does not. */
    long announced() {
        if (announced == NOT_ASKED) {
            announced = exchange.bodyLength(); // at each link of the way; hosts look for it every time
        }
        return announced;
    }

    /** Whether the client says that its body is within the limit, or within this one of something further inside. */
    public boolean isBodyWithin(long inside) {
        return announced() <= limit.bytes() || announced() <= inside;
    }

    /** The form in the body. */
    ReceivedForm form() {
        ReceivedForm known = form;
        if (known == null) {
            known = new ReceivedForm(this);
            form = known;
        }
        return known;
    }

    /** Has a hook called when the answer has ended; the last one registered is called first. */
    void onComplete(Consumer<Completion> hook) {
        Deque<Consumer<Completion>> known = hooks;
        if (known == null) {
            known = new ArrayDeque<>();
            hooks = known;
        }
        known.addFirst(hook);
    }

    /** Whether something is to be done when the answer has ended. */
    public boolean hasHooks() {
        return hooks != null;
    }

    /**
     * Closes the body and runs the hooks, each once. A hook that throws does not keep the others from running.
     *
     * @param status the status that was sent
     * @param bytes how many bytes of body were handed over
     * @param failure what went wrong, if anything did
     * @param failed told what a hook threw
     */
    public void complete(int status, long bytes, @Nullable Throwable failure, Consumer<Throwable> failed) {
        isOver = true;
        RequestBody known = body;
        if (known != null) {
            known.stop();
            known.awaitEnd();
        }
        if (hooks != null) {
            run(hooks, new Completion(status, bytes, Duration.ofNanos(System.nanoTime() - started), failure), failed);
        }
        departure.answered();
    }

    private static void run(Deque<Consumer<Completion>> hooks, Completion completion, Consumer<Throwable> failed) {
        for (Consumer<Completion> hook = hooks.pollFirst(); hook != null; hook = hooks.pollFirst()) {
            try {
                hook.accept(completion);
            } catch (RuntimeException | Error e) {
                failed.accept(e);
            }
        }
    }
}
