package dev.servlette.routing;

import dev.servlette.convertors.Convertors;
import dev.servlette.datastructures.Url;
import dev.servlette.requests.UrlResolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names in a router, those of its mounts and hosts too, and how the URL of each is written. Built once. */
final class RouteNames implements UrlResolver {
    private static final int SHOWN = 20;
    private static final PathPattern ANY =
            new PathPattern(PathTemplate.parse("Mount", "/{path:path}"), false, Convertors.standard());

    /**
     * A URL that can be written.
     *
     * @param host the pattern of its host, if it has one
     * @param path the patterns of its mounts, then that of the route
     * @param isOfSockets whether the route has sockets
     */
    private record Named(@Nullable PathPattern host, List<PathPattern> path, boolean isOfSockets) {
        static Named of(RouteTable.Entry entry) {
            boolean isOfSockets = entry.declared() instanceof WebSocketRoute;
            return entry.declared() instanceof Route || isOfSockets
                    ? new Named(null, List.of(entry.pattern()), isOfSockets)
                    : new Named(null, List.of(ANY), false).in(entry);
        }

        Set<String> parameters() {
            Set<String> names = new LinkedHashSet<>(host == null ? List.of() : host.names());
            path.forEach(pattern -> names.addAll(pattern.names()));
            return names;
        }

        /** The same inside a mount or a host. */
        Named in(RouteTable.Entry outer) {
            if (outer.declared() instanceof Host) {
                return host == null ? new Named(outer.pattern(), path, isOfSockets) : this;
            }
            List<PathPattern> longer = new ArrayList<>(List.of(outer.pattern()));
            longer.addAll(path);
            return new Named(host, longer, isOfSockets);
        }

        Url write(Map<String, Object> values) {
            StringBuilder written = new StringBuilder();
            path.forEach(pattern -> written.append(pattern == ANY ? any(values) : pattern.write(values)));
            Url url = Url.of(
                    host == null
                            ? ""
                            : "//" + host.writeHost(values)
                                    + port(host.template().text()));
            return url.withPath(written.toString());
        }

        /** A path inside may be given with its slash or without. */
        private static String any(Map<String, Object> values) {
            String path = String.valueOf(values.get("path"));
            return ANY.write(Map.of("path", path.startsWith("/") ? path.substring(1) : path));
        }

        private static String port(String declaredHost) {
            return declaredHost.substring(PathTemplate.portStart(declaredHost));
        }
    }

    private final Map<String, List<Named>> byName = new LinkedHashMap<>();

    RouteNames(List<RouteTable.Entry> entries) {
        Map<List<Object>, PathTemplate> declared = new LinkedHashMap<>();
        for (RouteTable.Entry entry : entries) {
            String name = entry.declared().name();
            if (!name.isEmpty()) {
                Named named = Named.of(entry);
                check(declared, name, named, entry.pattern().template());
                add(name, named);
            }
            if (entry.inner() != null) {
                addAll(name.isEmpty() ? "" : name + ":", entry, entry.inner().router());
            }
        }
    }

    private void add(String name, Named named) {
        byName.computeIfAbsent(name, none -> new ArrayList<>()).add(named);
    }

    private void addAll(String prefix, RouteTable.Entry outer, @Nullable BoundRouter inner) {
        if (inner != null) {
            inner.names().byName.forEach((name, all) -> all.forEach(named -> add(prefix + name, named.in(outer))));
        }
    }

    /** Two routes of one name and the same parameters must be one path. Inside mounts without a name the first is taken. */
    private static void check(
            Map<List<Object>, PathTemplate> declared, String name, Named named, PathTemplate template) {
        PathTemplate before = declared.putIfAbsent(List.of(name, named.parameters()), template);
        if (before != null && !before.text().equals(template.text())) {
            throw new IllegalArgumentException(template + " is named \"" + name + "\" like " + before
                    + " before it. A name and its parameters have one URL; rename one of them.");
        }
    }

    @Override
    public Url urlPathFor(String name, Object... params) {
        Map<String, Object> values = values(name, params);
        return find(name, values).write(values);
    }

    @Override
    public boolean isOfSockets(String name, Object... params) {
        return find(name, values(name, params)).isOfSockets;
    }

    private Named find(String name, Map<String, Object> values) {
        List<Named> all = byName.getOrDefault(name, List.of());
        for (Named named : all) {
            if (named.parameters().equals(values.keySet())) {
                return named;
            }
        }
        throw new NoMatchFound(
                "No route is named \"" + name + "\"" + (all.isEmpty() ? known() : others(name, values, all)));
    }

    private String known() {
        List<String> names = List.copyOf(byName.keySet());
        if (names.isEmpty()) {
            return ". No route of this app has a name; give it one with .name(...).";
        }
        boolean all = names.size() <= SHOWN;
        return ". Known: " + String.join(", ", all ? names : names.subList(0, SHOWN)) + (all ? "." : ", ...");
    }

    private static String others(String name, Map<String, Object> values, List<Named> all) {
        StringBuilder text = new StringBuilder(" with the parameters " + values.keySet() + "; \"" + name + "\" takes ");
        for (int i = 0; i < all.size(); i++) {
            text.append(i == 0 ? "" : " or ").append(all.get(i).parameters());
        }
        return text.append('.').toString();
    }

    private static Map<String, Object> values(String name, Object... params) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < params.length; i += 2) {
            boolean isPair = i + 1 < params.length && params[i] instanceof String && params[i + 1] != null;
            if (!isPair || values.put((String) params[i], params[i + 1]) != null) {
                throw new IllegalArgumentException(
                        "The URL of \"" + name + "\" was asked for with " + Arrays.toString(params)
                                + ". Parameters are given as name, value, name, value, each name once and no value null.");
            }
        }
        return values;
    }
}
