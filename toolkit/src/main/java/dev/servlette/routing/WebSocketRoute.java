package dev.servlette.routing;

import dev.servlette.handlers.Handler;
import dev.servlette.handlers.Middleware;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;
import dev.servlette.websockets.WebSocketHandler;
import dev.servlette.websockets.WebSocketUpgrade;
import java.time.Duration;
import java.util.List;

/**
 * A path and what serves the sockets there (Starlette: <a href="https://www.starlette.io/routing/">WebSocketRoute</a>).
 *
 * <p>Stands wherever a {@link Route} may, also beside one of the same path: a request that asks for a socket goes to this, any other to
 * that. Where there is no other, a plain request is a 426 (RFC 9110, section 15.5.22). An immutable value: options return a copy.
 *
 * <pre>{@code
 * WebSocketRoute.of("/echo", socket -> {
 *     socket.accept();
 *     for (String text : socket.texts()) socket.sendText(text);
 * })
 * }</pre>
 */
public final class WebSocketRoute implements BaseRoute {
    private final Inside inside;
    private final WebSocketUpgrade upgrade;

    private WebSocketRoute(Inside inside, WebSocketUpgrade upgrade) {
        this.inside = inside;
        this.upgrade = upgrade;
    }

    /** Sockets of this path are served by the handler. */
    public static WebSocketRoute of(String path, WebSocketHandler handler) {
        WebSocketUpgrade upgrade = new WebSocketUpgrade(handler);
        return new WebSocketRoute(Inside.of(PathTemplate.parse("WebSocketRoute", path), upgrade::answer), upgrade);
    }

    private WebSocketRoute with(WebSocketUpgrade changed) {
        return new WebSocketRoute(inside.leadingTo(changed::answer), changed);
    }

    /** The name by which URLs are built; {@code request.urlFor} gives one that begins with {@code ws://} or {@code wss://}. */
    public WebSocketRoute name(String newName) {
        return new WebSocketRoute(inside.named(newName), upgrade);
    }

    /** Middleware for this route alone, the first outermost; it runs on the handshake, when the route has matched. */
    public WebSocketRoute middleware(Middleware... more) {
        return new WebSocketRoute(inside.behind(more), upgrade);
    }

    /** How long a message of the client may be, in bytes; 1 MiB unless told. A longer one closes the socket with 1009. */
    public WebSocketRoute maxMessageBytes(long bytes) {
        return with(upgrade.maxMessageBytes(bytes));
    }

    /** How long a client may show no sign of life, as {@link WebSocketUpgrade#idleTimeout} says; 60 seconds unless told. */
    public WebSocketRoute idleTimeout(Duration longest) {
        return with(upgrade.idleTimeout(longest));
    }

    /** The subprotocols that are spoken, the best first; the first that the client offers too is accepted. */
    public WebSocketRoute subprotocols(String... names) {
        return with(upgrade.subprotocols(names));
    }

    /** Origins whose pages may open the socket besides those of its own host, as {@link WebSocketUpgrade#allowOrigins} says. */
    public WebSocketRoute allowOrigins(String... origins) {
        return with(upgrade.allowOrigins(origins));
    }

    /** Whether messages are compressed where client and host can do it; they are unless told otherwise. */
    public WebSocketRoute compression(boolean compresses) {
        return with(upgrade.compression(compresses));
    }

    @Override
    public String path() {
        return inside.template().text();
    }

    @Override
    public String name() {
        return inside.name();
    }

    /** What answers the handshake, without its middleware. */
    @Override
    public Handler handler() {
        return inside.handler();
    }

    PathTemplate template() {
        return inside.template();
    }

    List<Middleware> middleware() {
        return inside.middleware();
    }

    /** Answers as a router with this one route. */
    @Override
    public Reply handle(Request request) {
        return Router.of(this).handle(request);
    }

    @Override
    public String toString() {
        return "WebSocketRoute \"" + path() + '"';
    }
}
