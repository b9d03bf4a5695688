package dev.servlette.datastructures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A URL, absolute or relative, in its parts (RFC 3986). Immutable: {@code with...} returns a changed copy. The parts are
 * kept as they are written, encoded.
 */
public final class Url {
    private final String scheme;
    private final @Nullable String authority;
    private final String path;
    private final @Nullable String query;
    private final @Nullable String fragment;

    private Url(
            String scheme, @Nullable String authority, String path, @Nullable String query, @Nullable String fragment) {
        this.scheme = scheme;
        this.authority = authority;
        this.path = apart(authority, path);
        this.query = query;
        this.fragment = fragment;
    }

    /** The path, so that no part of it can be read as an authority or as more of one (RFC 3986, section 3.3). */
    private static String apart(@Nullable String authority, String path) {
        if (authority == null) {
            return path.startsWith("//") ? "/." + path : path;
        }
        return path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    }

    /** The URL that this text is. Every text is one (RFC 3986, appendix B). */
    public static Url of(String text) {
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? null : text.substring(hash + 1);
        String rest = hash < 0 ? text : text.substring(0, hash);
        int question = rest.indexOf('?');
        String query = question < 0 ? null : rest.substring(question + 1);
        rest = question < 0 ? rest : rest.substring(0, question);
        int colon = schemeEnd(rest);
        String scheme = colon < 0 ? "" : rest.substring(0, colon);
        rest = rest.substring(colon + 1);
        if (!rest.startsWith("//")) {
            return new Url(scheme, null, rest, query, fragment);
        }
        int slash = rest.indexOf('/', 2);
        int end = slash < 0 ? rest.length() : slash;
        return new Url(scheme, rest.substring(2, end), rest.substring(end), query, fragment);
    }

