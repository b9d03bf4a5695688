package dev.servlette.routing;

import dev.servlette.datastructures.UrlPath;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.Request;
import org.jspecify.annotations.Nullable;

/**
 * A handler that knows beforehand what it answers. A filter asks it before any middleware, and leaves the rest to the
 * application behind it; a mount of one is searched inside, where any other handler claims all that is below its prefix.
 */
public interface Claimant extends Handler {
    /**
     * Whether a route, or a handler that is mounted, would answer. What it throws counts as yes, so that the app answers
     * for it.
     *
     * @param request the request as it arrived: its method and headers
     * @param path the path below what the claimant is mounted at
     * @param wrongMethods whether a path is claimed that has routes for other methods only
     */
    boolean claims(Request request, UrlPath path, boolean wrongMethods);

    /** Its routes, whose names are known to the app around it; {@code null} when it has none to show. */
    default @Nullable BoundRouter router() {
        return null;
    }
}
