package dev.servlette.routing;

import dev.servlette.convertors.Convertors;
import dev.servlette.datastructures.PathParams;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Next;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of a router inside one app: the tree that finds them, and what each leads to. */
final class RouteTable implements Handler {
    private static final List<String> ORDER =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY");

    private final RouteTree tree = new RouteTree();
    private final PathPattern[] patterns;
    private final Next[] ends;
    private final @Nullable Claimant[] inner; // of mounts that can be asked

    RouteTable(List<BaseRoute> routes, Convertors convertors, Chain chain) {
        patterns = new PathPattern[routes.size()];
        ends = new Next[routes.size()];
        inner = new Claimant[routes.size()];
        for (int i = 0; i < ends.length; i++) {
            BaseRoute declared = routes.get(i);
            if (declared instanceof Route route) {
                patterns[i] = new PathPattern(route.template(), false, convertors);
                tree.add(i, patterns[i], route.methods());
                ends[i] = chain.link(route.handler(), route.middleware(), route.toString());
            } else {
                Mount mount = (Mount) declared;
                patterns[i] = new PathPattern(mount.template(), true, convertors);
                tree.add(i, patterns[i], List.of());
                ends[i] = chain.link(mounted(i, mount.handler(), chain), mount.middleware(), mount.toString());
            }
        }
    }

    private Handler mounted(int index, Handler handler, Chain chain) {
        Handler bound = handler instanceof Router router ? router.within(chain) : handler;
        if (bound instanceof Claimant claimant) {
            inner[index] = claimant;
        }
        return bound;
    }

    /** Whether {@link #handle} would find something: a route, a handler that is mounted, or, if asked, other methods. */
    boolean claims(UrlPath path, String method, boolean wrongMethods) {
        int found = RouteTree.found(tree.lookUp(path, method));
        if (found == RouteTree.NONE) {
            return wrongMethods && !allowed(path).isEmpty();
        }
        Claimant mounted = inner[found];
        return mounted == null || mounted.claims(rest(path, patterns[found]), method, wrongMethods);
    }

    private Set<String> allowed(UrlPath path) {
        Set<String> allowed = new LinkedHashSet<>();
        tree.allowed(path, allowed);
        return allowed;
    }

    private static UrlPath rest(UrlPath path, PathPattern pattern) {
        return pattern.isPrefix() ? path.from(pattern.segments().size()) : path;
    }

    @Override
    public Reply handle(Request request) {
        UrlPath path = request.urlPath();
        int found = RouteTree.found(tree.lookUp(path, request.method()));
        return found == RouteTree.NONE ? unmatched(request, path) : ends[found].handle(matched(request, path, found));
    }

    private Request matched(Request request, UrlPath path, int found) {
        PathPattern pattern = patterns[found];
        PathParams params = request.matchedParams();
        if (!pattern.names().isEmpty()) {
            String[] texts = Objects.requireNonNull(pattern.match(path), "the tree and the pattern disagree");
            params = params.with(pattern.names(), pattern.convertors(), texts);
        }
        return request.withMatch(pattern.template().text(), rest(path, pattern), params);
    }

    private Response unmatched(Request request, UrlPath path) {
        Set<String> allowed = allowed(path);
        if (allowed.isEmpty()) {
            throw new HttpException(404);
        }
        allowed.add("OPTIONS");
        String allow = inOrder(allowed);
        if (request.method().equals("OPTIONS")) {
            return new Response(204).withHeader("Allow", allow);
        }
        throw new HttpException(405).withHeader("Allow", allow);
    }

    private static String inOrder(Set<String> methods) {
        String[] sorted = methods.toArray(new String[0]);
        Arrays.sort(sorted, (a, b) -> Integer.compare(place(a), place(b)));
        return String.join(", ", sorted);
    }

    private static int place(String method) {
        int known = ORDER.indexOf(method);
        return known < 0 ? ORDER.size() : known;
    }
}
