package dev.servlette.routing;

import dev.servlette.datastructures.Url;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.Middleware;
import dev.servlette.handlers.Next;
import dev.servlette.requests.BodyLimit;
import dev.servlette.requests.Request;
import dev.servlette.requests.UrlResolver;
import dev.servlette.responses.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A router as a part of one app: every link of it knows the app's exception handlers and its JSON. */
public final class BoundRouter implements Next, Claimant, UrlResolver {
    private final RouteTable table;
    private final Next chain;
    private final Next refusal;
    private final @Nullable BodyLimit limit;
    private final RouteNames names;

    BoundRouter(RouteTable table, Chain links, List<Middleware> middleware, @Nullable BodyLimit limit) {
        this.table = table;
        this.chain = links.link(table, middleware, "Router");
        this.refusal = links.link(BoundRouter::tooLarge, List.of(), "Router");
        this.limit = limit;
        this.names = new RouteNames(table.entries());
        Shadows.log(table);
    }

    private static Reply tooLarge(Request request) {
        throw new HttpException(413);
    }

    @Override
    public Reply handle(Request request) {
        return admits(request) ? chain.handle(request) : refuse(request);
    }

    /**
     * Whether a body that is as long as the client says is not too large for all that is inside. From here on the limit of this
     * router holds for the request. For an app, which has middleware outside of its router.
     */
    public boolean admits(Request request) {
        if (limit != null) {
            request.scope().limitBody(limit);
        }
        return request.scope().isBodyWithin(table.largestBody());
    }

    /** The answer to a request that it does not admit. */
    public Reply refuse(Request request) {
        return refusal.handle(request);
    }

    /** The largest body that is taken somewhere inside by a limit of its own, 0 when there is no such limit. */
    long largestBody() {
        return Math.max(limit == null ? 0 : limit.bytes(), table.largestBody());
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

    @Override
    public boolean isOfSockets(String name, Object... params) {
        return names.isOfSockets(name, params);
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
