package dev.servlette.websockets;

import dev.servlette.exceptions.HttpException;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Answers handshakes of sockets: what a route of sockets is made of, and what a handler calls that answers requests of both kinds. An
 * immutable value: options return a copy.
 *
 * <pre>{@code
 * WebSocketUpgrade sockets = new WebSocketUpgrade(MyApp::talk).subprotocols("chat.v2", "chat.v1");
 * Handler both = request -> WebSocketUpgrade.isAskedFor(request) ? sockets.answer(request) : page();
 * }</pre>
 */
public final class WebSocketUpgrade {
    private static final Logger LOG = System.getLogger("dev.servlette");
    private static final Options USUAL = new Options(1 << 20, Duration.ofSeconds(60), List.of(), List.of(), true);

    /** What may be said besides. */
    private record Options(
            long maxMessageBytes,
            Duration idleTimeout,
            List<String> subprotocols,
            List<String> origins,
            boolean compresses) {}

    private final WebSocketHandler handler;
    private final Options options;

    /** Sockets that are served by this. */
    public WebSocketUpgrade(WebSocketHandler handler) {
        this(handler, USUAL);
    }

    private WebSocketUpgrade(WebSocketHandler handler, Options options) {
        this.handler = handler;
        this.options = options;
    }

    private WebSocketUpgrade with(Options changed) {
        return new WebSocketUpgrade(handler, changed);
    }

    /** How long a message of the client may be, in bytes; 1 MiB unless told. A longer one closes the socket with 1009. */
    public WebSocketUpgrade maxMessageBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException(
                    "maxMessageBytes(" + bytes
                            + ") was given to a WebSocket. It is greater than zero; a number that is that large by itself needs an L.");
        }
        return with(new Options(bytes, options.idleTimeout, options.subprotocols, options.origins, options.compresses));
    }

    /**
     * How long a client may show no sign of life, 60 seconds unless told. Half of it after the last one it is sent a ping, which every
     * client answers; so only one that is gone is ever lost.
     */
    public WebSocketUpgrade idleTimeout(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("idleTimeout(" + longest
                    + ") was given to a WebSocket. It is longer than zero; leave it out for 60 s.");
        }
        return with(new Options(
                options.maxMessageBytes, longest, options.subprotocols, options.origins, options.compresses));
    }

    /** The subprotocols that are spoken, the best first. {@link WebSocket#accept()} chooses the first that the client offers too. */
    public WebSocketUpgrade subprotocols(String... names) {
        return with(new Options(
                options.maxMessageBytes, options.idleTimeout, List.of(names), options.origins, options.compresses));
    }

    /**
     * Origins whose pages may open the socket besides those of its own host: {@code "https://app.example.com"}, or {@code "*"} for all. A
     * browser sends the cookies of its user along whatever page asks, so others are refused with a 403.
     */
    public WebSocketUpgrade allowOrigins(String... origins) {
        List<String> all = new ArrayList<>();
        for (String origin : origins) {
            if (!origin.equals("*") && (origin.indexOf("://") < 1 || origin.endsWith("/"))) {
                throw new IllegalArgumentException("allowOrigins(\"" + origin
                        + "\") was given to a WebSocket. An origin is a scheme and a host, as in"
                        + " \"https://app.example.com\", without a path; \"*\" allows all.");
            }
            all.add(origin.toLowerCase(Locale.ROOT));
        }
        return with(new Options(
                options.maxMessageBytes,
                options.idleTimeout,
                options.subprotocols,
                List.copyOf(all),
                options.compresses));
    }

    /** Whether messages are compressed where client and host can do it; they are unless told otherwise (RFC 7692). */
    public WebSocketUpgrade compression(boolean compresses) {
        return with(new Options(
                options.maxMessageBytes, options.idleTimeout, options.subprotocols, options.origins, compresses));
    }

    WebSocketHandler handler() {
        return handler;
    }

    long maxMessageBytes() {
        return options.maxMessageBytes;
    }

    Duration idleTimeout() {
        return options.idleTimeout;
    }

    List<String> subprotocols() {
        return options.subprotocols;
    }

    boolean compresses() {
        return options.compresses;
    }

    /** Whether a request asks for a socket: a GET with {@code Upgrade: websocket}. */
    public static boolean isAskedFor(Request request) {
        return Handshake.isAskedFor(request);
    }

    /**
     * Answers a handshake, in the end with what the handler decides. The handler begins when the reply is waited for, so not at all
     * when middleware answers by itself.
     *
     * @throws HttpException 426 for a request that asks for no socket, or for one of another version; 400 for a bad key, 403 for a page
     *     of another origin, 501 on a host that has no sockets
     */
    public Reply answer(Request request) {
        Handshake.check(request);
        String obstacle = request.scope().exchange() instanceof WebSocketExchange host
                ? host.obstacle()
                : "This host has no sockets.";
        if (!obstacle.isEmpty()) {
            LOG.log(
                    Level.ERROR,
                    () -> "GET " + request.scope().exchange().rawPath() + " asks for a WebSocket. " + obstacle);
            throw new HttpException(501, "There are no WebSockets here.");
        }
        if (!Handshake.isFromHere(request, options.origins)) {
            throw new HttpException(403, "Pages of this origin may not open this WebSocket.");
        }
        return new Course(request, this).reply();
    }
}
