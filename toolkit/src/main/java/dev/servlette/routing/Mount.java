package dev.servlette.routing;

import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import dev.servlette.requests.BodyLimit;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;

/**
 * A prefix under which another handler answers: routes, a router, a whole app. What it answers is final, a 404 too.
 *
 * <p>The handler sees the rest of the path, {@code ""} at the bare prefix, which a route {@code ""} answers. Parameters
 * of the prefix are seen inside. An immutable value: options return a copy.
 *
 * <pre>{@code
 * Mount.of("/books", Route.get("", Books::list), Route.get("/{id:int}", Books::show))
 * }</pre>
 */
public final class Mount implements BaseRoute {
    private final Inside inside;

    private Mount(Inside inside) {
        this.inside = inside;
    }

    /** Everything under the path goes to the handler. A single route counts as a list of one. */
    public static Mount of(String path, Handler handler) {
        return new Mount(Inside.of(PathTemplate.parse("Mount", prefix(path)), handler));
    }

    /** Everything under the path goes to these routes. */
    public static Mount of(String path, BaseRoute... routes) {
        return of(path, Router.of(routes));
    }

    private static String prefix(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /**
     * The name that stands before those of its routes, {@code "books:book"}, and which by itself, with the parameter
     * {@code path}, is the URL of any path inside. Without one, the names inside are known as they are.
     */
    public Mount name(String newName) {
        return new Mount(inside.named(newName));
    }

    /** Middleware around all that is mounted, the first outermost; it runs when the prefix has matched. */
    public Mount middleware(Middleware... more) {
        return new Mount(inside.behind(more));
    }

    /**
     * How large the body of a request may be for all that is mounted, in place of what was said further outside; a route inside may say
     * otherwise. See {@link BodyLimit}.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public Mount maxBodyBytes(long most) {
        return new Mount(inside.limited(BodyLimit.of(toString(), most)));
    }

    /** The prefix as it was declared, without a slash at its end. */
    @Override
    public String path() {
        return inside.template().text();
    }

    /** The name under which the names of its routes are found, {@code ""} without one. */
    @Override
    public String name() {
        return inside.name();
    }

    Inside inside() {
        return inside;
    }

    /** What answers under the prefix: a {@link Router} when routes were given. */
    @Override
    public Handler handler() {
        return inside.handler();
    }

    /** Answers as a router with this one mount. */
    @Override
    public Reply handle(Request request) {
        return Router.of(this).handle(request);
    }

    @Override
    public String toString() {
        return "Mount \"" + path() + '"';
    }
}
