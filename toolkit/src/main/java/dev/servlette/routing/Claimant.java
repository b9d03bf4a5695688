package dev.servlette.routing;

import dev.servlette.datastructures.UrlPath;
import dev.servlette.handlers.Handler;

/**
 * A handler that knows beforehand what it answers. A filter asks it before any middleware, and leaves the rest to the
 * application behind it; a mount of one is searched inside, where any other handler claims all that is below its prefix.
 */
public interface Claimant extends Handler {
    /**
     * Whether a route, or a handler that is mounted, would answer. What it throws counts as yes, so that the app answers
     * for it.
     *
     * @param path the path below what the claimant is mounted at
     * @param wrongMethods whether a path is claimed that has routes for other methods only
     */
    boolean claims(UrlPath path, String method, boolean wrongMethods);
}
