package dev.servlette.routing;

import dev.servlette.convertors.Convertors;
import dev.servlette.convertors.PathParams;
import dev.servlette.datastructures.Url;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Chain;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Next;
import dev.servlette.requests.BodyLimit;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.responses.RedirectResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.websockets.WebSocketUpgrade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of a router inside one app: the tree that finds them, and what each leads to. */
final class RouteTable implements Handler {
    /** What stands for a method where sockets are looked for. */
    static final String SOCKET = "WebSocket";

    private static final List<String> ORDER =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY");

    /**
     * A route, and what it is in this app.
     *
     * @param inner what is mounted, if it can be asked what it claims
     * @param limit how large a body may be; {@code null} for what is said further outside
     */
    record Entry(
            BaseRoute declared,
            PathPattern pattern,
            Next end,
            @Nullable Claimant inner,
            @Nullable BodyLimit limit) {
        /** The largest body that something inside takes by a limit of its own. */
        long largestInside() {
            BoundRouter router = inner == null ? null : inner.router();
            return router == null ? 0 : router.largestBody();
        }
    }

    private final RouteTree tree = new RouteTree();
    private final @Nullable RouteTree sockets; // their routes, and the mounts; null without a route of sockets
    private final Entry[] entries;
    private final int[] hosts; // the indices of those that are hosts
    private final Convertors convertors;
    private final SlashPolicy slashes;
    private final Chain chain;
    private final long largestBody;

    RouteTable(List<BaseRoute> routes, Convertors convertors, SlashPolicy slashes, Chain chain) {
        this.convertors = convertors;
        this.slashes = slashes;
        this.chain = chain;
        this.entries = new Entry[routes.size()];
        this.sockets = routes.stream().anyMatch(WebSocketRoute.class::isInstance) ? new RouteTree() : null;
        int[] found = new int[entries.length];
        int count = 0;
        for (int i = 0; i < entries.length; i++) {
            entries[i] = entry(routes.get(i));
            if (entries[i].declared instanceof Host) {
                found[count++] = i;
            } else {
                add(i, entries[i].declared, entries[i].pattern);
            }
        }
        this.hosts = Arrays.copyOf(found, count);
        this.largestBody = largest(entries);
    }

    private static long largest(Entry... entries) {
        long largest = 0;
        for (Entry entry : entries) {
            long own = entry.limit == null ? 0 : entry.limit.bytes();
            largest = Math.max(largest, Math.max(own, entry.largestInside()));
        }
        return largest;
    }

    /** The largest body that a route takes by a limit of its own, 0 when none has one. */
    long largestBody() {
        return largestBody;
    }

    private void add(int index, BaseRoute declared, PathPattern pattern) {
        boolean isSocket = declared instanceof WebSocketRoute;
        if (!isSocket) {
            tree.add(index, pattern, methods(declared), allow(declared));
        }
        if (sockets != null && (isSocket || pattern.isPrefix())) {
            sockets.add(index, pattern, List.of(SOCKET), List.of());
        }
    }

    private static List<String> methods(BaseRoute declared) {
        return declared instanceof Route route ? route.methods() : List.of();
    }

    /** What a route adds to {@code Allow}. */
    private static List<String> allow(BaseRoute declared) {
        List<String> allow = new ArrayList<>(methods(declared));
        if (declared instanceof Route route && route.automaticOptions()) {
            allow.add("OPTIONS");
        }
        return allow;
    }

    private Entry entry(BaseRoute declared) {
        if (declared instanceof Route route) {
            PathPattern pattern = new PathPattern(route.template(), false, convertors);
            Next end = chain.link(route.handler(), route.middleware(), route.toString());
            return new Entry(route, pattern, end, null, route.limit());
        }
        if (declared instanceof WebSocketRoute route) {
            PathPattern pattern = new PathPattern(route.template(), false, convertors);
            return new Entry(
                    route, pattern, chain.link(route.handler(), route.middleware(), route.toString()), null, null);
        }
        Inside inside = declared instanceof Mount mount ? mount.inside() : ((Host) declared).inside();
        Handler inner = within(inside.handler());
        Next end = chain.link(inner, inside.middleware(), declared.toString());
        return new Entry(
                declared, new PathPattern(inside.template(), true, convertors), end, claimant(inner), inside.limit());
    }

