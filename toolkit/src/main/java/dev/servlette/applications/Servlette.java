package dev.servlette.applications;

import dev.servlette.concurrency.Workers;
import dev.servlette.convertors.Convertors;
import dev.servlette.datastructures.State;
import dev.servlette.datastructures.Url;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.endpoints.HttpEndpoint;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.ExceptionHandler;
import dev.servlette.handlers.ExceptionHandlers;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Lifespan;
import dev.servlette.handlers.Middleware;
import dev.servlette.handlers.Next;
import dev.servlette.json.Json;
import dev.servlette.requests.BodyLimit;
import dev.servlette.requests.Request;
import dev.servlette.requests.UrlResolver;
import dev.servlette.responses.AsyncResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.BoundRouter;
import dev.servlette.routing.Claimant;
import dev.servlette.routing.Route;
import dev.servlette.routing.Router;
import dev.servlette.routing.SlashPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application: routes, the middleware around them, what answers errors, and what lives from start to stop
 * (Starlette: <a href="https://www.starlette.io/applications/">Applications</a>).
 *
 * <p>An immutable value, which may be a constant. A host starts it as a {@link RunningApp}; two hosts may at once. It is
 * a handler too, so it can be mounted in another one: its lifespans are opened before those of the app around it.
 *
 * <pre>{@code
 * static Servlette app() {
 *     return Servlette.of(Route.get("/", request -> new JsonResponse(Map.of("hello", "world"))));
 * }
 * }</pre>
 */
public final class Servlette implements Claimant, UrlResolver {
    private final Router router;
    private final List<Lifespan> lifespans;
    private final ServerErrors errors;
    private final @Nullable Json ownJson;
    private final Workers.@Nullable Options ownWorkers;
    private final BoundRouter bound;
    private final Next chain;

    private Servlette(Builder builder) {
        router = builder.router();
        lifespans = List.copyOf(builder.lifespans);
        ownJson = builder.json;
        ownWorkers = builder.workers;
        Json json = ownJson == null ? Json.standard() : ownJson;
        Chain links = new Chain(builder.handlers, json);
        ServerErrors plain = new ServerErrors(builder.serverError, links);
        errors = Boolean.TRUE.equals(builder.debug) ? plain.debugging() : plain;
        bound = router.within(links);
        chain = links.link(bound, builder.middleware, "Router");
    }

    private Servlette(Servlette app, ServerErrors errors) {
        router = app.router;
        lifespans = app.lifespans;
        ownJson = app.ownJson;
        ownWorkers = app.ownWorkers;
        bound = app.bound;
        chain = app.chain;
        this.errors = errors;
    }

    /** An app with these routes and nothing else. */
    public static Servlette of(BaseRoute... routes) {
        return builder().routes(routes).build();
    }

    /** What an app is made of, to be named piece by piece. */
    public static Builder builder() {
        return new Builder();
    }

    /** This app with the debug page on, for tools that run apps; apps that are mounted in it stay as they are. */
    public Servlette withDebug() {
        return new Servlette(this, errors.debugging());
    }

    /** The routes in the order they were declared. */
    public List<BaseRoute> routes() {
        return router.routes();
    }

    /** Answers a request, whatever happens: what nobody claims becomes a 500, logged once. */
    @Override
    public Reply handle(Request request) {
        Request own = ownJson == null ? request : request.withJson(ownJson);
        own.scope().enter(this, own);
        Reply reply = bound.admits(own) ? chain.handle(own) : bound.refuse(own);
        return reply instanceof AsyncResponse async
                ? Chain.now(own, (AsyncResponse) async.answered(e -> errors.answer(own, e)))
                : reply;
    }

    @Override
    public boolean claims(Request request, UrlPath path, boolean wrongMethods) {
        return bound.claims(request, path, wrongMethods);
    }

    /** The table of its routes, which can describe itself. */
    @Override
    public BoundRouter router() {
        return bound;
    }

    /**
     * The path of a named route (Starlette: {@code app.url_path_for}). Inside a request, {@link Request#urlFor} gives the whole
     * URL.
     *
     * @throws dev.servlette.routing.NoMatchFound when no route has that name and just these parameters
     * @throws IllegalArgumentException when a value cannot be written
     */
    @Override
    public Url urlPathFor(String name, Object... params) {
        return bound.urlPathFor(name, params);
    }

    @Override
    public boolean isOfSockets(String name, Object... params) {
        return bound.isOfSockets(name, params);
    }

    /**
     * The answer to a body that failed before its first byte, or to an error in the place of a response: that to a handler which fails
     * so, without any middleware.
     */
    Response unsent(Request request, Throwable e) {
        return errors.answerUnsent(request, e);
    }

    List<Lifespan> lifespans() {
        return lifespans;
    }

    Workers.@Nullable Options ownWorkers() {
        return ownWorkers;
    }

    Workers.Options workers() {
        return ownWorkers == null ? new Workers.Options() : ownWorkers;
    }

    Json json() {
        return ownJson == null ? Json.standard() : ownJson;
    }

    /** What is done when an app starts and leaves nothing to close; a {@link Lifespan} may. */
    @FunctionalInterface
    public interface Startup {
        /**
         * Does it, before the first request. What it sets in the state every request gets.
         *
         * @throws Exception to fail the start; what was opened before is closed
         */
        void run(State state) throws Exception;
    }

