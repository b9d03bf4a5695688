package dev.servlette.routing;

import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import dev.servlette.requests.BodyLimit;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;

/**
 * A host for which another handler answers: routes, a router, a whole app. What it answers is final, a 404 too (Starlette: <a
 * href="https://www.starlette.io/routing/#host-based-routing">Host-based routing</a>).
 *
 * <p>It is compared with the {@code Host} header without case and without ports; a header that is malformed matches none.
 * {@code {name}} takes any text, dots too; at most three. A port is kept for the URLs that are built. An immutable value:
 * options return a copy.
 *
 * <pre>{@code
 * Host.of("{tenant}.example.org", Route.get("/", request -> home(request.pathParam("tenant"))))
 * }</pre>
 */
public final class Host implements BaseRoute {
    private final Inside inside;

    private Host(Inside inside) {
        this.inside = inside;
    }

    /** Every request for this host goes to the handler. A single route counts as a list of one. */
    public static Host of(String host, Handler handler) {
        return new Host(Inside.of(PathTemplate.parseHost(host), handler));
    }

    /** Every request for this host goes to these routes. */
    public static Host of(String host, BaseRoute... routes) {
        return of(host, Router.of(routes));
    }

    /**
     * The name that stands before those of its routes, {@code "books:book"}, and which by itself, with the parameter
     * {@code path}, is the URL of any path inside. Without one, the names inside are known as they are.
     */
    public Host name(String newName) {
        return new Host(inside.named(newName));
    }

    /** Middleware around all of this host, the first outermost; it runs when the host has matched. */
    public Host middleware(Middleware... more) {
        return new Host(inside.behind(more));
    }

    /**
     * How large the body of a request may be for all of this host, in place of what was said further outside; a route inside may say
     * otherwise. See {@link BodyLimit}.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public Host maxBodyBytes(long most) {
        return new Host(inside.limited(BodyLimit.of(toString(), most)));
    }

    /** The host as it was declared, with its port if it has one. */
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

    /** What answers for the host: a {@link Router} when routes were given. */
    @Override
    public Handler handler() {
        return inside.handler();
    }

    /** Answers as a router with this one host. */
    @Override
    public Reply handle(Request request) {
        return Router.of(this).handle(request);
    }

    @Override
    public String toString() {
        return "Host \"" + path() + '"';
    }
}
