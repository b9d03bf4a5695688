package dev.servlette.routing;

import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;

/** A router as a part of one app: every link of it knows the app's exception handlers and its JSON. */
public final class BoundRouter implements Next {
    private final RouteTable table;
    private final Next chain;

    BoundRouter(RouteTable table, Next chain) {
        this.table = table;
        this.chain = chain;
    }

    RouteTable table() {
        return table;
    }

    @Override
    public Reply handle(Request request) {
        return chain.handle(request);
    }

    /**
     * Whether a route, or a handler that is mounted, answers this request. Mounts that hold routes are searched inside; any
     * other handler that is mounted claims all that is below its prefix. A path that is not well formed is not claimed.
     *
     * @param wrongMethods whether a path is claimed that has routes for other methods only
     */
    public boolean claims(Request request, boolean wrongMethods) {
        try {
            return table.claims(request.urlPath(), request.method(), wrongMethods);
        } catch (HttpException e) {
            return false;
        }
    }
}