    /**
     * Collects what an app is made of. {@code route}, {@code routes}, {@code middleware}, {@code exceptionHandler}, {@code lifespan},
     * {@code onStartup} and {@code onShutdown} add up; a single-valued option that is given twice is an error.
     */
    public static final class Builder {
        private final List<BaseRoute> routes = new ArrayList<>();
        private final List<Middleware> middleware = new ArrayList<>();
        private final List<Lifespan> lifespans = new ArrayList<>();
        private ExceptionHandlers handlers = ExceptionHandlers.standard();
        private @Nullable ExceptionHandler<Throwable> serverError;
        private @Nullable Boolean debug;
        private @Nullable Json json;
        private Workers.@Nullable Options workers;
        private @Nullable SlashPolicy slashPolicy;
        private @Nullable Convertors convertors;
        private @Nullable BodyLimit bodyLimit;

        private Builder() {}

        /** Adds routes; the first declared one that matches answers. */
        public Builder routes(BaseRoute... more) {
            return routes(Arrays.asList(more));
        }

        /** Adds routes; the first declared one that matches answers. */
        public Builder routes(List<? extends BaseRoute> more) {
            routes.addAll(more);
            return this;
        }

        /**
         * Adds a route (Starlette: {@code app.route}). Without methods it answers GET, or, when it is an {@link HttpEndpoint}, which
         * knows its own, every method.
         */
        public Builder route(String path, Handler handler, String... methods) {
            if (methods.length > 0) {
                return routes(Route.of(path, handler).methods(methods));
            }
            return routes(handler instanceof HttpEndpoint ? Route.of(path, handler) : Route.get(path, handler));
        }

        /**
         * What happens to a path that differs from a route's by slashes at its end: a redirect, unless told otherwise here or on
         * a router inside.
         */
        public Builder slashPolicy(SlashPolicy policy) {
            checkOnce(slashPolicy, "slashPolicy(...)");
            slashPolicy = policy;
            return this;
        }

        /** What paths may name after a colon: the standard ones, unless told otherwise here or on a router inside. */
        public Builder convertors(Convertors known) {
            checkOnce(convertors, "convertors(...)");
            convertors = known;
            return this;
        }

        /**
         * How large the body of a request may be, in place of the usual limits; a mount or a route may say otherwise. A length that is
         * too large for all of the app is a 413 before any middleware. See {@link BodyLimit}.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder maxBodyBytes(long most) {
            checkOnce(bodyLimit, "maxBodyBytes(...)");
            bodyLimit = BodyLimit.of("the builder of an app", most);
            return this;
        }

        private static void checkOnce(@Nullable Object before, String option) {
            if (before != null) {
                throw new IllegalArgumentException(
                        option + " was given twice to one builder. An app has one; keep one call.");
            }
        }

        private Router router() {
            Router router = Router.of(routes);
            router = slashPolicy == null ? router : router.slashPolicy(slashPolicy);
            router = convertors == null ? router : router.convertors(convertors);
            return bodyLimit == null ? router : router.maxBodyBytes(bodyLimit.bytes());
        }

        /** Adds middleware around all routes, the first outermost. */
        public Builder middleware(Middleware... more) {
            middleware.addAll(Arrays.asList(more));
            return this;
        }

        /**
         * Answers each {@link HttpException} of this status; with 500, every failure that nobody else claims, given as the
         * cause of an {@code HttpException}.
         */
        public Builder exceptionHandler(int status, ExceptionHandler<? super HttpException> handler) {
            if (status == 500) {
                serverError((request, e) -> handler.handle(request, ServerErrors.asHttpException(e)));
            }
            handlers = handlers.with(status, handler);
            return this;
        }

        /**
         * Answers each exception of this class and of its subclasses that have no handler of their own; with
         * {@code Exception.class}, every failure that nobody else claims.
         */
        public <E extends Throwable> Builder exceptionHandler(Class<E> type, ExceptionHandler<? super E> handler) {
            if (type == Exception.class) {
                return serverError((request, e) -> handler.handle(request, type.cast(ServerErrors.asException(e))));
            }
            handlers = handlers.with(type, handler);
            return this;
        }

        private Builder serverError(ExceptionHandler<Throwable> handler) {
            if (serverError != null) {
                throw new IllegalArgumentException(
                        "Two exception handlers were given for status 500 or Exception. They are"
                                + " the same place, the outermost edge of the app; keep one.");
            }
            serverError = handler;
            return this;
        }

        /** Adds what is opened at start, in this order, and closed at stop, in reverse. */
        public Builder lifespan(Lifespan lifespan) {
            lifespans.add(lifespan);
            return this;
        }

        /** Adds what is done at start, in order with the lifespans; a failure fails the start. */
        public Builder onStartup(Startup startup) {
            return lifespan(state -> {
                startup.run(state);
                return null;
            });
        }

        /**
         * Adds what is done at stop, as a lifespan that opens nothing: in reverse order, so before what was declared ahead of it is
         * closed. When the start fails it is done only if the start had come as far as this.
         */
        public Builder onShutdown(AutoCloseable shutdown) {
            return lifespan(state -> shutdown);
        }

        /**
         * Whether a failure that nobody claims is answered by a page that shows it, with its source and the request, also when
         * there is a handler for status 500; {@code false} unless told. For development only: it shows the inside of the app.
         */
        public Builder debug(boolean shows) {
            checkOnce(debug, "debug(...)");
            debug = shows;
            return this;
        }

        /** What turns values into JSON and back, in place of the library that is found. */
        public Builder json(Json library) {
            checkOnce(json, "json(...)");
            json = library;
            return this;
        }

        /**
         * The threads on which it goes on where it let go of the host's; the usual ones unless told. Of apps that run together
         * those of the outermost count.
         */
        public Builder workers(Workers.Options options) {
            checkOnce(workers, "workers(...)");
            workers = options;
            return this;
        }

        /**
         * The app.
         *
         * @throws IllegalArgumentException when the routes contradict each other or one uses an unknown convertor
         */
        public Servlette build() {
            return new Servlette(this);
        }
    }
}
