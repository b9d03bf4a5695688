package dev.servlette.responses;

import dev.servlette.background.BackgroundTask;
import dev.servlette.datastructures.Cookie;
import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.HttpDate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An answer: status, headers, body. An immutable value, so it may be kept in a constant and sent for ever
 * (Starlette: <a href="https://www.starlette.io/responses/">Responses</a>).
 *
 * <p>{@code with...} returns a changed copy. A subclass adds constructors only, no fields and no overrides, so the copy
 * loses nothing. Being ready, it is its own {@link Reply}.
 *
 * <pre>{@code
 * return new Response("id,name\n1,Ada\n", "text/csv").withHeader("Content-Disposition", "attachment");
 * }</pre>
 */
public non-sealed class Response implements Reply {
    // Most responses start with one of these; they need not be checked and copied each time.
    /** The one informational status of an answer; only {@link #upgrading} gives it. */
    static final int SWITCHING_PROTOCOLS = 101;

    private static final Headers PLAIN_TEXT = otherType("text/plain");
    private static final Headers HTML = otherType("text/html");
    private static final Headers JSON = otherType("application/json");

    private final int status;
    private final Headers headers;
    private final Body body;
    private final Aftermath aftermath;

    /**
     * What comes of a response after its body.
     *
     * @param trailers asked for what is sent last, {@code null} when nothing is
     * @param background what runs when all was sent, in this order
     * @param failure what the response answers, {@code null} for an ordinary one
     */
    private record Aftermath(
            @Nullable Supplier<Headers> trailers,
            List<BackgroundTask> background,
            @Nullable Throwable failure) {
        static final Aftermath NONE = new Aftermath(null, List.of(), null);
    }

    /** A response without a body. */
    public Response(int status) {
        this(Body.EMPTY, Headers.empty(), status);
    }

    /** A 200 with a text as UTF-8. A {@code text/*} type without a charset gets one. */
    public Response(String content, String mediaType) {
        this(content, mediaType, 200);
    }

    /** A text as UTF-8. A {@code text/*} type without a charset gets one. */
    public Response(String content, String mediaType, int status) {
        this(new Body.Bytes(content.getBytes(StandardCharsets.UTF_8)), mediaType, status);
    }

    /** A 200 with these bytes, which are not copied and must not change afterwards. */
    public Response(byte[] content, String mediaType) {
        this(content, mediaType, 200);
    }

    /** A response with these bytes, which are not copied and must not change afterwards. */
    public Response(byte[] content, String mediaType, int status) {
        this(new Body.Bytes(content), mediaType, status);
    }

    /** A response of any kind of body. */
    protected Response(Body body, String mediaType, int status) {
        this(checked(status), contentType(mediaType), body, Aftermath.NONE);
    }

    /** A response of any kind of body with just these headers. */
    protected Response(Body body, Headers headers, int status) {
        this(checked(status), checked(headers), body, Aftermath.NONE);
    }

    private Response(int status, Headers headers, Body body, Aftermath aftermath) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.aftermath = aftermath;
    }

    /** A 101, after which the connection is another's (RFC 9110, section 15.2.2). Sockets make one when they are accepted. */
    static Response upgrading(Body.Upgrade upgrade) {
        return new Response(SWITCHING_PROTOCOLS, Headers.empty(), new Body.Connection(upgrade), Aftermath.NONE);
    }

    private static int checked(int status) {
        if (status < 200 || status > 999) {
            throw new IllegalArgumentException(
                    "Status " + status + " was given to a response. The status of an answer has "
                            + "three digits and is at least 200; informational answers are the server's.");
        }
        return status;
    }

    private static Headers checked(Headers headers) {
        Headers checked = Headers.empty();
        for (int i = 0; i < headers.size(); i++) {
            checked = checked.withAdded(allowed(headers.name(i), headers.value(i)), headers.value(i));
        }
        return checked;
    }

    /** The header that names this type, which gets a charset when it is a text and has none. */
    static Headers contentType(String mediaType) {
        return switch (mediaType) {
            case "text/plain" -> PLAIN_TEXT;
            case "text/html" -> HTML;
            case "application/json" -> JSON;
            default -> otherType(mediaType);
        };
    }

    private static Headers otherType(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        boolean bare = type.startsWith("text/") && !type.contains("charset=");
        return Headers.of("Content-Type", bare ? mediaType + "; charset=utf-8" : mediaType);
    }

    /** The status code. */
    public final int status() {
        return status;
    }

    /** The headers that were set. {@code Content-Length} is added where the response is sent. */
    public final Headers headers() {
        return headers;
    }

    /** What the response carries. */
    public final Body body() {
        return body;
    }

    /** What runs after the last byte, in this order. */
    final List<BackgroundTask> background() {
        return aftermath.background();
    }

    /** Where the fields come from that are sent after the body; {@code null} when there are none. */
    final @Nullable Supplier<Headers> trailers() {
        return aftermath.trailers();
    }

    /** The failure that this response answers; {@code null} for an ordinary one. */
    final @Nullable Throwable failure() {
        return aftermath.failure();
    }

    final Response because(Throwable answered) {
        return with(new Aftermath(trailers(), background(), answered));
    }

    private Response with(Aftermath changed) {
        return new Response(status, headers, body, changed);
    }

    /** A copy with another status. */
    public final Response withStatus(int newStatus) {
        return new Response(checked(newStatus), headers, body, aftermath);
    }

    /**
     * A copy in which this header has this one value.
     *
     * @throws IllegalArgumentException when the name is no token, the value has a control character or one outside
     *     Latin-1 (RFC 9110, section 5), or the header is {@code Transfer-Encoding}, which is the server's
     */
    public final Response withHeader(String name, String value) {
        return withHeaders(headers.with(allowed(name, value), value));
    }

    /** A copy with one more line of this header, as {@code Set-Cookie} needs it; refused like {@link #withHeader}. */
    public final Response withAddedHeader(String name, String value) {
        return withHeaders(headers.withAdded(allowed(name, value), value));
    }

    /** A copy without this header. */
    public final Response withoutHeader(String name) {
        return withHeaders(headers.without(name));
    }

    /**
     * A copy that sets one more cookie, in a line of its own (Starlette: {@code set_cookie}).
     *
     * @throws IllegalArgumentException when browsers would drop the cookie, as {@link Cookie#headerValue} says
     */
    public final Response withCookie(Cookie cookie) {
        return withHeaders(headers.withAdded("Set-Cookie", cookie.headerValue()));
    }

    /** A copy that sets one more cookie with the defaults of {@link Cookie#of}: for the whole site, until the browser closes. */
    public final Response withCookie(String name, String value) {
        return withCookie(Cookie.of(name, value));
    }

    /**
     * A copy that has the browser forget a cookie of the whole site (Starlette: {@code delete_cookie}). One that was set with
     * another path or a domain is forgotten by {@code withCookie} of the same, {@link Cookie#deleted}.
     */
    public final Response withDeletedCookie(String name) {
        return withCookie(Cookie.of(name, "").deleted());
    }

    /**
     * A copy with this {@code ETag}: a tag that changes whenever what is sent changes, such as a version or a hash. Quotes are
     * added. A client that has this version is answered with a 304 where the response is sent (RFC 9110, section 13.1.2).
     *
     * @throws IllegalArgumentException as {@link Headers#withETag} does
     */
    public final Response withETag(String etag) {
        return withHeaders(headers.withETag(etag));
    }

    /**
     * A copy with this {@code Last-Modified}, to the second: when what is sent has changed last. A client that has it since then is
     * answered with a 304 where the response is sent (RFC 9110, section 13.1.3).
     */
    public final Response withLastModified(Instant moment) {
        return withHeaders(headers.with("Last-Modified", HttpDate.format(moment)));
    }

    /** A copy with just these headers, which are checked already. */
    final Response withHeaders(Headers changed) {
        return new Response(status, changed, body, aftermath);
    }

    private static String allowed(String name, String value) {
        BodyLength.check(name, value);
        if (name.equalsIgnoreCase("Transfer-Encoding")) {
            throw new IllegalArgumentException("Header \"" + name
                    + "\" was set on a response. The server decides how a " + "message is framed; leave it out.");
        }
        return name;
    }

    /** A copy that carries something else; its {@code Content-Type} and other headers stay. */
    public final Response withBody(Body newBody) {
        return new Response(status, headers, newBody, aftermath);
    }

    /**
     * A copy with one more task to run after the last byte. Tasks run one after the other, in the order they were added; one that
     * fails is logged, and keeps none of the others from running.
     */
    public final Response withBackground(BackgroundTask task) {
        List<BackgroundTask> more = new ArrayList<>(background());
        more.add(task);
        return with(new Aftermath(trailers(), List.copyOf(more), failure()));
    }

    /**
     * A copy that sends these fields after its body (RFC 9110, section 6.5), a checksum for example. The supplier is asked each time
     * that the response is sent, when the last byte was handed over; what it throws cuts the connection.
     *
     * <p>Nothing is asked or sent where there is no room for them: HEAD, a status without a body, HTTP/1.0. A body with trailers has
     * no {@code Content-Length}. Clients may pass them over, so they say nothing that the answer cannot be read without.
     */
    public final Response withTrailers(Supplier<Headers> trailers) {
        return with(new Aftermath(trailers, background(), failure()));
    }

    @Override
    public final Reply then(Step<Response> step) {
        return AsyncResponse.run(step, this);
    }

    @Override
    public final <X extends Throwable> Response recover(Class<X> type, Step<? super X> step) {
        return this;
    }

    @Override
    public final Reply always(UnaryOperator<Response> change) {
        return AsyncResponse.run(change::apply, this);
    }

    @Override
    public final Response await() {
        return this;
    }

    @Override
    public String toString() {
        return status + " " + headers;
    }
}
