package dev.servlette.routing;

import dev.servlette.convertors.Convertors;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route that answers a request: the first declared one whose path and method match.
 *
 * <p>A path that only other methods answer is a 405 with all of them in {@code Allow}, or, asked with OPTIONS, a 204. An
 * immutable value: options return a copy.
 */
public final class Router implements Handler {
    private final List<BaseRoute> routes;
    private final Convertors convertors;
    private final List<Middleware> middleware;
    private volatile @Nullable Next alone;

    private Router(List<BaseRoute> routes, Convertors convertors, List<Middleware> middleware) {
        this.routes = routes;
        this.convertors = convertors;
        this.middleware = middleware;
    }

    /** A router of these routes. */
    public static Router of(BaseRoute... routes) {
        return of(Arrays.asList(routes));
    }

    /** A router of these routes. */
    public static Router of(List<? extends BaseRoute> routes) {
        return new Router(List.copyOf(routes), Convertors.standard(), List.of());
    }

    /** Middleware around every route and around the 404 of this router, the first outermost. */
    public Router middleware(Middleware... more) {
        List<Middleware> all = new ArrayList<>(middleware);
        all.addAll(Arrays.asList(more));
        return new Router(routes, convertors, List.copyOf(all));
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
        Next known = alone;
        if (known == null) {
            known = within(Chain.passing());
            alone = known;
        }
        return known.handle(request);
    }

    /**
     * This router as a part of an app, every link of it joined by the app's chain. What an app does with its routes when
     * it is built.
     *
     * @throws IllegalArgumentException when its routes contradict each other, or one uses an unknown convertor
     */
    public BoundRouter within(Chain chain) {
        RouteTable table = new RouteTable(routes, convertors, chain);
        return new BoundRouter(table, chain.link(table, middleware, "Router"));
    }
}
