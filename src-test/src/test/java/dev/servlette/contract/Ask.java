package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * A request as the suite asks it.
 *
 * @param method the method
 * @param target the target, sent as it is
 * @param headers lines besides those that frame the body
 * @param body the body, empty when there is none
 * @param isChunked whether the body is sent in chunks; in memory, where there is no such thing, without its length
 */
record Ask(String method, String target, List<String> headers, byte[] body, boolean isChunked) {
    static Ask of(String method, String target) {
        return new Ask(method, target, List.of(), new byte[0], false);
    }

    static Ask get(String target) {
        return of("GET", target);
    }

    static Ask head(String target) {
        return of("HEAD", target);
    }

    static Ask post(String target, String body) {
        return new Ask("POST", target, List.of(), body.getBytes(UTF_8), false);
    }

    Ask header(String line) {
        List<String> more = new ArrayList<>(headers);
        more.add(line);
        return new Ask(method, target, more, body, isChunked);
    }

    /** Asks another host than {@code testserver}. */
    Ask host(String host) {
        return header("Host: " + host);
    }

    /** Asks for a socket as well. */
    Ask upgrading() {
        return header("Upgrade: websocket")
                .header("Connection: Upgrade")
                .header("Sec-WebSocket-Version: 13")
                .header("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    boolean namesHost() {
        return headers.stream().anyMatch(line -> line.startsWith("Host: "));
    }

    /** Whether its own headers say how its body is framed. */
    boolean isFramed() {
        return headers.stream().anyMatch(line -> line.startsWith("Transfer-Encoding: "));
    }

    Ask chunked() {
        return new Ask(method, target, headers, body, true);
    }

    Ask below(String rootPath) {
        return new Ask(method, rootPath + target, headers, body, isChunked);
    }

    /** As it may be printed: cut, with escapes. */
    @Override
    public String toString() {
        String text = method + " " + target + (headers.isEmpty() ? "" : " " + headers);
        StringBuilder printed = new StringBuilder();
        text.chars()
                .limit(100)
                .forEach(c -> printed.append(c < ' ' || c > '~' ? String.format("\\x%02X", c) : (char) c));
        return printed.append(text.length() > 100 ? "..." : "").toString();
    }
}
