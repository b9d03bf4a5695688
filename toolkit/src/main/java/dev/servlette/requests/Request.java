package dev.servlette.requests;

import dev.servlette.convertors.PathParams;
import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.FormData;
import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.QueryParams;
import dev.servlette.datastructures.State;
import dev.servlette.datastructures.Url;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.exceptions.HttpException;
import dev.servlette.json.Json;
import dev.servlette.json.JsonException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for: a small immutable view over one exchange.
 *
 * <p>A mount hands on a view with a shorter path and more path parameters; body, state and hooks are shared by all views
 * of a request (Starlette: <a href="https://www.starlette.io/requests/">Requests</a>). A request may be handed from one
 * thread to another, and is used by one at a time.
 */
public final class Request {
    private final Scope scope;
    private final @Nullable UrlPath path;
    private final PathParams pathParams;
    private final String route;
    private final Json json;

    /** The first view of a request, as the running app makes it; values are read from JSON by {@code json}. */
    public Request(Scope scope, Json json) {
        this.scope = scope;
        this.path = null;
        this.pathParams = PathParams.empty();
        this.route = "";
        this.json = json;
    }

    private Request(Request outer, UrlPath path, PathParams pathParams, String route) {
        this.scope = outer.scope;
        this.path = path;
        this.pathParams = pathParams;
        this.route = route;
        this.json = outer.json;
    }

    private Request(Request outer, Json json) {
        this.scope = outer.scope;
        this.path = outer.path;
        this.pathParams = outer.pathParams;
        this.route = outer.route;
        this.json = json;
    }

    /** The method as it was sent, {@code "GET"}; methods are case-sensitive (RFC 9110, section 9.1). */
    public String method() {
        return scope.exchange().method();
    }

    /**
     * The decoded path below the host's root path and the mounts around the handler: {@code ""} at the bare prefix of a
     * mount. A {@code %2F} shows as {@code /}; {@link #urlPath} keeps it in its segment.
     *
     * @throws HttpException 400 when the path or the method is not well formed
     */
    public String path() {
        return urlPath().text();
    }

    /**
     * The same path as decoded segments, which is what routes match.
     *
     * @throws HttpException 400 when the path or the method is not well formed
     */
    public UrlPath urlPath() {
        UrlPath known = path;
        return known != null ? known : scope.path();
    }

    /**
     * The whole URL that the client asked for, as it was written. The host is that of the {@code Host} header; when that is
     * missing or malformed, the one where the request arrived.
     */
    public Url url() {
        return scope.url();
    }

    /** The URL of the app's root, a slash at its end, without a query. */
    public Url baseUrl() {
        return scope.baseUrl();
    }

    /**
     * The absolute URL of a named route, wherever in the outermost app this handler is; that of a route of sockets is {@code ws://..} or
     * {@code wss://..}.
     *
     * <pre>{@code
     * request.urlFor("book", "id", 7)           // Route.get("/books/{id:int}", ..).name("book")
     * request.urlFor("static", "path", "a.css") // Mount.of("/static", ..).name("static")
     * }</pre>
     *
     * @param name the route's name, after those of its mounts and hosts: {@code "api:books:book"}
     * @param params the route's parameters, each a name and then its value
     * @throws RuntimeException when no route has that name and just these parameters, or a value cannot be written
     * @throws IllegalStateException when no app is around the handler
     */
    public Url urlFor(String name, Object... params) {
        return scope.urlFor(name, params);
    }

    /** The headers, in the order they were sent; names compare without case. */
    public Headers headers() {
        return scope.exchange().headers();
    }

    /**
     * The cookies by their names, which are case-sensitive; of several with one name the last. They are read as leniently as browsers
     * send them: whatever the header says, none is an error. Values are what the client wrote; trust none that is not signed.
     */
    public Map<String, String> cookies() {
        return scope.cookies();
    }

    /** Whether the client takes this media type, {@code "text/html"}; it takes all when it says nothing (RFC 9110, 12.5.1). */
    public boolean accepts(String mediaType) {
        return Accept.of(headers()).quality(mediaType) > 0;
    }

    /**
     * The parameters of the query, parsed at each call.
     *
     * @throws dev.servlette.datastructures.InvalidValueException answered as 400, when there are too many
     */
    public QueryParams queryParams() {
        return QueryParams.parse(scope.exchange().rawQuery());
    }

    /** All path parameters as their convertors read them; those of inner routes hide those of mounts around them. */
    public Map<String, Object> pathParams() {
        return pathParams.toMap();
    }

    /** The decoded text of one path parameter. The name must be one of the route's. */
    public String pathParam(String name) {
        return pathParams.get(name);
    }

    /**
     * One path parameter as its convertor reads it, {@code Long} for {@code {id:int}}. {@code Integer} narrows.
     *
     * @throws HttpException 404 when the value does not fit the smaller type
     */
    public <T> T pathParam(String name, Class<T> type) {
        T value = pathParams.find(name, type);
        if (value == null) {
            throw new HttpException(404);
        }
        return value;
    }

    /** The template of the route that matched, {@code "/users/{id:int}"}, for logs and metrics; {@code ""} before. */
    public String route() {
        return scope.route();
    }

    /** Who sent the request; {@code null} when the host does not know. */
    public @Nullable Address client() {
        return scope.exchange().client();
    }

    /** What middleware and handlers of this request share; it starts as a copy of the running app's state. */
    public State state() {
        return scope.state();
    }

    /** The app's one source of time; in the test client it stands still until {@code advance} moves it. */
    public Clock clock() {
        return scope.clock();
    }

