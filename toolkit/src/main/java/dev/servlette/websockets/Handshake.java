package dev.servlette.websockets;

import dev.servlette.datastructures.Headers;
import dev.servlette.exceptions.HttpException;
import dev.servlette.requests.Request;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** What a client asks for that wants a socket (RFC 6455, section 4.2.1). */
final class Handshake {
    static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private Handshake() {}

    /** Whether a request wants a socket, well or badly. */
    static boolean isAskedFor(Request request) {
        Headers headers = request.headers();
        return request.method().equals("GET")
                && hasToken(headers, "Upgrade", "websocket")
                && hasToken(headers, "Connection", "upgrade");
    }

    private static boolean hasToken(Headers headers, String name, String token) {
        return headers.contains(name) && tokens(headers, name).stream().anyMatch(token::equalsIgnoreCase);
    }

    /** The members of a list, over all of its lines. */
    static List<String> tokens(Headers headers, String name) {
        List<String> tokens = new ArrayList<>();
        for (String line : headers.getAll(name)) {
            for (String token : line.split(",")) {
                if (!token.isBlank()) {
                    tokens.add(token.strip());
                }
            }
        }
        return tokens;
    }

    /**
     * Refuses what is no handshake.
     *
     * @throws HttpException 426 for a plain request and for another version, 400 for a bad key
     */
    static void check(Request request) {
        if (!isAskedFor(request)) {
            throw upgradeRequired();
        }
        Headers headers = request.headers();
        if (!headers.get("Sec-WebSocket-Version", "").equals(VERSION)) {
            throw upgradeRequired().withHeader("Sec-WebSocket-Version", VERSION);
        }
        if (!isKey(headers.get("Sec-WebSocket-Key", ""))) {
            throw new HttpException(400, "Sec-WebSocket-Key is not the Base64 of 16 bytes.");
        }
    }

    /** RFC 9110, section 15.5.22. */
    static HttpException upgradeRequired() {
        return new HttpException(426, "This is a WebSocket; ask for an upgrade.")
                .withHeader("Upgrade", "websocket")
                .withHeader("Connection", "Upgrade");
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Whether a page of this origin may open the socket: one of this very host may, and those that are named. What sends no
     * {@code Origin} is no page (RFC 6455, section 10.2).
     */
    static boolean isFromHere(Request request, List<String> allowed) {
        String origin = request.headers().get("Origin", "").toLowerCase(Locale.ROOT);
        return origin.isEmpty()
                || allowed.contains("*")
                || allowed.contains(origin)
                || !origin.equals("null")
                        && isSameHost(origin, request.headers().get("Host", ""))
                        && !(origin.startsWith("http:") && request.url().isSecure());
    }

    /** A page of https may open what came without: a proxy before the app may have taken TLS away. */
    private static boolean isSameHost(String origin, String host) {
        int start = origin.indexOf("://");
        if (start < 0) {
            return false;
        }
        String usual = origin.startsWith("https:") ? ":443" : ":80";
        return without(usual, origin.substring(start + "://".length()))
                .equals(without(usual, host.toLowerCase(Locale.ROOT)));
    }

    private static String without(String port, String authority) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}
