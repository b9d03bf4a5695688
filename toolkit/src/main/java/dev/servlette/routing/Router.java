package dev.servlette.routing;

import dev.servlette.convertors.Convertors;
import dev.servlette.datastructures.Url;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import dev.servlette.requests.BodyLimit;
import dev.servlette.requests.Request;
import dev.servlette.requests.UrlResolver;
import dev.servlette.responses.Reply;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route that answers a request: the first declared one whose path and method match.
 *
 * <p>A path that only other methods answer is a 405 with all of them in {@code Allow}, or, asked with OPTIONS, a 204. A path
 * that differs from a route's by slashes at its end is for the {@link SlashPolicy}. A router inside another one knows its
 * convertors and has its slash policy, unless it has its own. An immutable value: options return a copy.
 */
public final class Router implements Handler, UrlResolver {
    private final List<BaseRoute> routes;
    private final List<Middleware> middleware;
    private final @Nullable Convertors ownConvertors;
    private final @Nullable SlashPolicy ownSlashes;
    private final @Nullable BodyLimit limit;
    private volatile @Nullable BoundRouter alone;

    private Router(
            List<BaseRoute> routes,
            List<Middleware> middleware,
            @Nullable Convertors convertors,
            @Nullable SlashPolicy slashes,
            @Nullable BodyLimit limit) {
        this.routes = routes;
        this.middleware = middleware;
        this.ownConvertors = convertors;
        this.ownSlashes = slashes;
        this.limit = limit;
    }

    /** A router of these routes. */
    public static Router of(BaseRoute... routes) {
        return of(Arrays.asList(routes));
    }

    /** A router of these routes. */
    public static Router of(List<? extends BaseRoute> routes) {
        return new Router(List.copyOf(routes), List.of(), null, null, null);
    }

    /** Middleware around every route and around the 404 of this router, the first outermost. */
    public Router middleware(Middleware... more) {
        return new Router(routes, Inside.added(middleware, more), ownConvertors, ownSlashes, limit);
    }

    /** What the paths of its routes may name after a colon: the standard ones, unless told otherwise. */
    public Router convertors(Convertors known) {
        return new Router(routes, middleware, known, ownSlashes, limit);
    }

    /** What happens to a path that differs from a route's by slashes at its end: a redirect, unless told otherwise. */
    public Router slashPolicy(SlashPolicy policy) {
        return new Router(routes, middleware, ownConvertors, policy, limit);
    }

    /**
     * How large the body of a request may be, in place of what was said further outside; what is inside may say otherwise. A length
     * that is too large for all of it is a 413 before the middleware. See {@link BodyLimit}.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public Router maxBodyBytes(long most) {
        return new Router(routes, middleware, ownConvertors, ownSlashes, BodyLimit.of("a router", most));
    }

    /** The routes in the order they were declared. */
    public List<BaseRoute> routes() {
        return routes;
    }

    /**
     * Answers as a part of its own: failures are left to the app around it.
     *
     * @throws IllegalArgumentException at the first call, when its routes contradict each other
     */
    @Override
    public Reply handle(Request request) {
        return alone().handle(request);
    }

    /**
     * The path of a named route below this router (Starlette: {@code url_path_for}).
     *
     * @throws NoMatchFound when no route has that name and just these parameters
     * @throws IllegalArgumentException when a value cannot be written
     */
    @Override
    public Url urlPathFor(String name, Object... params) {
        return alone().urlPathFor(name, params);
    }

    @Override
    public boolean isOfSockets(String name, Object... params) {
        return alone().isOfSockets(name, params);
    }

    /** The table of its routes as text, for people: methods, path, name and place of each, in the order they are tried. */
    public String describe() {
        return alone().describe();
    }

    private BoundRouter alone() {
        BoundRouter known = alone;
        if (known == null) {
            known = within(Chain.passing());
            alone = known;
        }
        return known;
    }

    /**
     * This router as a part of an app, every link of it joined by the app's chain. What an app does with its routes when
     * it is built. Routes that are never reached are logged.
     *
     * @throws IllegalArgumentException when its routes contradict each other, or one uses an unknown convertor
     */
    public BoundRouter within(Chain chain) {
        return within(chain, Convertors.standard(), SlashPolicy.REDIRECT);
    }

    BoundRouter within(Chain chain, Convertors outerConvertors, SlashPolicy outerSlashes) {
        Convertors convertors = ownConvertors == null ? outerConvertors : ownConvertors;
        SlashPolicy slashes = ownSlashes == null ? outerSlashes : ownSlashes;
        RouteTable table = new RouteTable(routes, convertors, slashes, chain);
        return new BoundRouter(table, chain, middleware, limit);
    }
}