    private static int schemeEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean other = i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.');
            if (!letter && !other) {
                return c == ':' && i > 0 ? i : -1;
            }
        }
        return -1;
    }

    /**
     * Whether this text is a host with a port or without one, as a {@code Host} header may bring it: a name of letters,
     * digits, {@code -}, {@code _} and {@code .}, or an IPv6 address in brackets; no user, and nothing that could end the
     * authority of a URL (RFC 9110, section 7.2). Stricter than RFC 3986, which has more signs in names.
     */
    public static boolean isValidAuthority(String text) {
        int end = text.startsWith("[") ? addressEnd(text) : nameEnd(text);
        return end > 0 && (end == text.length() || text.charAt(end) == ':' && isPort(text, end + 1));
    }

    private static int nameEnd(String text) {
        int at = 0;
        while (at < text.length() && (isAlphanumeric(text.charAt(at)) || "-_.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    /** Where the bracket is closed; {@code -1} when there is something else than a possible address before. */
    private static int addressEnd(String text) {
        int colons = 0;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ']') {
                return colons < 2 ? -1 : i + 1;
            }
            boolean hex = isAlphanumeric(c) && Character.digit(c, 16) >= 0;
            if (!hex && c != ':' && c != '.') {
                return -1;
            }
            colons += c == ':' ? 1 : 0;
        }
        return -1;
    }

    private static boolean isPort(String text, int from) {
        int port = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            port = port * 10 + digit;
            if (digit < 0 || digit > 9 || port > 0xFFFF) {
                return false;
            }
        }
        return from < text.length();
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** {@code "https"}; {@code ""} when there is none. */
    public String scheme() {
        return scheme;
    }

    /** The host, an IPv6 address without its brackets; {@code ""} when there is none. */
    public String host() {
        String hostAndPort = hostAndPort();
        if (hostAndPort.startsWith("[")) {
            int close = hostAndPort.indexOf(']');
            return hostAndPort.substring(1, close < 0 ? hostAndPort.length() : close);
        }
        int colon = hostAndPort.indexOf(':');
        return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    }

    /** The port as it is written; {@code -1} when there is none, or something that is no port. */
    public int port() {
        String hostAndPort = hostAndPort();
        int bracket = hostAndPort.indexOf(']');
        boolean isOpen = hostAndPort.startsWith("[") && bracket < 0;
        int colon = isOpen ? -1 : hostAndPort.indexOf(':', bracket + 1);
        if (colon < 0) {
            return -1;
        }
        try {
            int port = Integer.parseInt(hostAndPort.substring(colon + 1));
            return port >= 0 && port <= 0xFFFF ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String hostAndPort() {
        String all = authority == null ? "" : authority;
        return all.substring(all.lastIndexOf('@') + 1);
    }

    /** The path as it is written, encoded. */
    public String path() {
        return path;
    }

    /** The query without its {@code ?}, encoded; {@code ""} when there is none. */
    public String query() {
        return query == null ? "" : query;
    }

    /** The fragment without its {@code #}, encoded; {@code ""} when there is none. */
    public String fragment() {
        return fragment == null ? "" : fragment;
    }

    /** Whether the scheme is {@code https} or {@code wss}. */
    public boolean isSecure() {
        return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("wss");
    }

    /** A copy with another scheme. */
    public Url withScheme(String newScheme) {
        return new Url(newScheme, authority, path, query, fragment);
    }

    /** A copy with another host; user and port stay. An IPv6 address may come with or without brackets. */
    public Url withHost(String newHost) {
        boolean bare = newHost.indexOf(':') >= 0 && !newHost.startsWith("[");
        return withHostAndPort(bare ? "[" + newHost + "]" : newHost, port());
    }

    /** A copy with another port, {@code -1} for none; user and host stay. */
    public Url withPort(int newPort) {
        String host = host();
        return withHostAndPort(host.indexOf(':') >= 0 ? "[" + host + "]" : host, newPort);
    }

    private Url withHostAndPort(String host, int port) {
        String all = authority == null ? "" : authority;
        String user = all.substring(0, all.lastIndexOf('@') + 1);
        return new Url(scheme, user + host + (port < 0 ? "" : ":" + port), path, query, fragment);
    }

    /**
     * A copy with another path, which is encoded already. It stays a path: beside a host it gets a slash before it, and
     * without one {@code //x} becomes {@code /.//x} (RFC 3986, section 4.2).
     */
    public Url withPath(String newPath) {
        return new Url(scheme, authority, newPath, query, fragment);
    }

    /** A copy with another fragment, which is encoded already. */
    public Url withFragment(String newFragment) {
        return new Url(scheme, authority, path, query, newFragment);
    }

    /** A copy in which this query parameter has this one value; it stands last. Name and value are encoded here. */
    public Url withQuery(String name, String value) {
        List<Map.Entry<String, String>> kept = without(List.of(name));
        kept.add(Map.entry(name, value));
        return withEntries(kept);
    }

    /** A copy without these query parameters. */
    public Url withoutQuery(String... names) {
        return withEntries(without(Arrays.asList(names)));
    }

    private List<Map.Entry<String, String>> without(List<String> names) {
        List<Map.Entry<String, String>> kept = new ArrayList<>();
        for (Map.Entry<String, String> entry : QueryParams.parse(query).entries()) {
            if (!names.contains(entry.getKey())) {
                kept.add(entry);
            }
        }
        return kept;
    }

    private Url withEntries(List<Map.Entry<String, String>> entries) {
        String changed = entries.isEmpty() ? null : QueryParams.of(entries).toString();
        return new Url(scheme, authority, path, changed, fragment);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Url url && toString().equals(url.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The URL for logs: {@code ********} stands for the password (Starlette: {@code repr(url)}). */
    public String masked() {
        if (authority == null) {
            return toString();
        }
        int at = authority.lastIndexOf('@');
        int colon = authority.indexOf(':');
        boolean hasPassword = colon >= 0 && colon < at;
        return text(hasPassword ? authority.substring(0, colon) + ":********" + authority.substring(at) : authority);
    }

    /** The whole URL as text, a password in it included; {@link #masked} hides it. */
    @Override
    public String toString() {
        return text(authority);
    }

    private String text(@Nullable String shown) {
        return (scheme.isEmpty() ? "" : scheme + ":")
                + (shown == null ? "" : "//" + shown)
                + path
                + (query == null ? "" : "?" + query)
                + (fragment == null ? "" : "#" + fragment);
    }
}
