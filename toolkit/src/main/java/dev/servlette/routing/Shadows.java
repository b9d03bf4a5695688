package dev.servlette.routing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the routes that are never reached, as one before them answers all that they would. */
final class Shadows {
    private static final Logger LOG = System.getLogger("dev.servlette");

    private Shadows() {}

    /** Warns of each, once: when the router becomes a part of an app. */
    static void log(RouteTable table) {
        for (String shadow : of(table)) {
            if (!shadow.isEmpty()) {
                LOG.log(Level.WARNING, shadow);
            }
        }
    }

    /** For each route, in the order they were declared, what hides it as a sentence; {@code ""} when nothing does. */
    static List<String> of(RouteTable table) {
        List<RouteTable.Entry> entries = table.entries();
        List<String> shadows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            RouteTable.Entry before = before(entries, table.firstLike(i), i);
            shadows.add(before == null ? "" : sentence(before, entries.get(i)));
        }
        return shadows;
    }

    private static String sentence(RouteTable.Entry before, RouteTable.Entry hidden) {
        return hidden.pattern().template() + " is never reached. "
                + before.pattern().template() + " before it answers all that it would; declare it first, or remove it.";
    }

    /** The route that the tree finds in place of another one, if that is no chance. */
    private static RouteTable.@Nullable Entry before(List<RouteTable.Entry> entries, int found, int index) {
        if (found >= index) {
            return null;
        }
        RouteTable.Entry before = entries.get(found);
        RouteTable.Entry hidden = entries.get(index);
        return before.pattern().covers(hidden.pattern()) && answersAll(before.declared(), hidden.declared())
                ? before
                : null;
    }

    private static boolean answersAll(BaseRoute before, BaseRoute hidden) {
        List<String> methods = before instanceof Route route ? route.methods() : List.of();
        List<String> wanted = hidden instanceof Route route ? route.methods() : List.of();
        return methods.isEmpty() || methods.containsAll(wanted);
    }
}
