package dev.servlette.routing;

import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import dev.servlette.requests.BodyLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mount, a host or a route of sockets hands requests on to, and from where.
 *
 * @param template the prefix, or the host
 * @param handler a router when routes were given
 * @param name {@code ""} without one
 * @param middleware the first outermost
 * @param limit how large a body may be; {@code null} for what is said further outside
 */
record Inside(
        PathTemplate template,
        Handler handler,
        String name,
        List<Middleware> middleware,
        @Nullable BodyLimit limit) {
    /** A single route counts as a list of one. */
    static Inside of(PathTemplate template, Handler handler) {
        return new Inside(
                template, handler instanceof BaseRoute route ? Router.of(route) : handler, "", List.of(), null);
    }

    Inside leadingTo(Handler other) {
        return new Inside(template, other, name, middleware, limit);
    }

    Inside named(String newName) {
        return new Inside(template, handler, newName, middleware, limit);
    }

    Inside behind(Middleware... more) {
        return new Inside(template, handler, name, added(middleware, more), limit);
    }

    Inside limited(BodyLimit newLimit) {
        return new Inside(template, handler, name, middleware, newLimit);
    }

    /** Middleware, and more of it inside. */
    static List<Middleware> added(List<Middleware> middleware, Middleware... more) {
        List<Middleware> all = new ArrayList<>(middleware);
        all.addAll(Arrays.asList(more));
        return List.copyOf(all);
    }
}
