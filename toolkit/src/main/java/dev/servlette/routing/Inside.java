package dev.servlette.routing;

import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a mount or a host hands requests on to, and from where.
 *
 * @param template the prefix, or the host
 * @param handler a router when routes were given
 * @param name {@code ""} without one
 * @param middleware the first outermost
 */
record Inside(PathTemplate template, Handler handler, String name, List<Middleware> middleware) {
    /** A single route counts as a list of one. */
    static Inside of(PathTemplate template, Handler handler) {
        return new Inside(template, handler instanceof BaseRoute route ? Router.of(route) : handler, "", List.of());
    }

    Inside named(String newName) {
        return new Inside(template, handler, newName, middleware);
    }

    Inside behind(Middleware... more) {
        return new Inside(template, handler, name, added(middleware, more));
    }

    /** Middleware, and more of it inside. */
    static List<Middleware> added(List<Middleware> middleware, Middleware... more) {
        List<Middleware> all = new ArrayList<>(middleware);
        all.addAll(Arrays.asList(more));
        return List.copyOf(all);
    }
}