    /** A router inside is of the same app, and does as this one unless it was told otherwise. */
    private Handler within(Handler handler) {
        return handler instanceof Router router ? router.within(chain, convertors, slashes) : handler;
    }

    private static @Nullable Claimant claimant(Handler handler) {
        return handler instanceof Claimant claimant ? claimant : null;
    }

    /** In the order they were declared. */
    List<Entry> entries() {
        return List.of(entries);
    }

    /** The index of the first route that takes a request made for this one, which is its own unless another hides it. */
    int firstLike(int index) {
        Entry entry = entries[index];
        if (entry.declared instanceof Host) {
            return firstHostLike(index);
        }
        List<String> methods = methods(entry.declared);
        UrlPath path = sample(entry.pattern.segments());
        if (path == null) {
            return index;
        }
        return sockets != null && entry.declared instanceof WebSocketRoute
                ? RouteTree.found(sockets.lookUp(path, SOCKET))
                : RouteTree.found(tree.lookUp(path, methods.isEmpty() ? "*" : methods.get(0)));
    }

    private int firstHostLike(int index) {
        int found = 0;
        while (!entries[hosts[found]].pattern.covers(entries[index].pattern)) {
            found++;
        }
        return hosts[found];
    }

    private static @Nullable UrlPath sample(List<Segment> segments) {
        StringBuilder path = new StringBuilder("/");
        for (Segment segment : segments) {
            String sample = segment.sample();
            if (sample == null) {
                return null;
            }
            path.append('/').append(UrlPath.encodeSegment(sample));
        }
        try {
            return UrlPath.parse(path.toString()).from(1);
        } catch (IllegalArgumentException e) {
            return null; // a literal that no request can have
        }
    }

    /** The index of the first route that a request is for, {@link RouteTree#NONE} when there is none. */
    private int find(Request request, UrlPath path) {
        int socket = sockets == null ? RouteTree.NONE : findSocket(request, path, sockets);
        return socket == RouteTree.NONE ? find(request, path, tree, request.method()) : socket;
    }

    private int find(Request request, UrlPath path, RouteTree among, String method) {
        int found = RouteTree.found(among.lookUp(path, method));
        return hosts.length == 0 ? found : Math.min(found, findHost(request));
    }

    /** A route of sockets, if one is asked for; it need not be declared before other routes of its path. */
    private int findSocket(Request request, UrlPath path, RouteTree among) {
        if (!WebSocketUpgrade.isAskedFor(request)) {
            return RouteTree.NONE;
        }
        int found = find(request, path, among, SOCKET);
        return found != RouteTree.NONE && entries[found].declared instanceof WebSocketRoute ? found : RouteTree.NONE;
    }

    private int findHost(Request request) {
        String host = host(request);
        for (int i = 0; i < hosts.length && host != null; i++) {
            if (entries[hosts[i]].pattern.matchHost(host) != null) {
                return hosts[i];
            }
        }
        return RouteTree.NONE;
    }

    /** The host that the client names, without its port; {@code null} when there is none, or a malformed one. */
    private static @Nullable String host(Request request) {
        String named = request.headers().get("Host", "");
        return Url.isValidAuthority(named)
                ? named.substring(0, PathTemplate.portStart(named)).toLowerCase(Locale.ROOT)
                : null;
    }

    /** Whether {@link #handle} would find something: a route, a handler that is mounted, or, if asked, other methods. */
    boolean claims(Request request, UrlPath path, boolean wrongMethods) {
        int found = find(request, path);
        if (found != RouteTree.NONE) {
            return claims(request, path, wrongMethods, entries[found]);
        }
        return tree.hasEnds(path) || hasSocket(path)
                ? wrongMethods
                : slashes != SlashPolicy.STRICT && claimsOther(request, path.withOtherEnd(), wrongMethods);
    }

