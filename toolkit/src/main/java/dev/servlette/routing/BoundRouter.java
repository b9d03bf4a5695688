package dev.servlette.routing;

import dev.servlette.datastructures.Url;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.requests.UrlResolver;
import dev.servlette.responses.Reply;

/** A router as a part of one app: every link of it knows the app's exception handlers and its JSON. */
public final class BoundRouter implements Next, Claimant, UrlResolver {
    private final RouteTable table;
    private final Next chain;
    private final RouteNames names;

    BoundRouter(RouteTable table, Next chain) {
        this.table = table;
        this.chain = chain;
        this.names = new RouteNames(table.entries());
        Shadows.log(table);
    }

    @Override
    public Reply handle(Request request) {
        return chain.handle(request);
    }

    @Override
    public boolean claims(Request request, UrlPath path, boolean wrongMethods) {
        return table.claims(request, path, wrongMethods);
    }

    @Override
    public BoundRouter router() {
        return this;
    }

    /**
     * The path of a named route below this router.
     *
     * @throws NoMatchFound when no route has that name and just these parameters
     * @throws IllegalArgumentException when a value cannot be written
     */
    @Override
    public Url urlPathFor(String name, Object... params) {
        return names.urlPathFor(name, params);
    }

    /** The table of its routes as text, for people: methods, path, name and place of each, in the order they are tried. */
    public String describe() {
        return RouteListing.of(table);
    }

    RouteNames names() {
        return names;
    }

    RouteTable table() {
        return table;
    }
}
