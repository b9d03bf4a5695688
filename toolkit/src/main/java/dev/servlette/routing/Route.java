package dev.servlette.routing;

import dev.servlette.datastructures.Headers;
import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import dev.servlette.requests.BodyLimit;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A path and what answers it (Starlette: <a href="https://www.starlette.io/routing/">Routing</a>).
 *
 * <p>The path is {@code ""} or starts with {@code /}. {@code {name}} matches one segment, {@code {name:convertor}} one
 * that the convertor reads: {@code str}, {@code int}, {@code float}, {@code uuid}, and {@code path}, which takes the
 * slashes too. An immutable value: options return a copy.
 *
 * <pre>{@code
 * Route.get("/users/{id:int}", request -> new JsonResponse(find(request.pathParam("id", Long.class))))
 * }</pre>
 */
public final class Route implements BaseRoute {
    /** What may be said of a route besides. */
    private record Options(
            String name,
            List<Middleware> middleware,
            @Nullable BodyLimit limit,
            boolean includeInSchema,
            boolean automaticOptions) {
        static final Options NONE = new Options("", List.of(), null, true, true);

        Options named(String newName) {
            return new Options(newName, middleware, limit, includeInSchema, automaticOptions);
        }

        Options behind(Middleware... more) {
            return new Options(name, Inside.added(middleware, more), limit, includeInSchema, automaticOptions);
        }

        Options limited(BodyLimit newLimit) {
            return new Options(name, middleware, newLimit, includeInSchema, automaticOptions);
        }

        Options inSchema(boolean included) {
            return new Options(name, middleware, limit, included, automaticOptions);
        }

        Options answering(boolean automatic) {
            return new Options(name, middleware, limit, includeInSchema, automatic);
        }
    }

    private final PathTemplate template;
    private final Handler handler;
    private final List<String> methods;
    private final Options options;

    private Route(PathTemplate template, Handler handler, List<String> methods, Options options) {
        this.template = template;
        this.handler = handler;
        this.methods = methods;
        this.options = options;
    }

    /** Every method goes to the handler, until {@link #methods} names some. */
    public static Route of(String path, Handler handler) {
        return new Route(PathTemplate.parse("Route", path), handler, List.of(), Options.NONE);
    }

    /** GET, and HEAD with it: the same headers without the body. */
    public static Route get(String path, Handler handler) {
        return of(path, handler).methods("GET");
    }

    /** POST. */
    public static Route post(String path, Handler handler) {
        return of(path, handler).methods("POST");
    }

    /** PUT. */
    public static Route put(String path, Handler handler) {
        return of(path, handler).methods("PUT");
    }

    /** PATCH. */
    public static Route patch(String path, Handler handler) {
        return of(path, handler).methods("PATCH");
    }

    /** DELETE. */
    public static Route delete(String path, Handler handler) {
        return of(path, handler).methods("DELETE");
    }

    /**
     * Only these methods, in upper case; {@code GET} brings {@code HEAD} with it.
     *
     * @throws IllegalArgumentException when none is named, or one is no token (RFC 9110, section 9.1)
     */
    public Route methods(String... names) {
        List<String> all = new ArrayList<>();
        for (String method : names) {
            add(all, method.toUpperCase(Locale.ROOT));
        }
        if (all.isEmpty() || !all.stream().allMatch(Headers::isToken)) {
            throw new IllegalArgumentException(
                    template + " was given the methods " + all
                            + ". It takes one or more, each a token; a route that answers every method is Route.of(path, handler).");
        }
        if (all.contains("GET")) {
            add(all, "HEAD");
        }
        return new Route(template, handler, List.copyOf(all), options);
    }

    private static void add(List<String> all, String method) {
        if (!all.contains(method)) {
            all.add(method);
        }
    }

    private Route with(Options changed) {
        return new Route(template, handler, methods, changed);
    }

    /** The name by which URLs are built (Starlette: {@code name=}, which falls back on that of the function; Java knows none). */
    public Route name(String newName) {
        return with(options.named(newName));
    }

    /** Middleware for this route alone, the first outermost; it runs when the route has matched. */
    public Route middleware(Middleware... more) {
        return with(options.behind(more));
    }

    /**
     * How large the body of a request may be, in place of what was said further outside; a larger one is a 413, before the middleware
     * of this route when the client says its length. See {@link BodyLimit}.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public Route maxBodyBytes(long most) {
        return with(options.limited(BodyLimit.of(toString(), most)));
    }

    /** Whether a schema of the app describes this route; it does unless told otherwise. */
    public Route includeInSchema(boolean included) {
        return with(options.inSchema(included));
    }

    /**
     * Whether OPTIONS is answered with the methods of this path; it is unless every route of the path is told otherwise, and
     * then it is a 405. A route that names OPTIONS itself answers it.
     */
    public Route automaticOptions(boolean automatic) {
        return with(options.answering(automatic));
    }

    @Override
    public String path() {
        return template.text();
    }

    /** The methods that this route answers; empty when it answers every one. */
    public List<String> methods() {
        return methods;
    }

    /** The name by which URLs are built, {@code ""} without one. */
    @Override
    public String name() {
        return options.name;
    }

    /** Whether a schema of the app describes this route. */
    public boolean includeInSchema() {
        return options.includeInSchema;
    }

    boolean automaticOptions() {
        return options.automaticOptions;
    }

    PathTemplate template() {
        return template;
    }

    /** What answers when the route has matched, without its middleware. */
    @Override
    public Handler handler() {
        return handler;
    }

    List<Middleware> middleware() {
        return options.middleware;
    }

    @Nullable
    BodyLimit limit() {
        return options.limit;
    }

    /** Answers as a router with this one route. */
    @Override
    public Reply handle(Request request) {
        return Router.of(this).handle(request);
    }

    @Override
    public String toString() {
        return "Route " + (methods.isEmpty() ? "" : String.join(", ", methods) + " ") + '"' + path() + '"';
    }
}