    private boolean hasSocket(UrlPath path) {
        return sockets != null && sockets.hasEnds(path);
    }

    private static boolean claims(Request request, UrlPath path, boolean wrongMethods, Entry entry) {
        Claimant mounted = entry.inner;
        return mounted == null || mounted.claims(request, rest(path, entry), wrongMethods);
    }

    private boolean claimsOther(Request request, UrlPath other, boolean wrongMethods) {
        int found = find(request, other);
        return found == RouteTree.NONE
                ? wrongMethods && tree.hasEnds(other)
                : claims(request, other, wrongMethods, entries[found]);
    }

    private static UrlPath rest(UrlPath path, Entry entry) {
        return entry.declared instanceof Mount
                ? path.from(entry.pattern.segments().size())
                : path;
    }

    @Override
    public Reply handle(Request request) {
        UrlPath path = request.urlPath();
        int found = find(request, path);
        return found == RouteTree.NONE ? unmatched(request, path) : handle(request, path, found);
    }

    private Reply handle(Request request, UrlPath path, int found) {
        Entry entry = entries[found];
        PathPattern pattern = entry.pattern;
        boolean isHost = entry.declared instanceof Host;
        PathParams params = request.matchedParams();
        if (!pattern.names().isEmpty()) {
            String[] texts = isHost ? pattern.matchHost(Objects.requireNonNull(host(request))) : pattern.match(path);
            Objects.requireNonNull(texts, "the tree and the pattern disagree");
            params = params.with(pattern.names(), pattern.convertors(), texts);
        }
        String template = isHost ? "" : pattern.template().text();
        Request matched = request.withMatch(template, rest(path, entry), params);
        limitBody(matched.scope(), entry);
        return entry.end.handle(matched);
    }

    /** What is inside may take more than is said here, and refuses for itself. */
    private static void limitBody(Scope scope, Entry entry) {
        if (entry.limit != null) {
            scope.limitBody(entry.limit);
        }
        if (!scope.isBodyWithin(entry.largestInside())) {
            throw new HttpException(413);
        }
    }

    private Reply unmatched(Request request, UrlPath path) {
        Response wrong = wrongMethod(request, path);
        if (wrong != null) {
            return wrong;
        }
        if (sockets != null && sockets.hasEnds(path)) {
            return handle(request, path, sockets.allowed(path, new HashSet<>())); // which says what it wants
        }
        if (slashes == SlashPolicy.STRICT) {
            throw new HttpException(404);
        }
        UrlPath other = path.withOtherEnd();
        int found = find(request, other);
        boolean isOneUrl = other.size() == 0 && path.startsAt(request.scope().path());
        if (slashes == SlashPolicy.IGNORE || isOneUrl) {
            return found == RouteTree.NONE ? orNotFound(wrongMethod(request, other)) : handle(request, other, found);
        }
        return orNotFound(found == RouteTree.NONE && !tree.hasEnds(other) ? null : redirect(request, other));
    }

    private static Response orNotFound(@Nullable Response response) {
        if (response == null) {
            throw new HttpException(404);
        }
        return response;
    }

    private static Response redirect(Request request, UrlPath path) {
        String query = request.scope().exchange().rawQuery();
        return new RedirectResponse(path.encoded() + (query == null ? "" : "?" + query));
    }

    /** What a path answers that is there for other methods; {@code null} when it is not there. */
    private @Nullable Response wrongMethod(Request request, UrlPath path) {
        Set<String> allowed = new LinkedHashSet<>();
        int first = tree.allowed(path, allowed);
        if (first == RouteTree.NONE) {
            return null;
        }
        PathTemplate template = entries[first].pattern.template();
        request.withMatch(template.text(), path, request.matchedParams()); // so that request.route() says it
        String allow = inOrder(allowed);
        if (request.method().equals("OPTIONS") && allowed.contains("OPTIONS")) {
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