    /**
     * The whole body, {@code byte[0]} when there is none. Read once and kept, so middleware may read it and the handler
     * again. Waits for the client.
     *
     * @throws HttpException 413 when the body is larger than {@code maxBodyBytes}, 16 MiB unless told; 400 when it is malformed, 408
     *     when it does not come
     * @throws ClientDisconnect when the client goes while it is read
     * @throws IllegalStateException after {@link #stream}
     */
    public byte[] body() {
        return scope.body().bytes();
    }

    /**
     * The whole body as text, as {@link #body} reads it: in the charset that {@code Content-Type} names, else in UTF-8.
     *
     * @throws HttpException 415 when that charset is not known; and what {@link #body} throws
     */
    public String text() {
        return new String(body(), charset());
    }

    private Charset charset() {
        String name = HeaderParameter.find(headers().get("Content-Type", ""), "charset");
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new HttpException(415, "The charset of the body is not known here.");
        }
    }

    /**
     * The body as a value of this type, read by the app's JSON library, whatever media type it has. JSON is UTF-8, whatever charset is
     * named (RFC 8259, section 8.1).
     *
     * @throws HttpException 400 when the body is not JSON of that type
     */
    public <T> T json(Class<T> type) {
        try {
            return json.read(new String(body(), StandardCharsets.UTF_8), type);
        } catch (JsonException e) {
            throw new HttpException(400, "The body is not the JSON that is expected here.").initCause(e);
        }
    }

    /** The form in the body, as {@link #form(FormLimits)} reads it, within the usual limits. */
    public FormData form() {
        return form(new FormLimits());
    }

    /**
     * The form in the body, urlencoded or multipart; of another media type it is empty. Read once and kept, within the limits of the
     * first call; after {@link #body} too. Large files go to temporary files, which are deleted when the answer has ended. Waits for
     * the client.
     *
     * @throws HttpException 413 when something is larger than its limit, 400 when the form is malformed or ends too early
     * @throws ClientDisconnect when the client goes while it is read
     * @throws IllegalStateException after {@link #stream} and {@link #parts}
     * @throws java.io.UncheckedIOException when a temporary file cannot be written
     */
    public FormData form(FormLimits limits) {
        return scope.form().form(limits);
    }

    /**
     * The parts of a multipart form while they arrive, for uploads that are larger than memory and disk. They can be iterated once,
     * and each is valid until the next one is asked for. Throws what {@link #form(FormLimits)} throws, some of it while it is
     * iterated.
     *
     * @throws HttpException 415 when the body is no multipart form
     */
    public Iterable<Part> parts(FormLimits limits) {
        return scope.form().parts(limits, "request.parts(..)");
    }

    /**
     * The body as it arrives; after {@link #body}, what that has read. It is consumed by the one who asks first. Reading waits for
     * the client, and throws what this does.
     *
     * @throws HttpException 413 when the body is larger than {@code maxBodyBytes}, 256 MiB unless told; 400 when it is malformed, 408
     *     when it does not come
     * @throws ClientDisconnect when the client goes while it is read
     * @throws IllegalStateException when it was asked for before
     */
    public InputStream stream() {
        return scope.body().stream();
    }

    /**
     * The body as it arrives, without a thread that waits for it: as much is read as a subscriber requests, and the rest stays with
     * the client (Starlette: {@code request.stream()}). For one subscriber, who may cancel; after {@link #body}, what that has read,
     * for as many as there are. Signals come from workers of the app, one at a time, when {@code onSubscribe} has returned.
     *
     * <p>A subscriber is told of a {@link ClientDisconnect}, and of an {@link HttpException} 413 when more comes than
     * {@code maxBodyBytes}.
     *
     * @throws HttpException 413 when the client says that its body is larger
     * @throws ClientDisconnect when the host cannot give it
     * @throws IllegalStateException when the body was asked for before
     */
    public Flow.Publisher<ByteBuffer> publisher() {
        return scope.publisher();
    }

    /**
     * Whether it is known that nobody waits for the answer: the client has gone, or the answer has ended (Starlette: {@code
     * is_disconnected}). For whoever works at something that is not worth while then.
     *
     * <p>A container notices that a client has gone when it reads or writes, and over HTTP/1.1 not before; only the test client knows
     * at once.
     */
    public boolean isDisconnected() {
        return scope.isDisconnected();
    }

    /**
     * Has a hook called once when it is noticed that the client has gone before the end of its answer, by the thread that notices;
     * at once, when that was before. The last one registered is called first.
     */
    public void onDisconnect(Runnable hook) {
        scope.onDisconnect(hook);
    }

    /**
     * Has a hook called once, when the answer has ended: after its last byte or an abort, before background tasks. The
     * last one registered is called first.
     */
    public void onComplete(Consumer<Completion> hook) {
        scope.onComplete(hook);
    }

    /** What all views of this request share, for hosts and for tools that need the wire. */
    public Scope scope() {
        return scope;
    }

    /** The view that a route or mount hands on: its template matched, and the path goes on at {@code rest}. */
    public Request withMatch(String template, UrlPath rest, PathParams params) {
        String matched = route.isEmpty() ? template : route + template;
        scope.matched(matched, params);
        return new Request(this, rest, params, matched);
    }

    /** The parameters of the routes and mounts that matched so far, to which a route adds its own. */
    public PathParams matchedParams() {
        return pathParams;
    }

    /** What reads and writes the JSON of the app around this request, for what sends values by itself. */
    public Json jsonLibrary() {
        return json;
    }

    /** The view inside an app that reads JSON with a library of its own. */
    public Request withJson(Json other) {
        return new Request(this, other);
    }
}
