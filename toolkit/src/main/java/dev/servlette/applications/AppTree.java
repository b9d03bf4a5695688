package dev.servlette.applications;

import dev.servlette.handlers.Handler;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Host;
import dev.servlette.routing.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An app and those that its routes lead to: below mounts and hosts, in routers, at any depth. */
final class AppTree {
    /** An app is its own key: two that were built alike are two. */
    private final Map<Servlette, String> places = new LinkedHashMap<>();

    private AppTree() {}

    /**
     * The apps in the order in which they start: as they are declared, those inside before the one around them, and each once,
     * with the place where it is found first.
     */
    static Map<Servlette, String> insideOut(Servlette outermost) {
        AppTree tree = new AppTree();
        tree.visit(outermost, "");
        return tree.places;
    }

    private void visit(Handler handler, String place) {
        if (handler instanceof Router router) {
            visit(router.routes(), place);
        } else if (handler instanceof Servlette app && !places.containsKey(app)) {
            visit(app.routes(), place);
            places.put(app, place.isEmpty() ? "/" : place);
        }
    }

    private void visit(List<BaseRoute> routes, String place) {
        for (BaseRoute route : routes) {
            visit(route.handler(), route instanceof Host ? route.path() + place : place + route.path());
        }
    }
}
