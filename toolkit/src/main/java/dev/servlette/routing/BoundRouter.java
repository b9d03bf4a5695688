package dev.servlette.routing;

import dev.servlette.datastructures.UrlPath;
import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;

/** A router as a part of one app: every link of it knows the app's exception handlers and its JSON. */
public final class BoundRouter implements Next, Claimant {
    private final RouteTable table;
    private final Next chain;

    BoundRouter(RouteTable table, Next chain) {
        this.table = table;
        this.chain = chain;
    }

    @Override
    public Reply handle(Request request) {
        return chain.handle(request);
    }

    @Override
    public boolean claims(UrlPath path, String method, boolean wrongMethods) {
        return table.claims(path, method, wrongMethods);
    }
}
