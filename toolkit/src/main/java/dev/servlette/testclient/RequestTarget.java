package dev.servlette.testclient;

import dev.servlette.datastructures.UrlPath;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request, and what hosts refuse in one before an app sees it: what either Jetty or Tomcat answers
 * with a 400 is a 400 here too, so that no test passes on a path that fails in production.
 *
 * @param path neither decoded nor normalised
 * @param query not decoded, without its question mark; {@code null} when there is none
 */
record RequestTarget(String path, @Nullable String query) {
    private static final String PATH = "-._~!$&'()*+,;=:@/%"; // with letters and digits: RFC 3986, section 3.3
    private static final String QUERY = PATH + "?";

    static RequestTarget parse(String target) {
        int mark = target.indexOf('?');
        return mark < 0
                ? new RequestTarget(target, null)
                : new RequestTarget(target.substring(0, mark), target.substring(mark + 1));
    }

    /** Why hosts refuse it; {@code null} when they do not. */
    @Nullable
    String fault() {
        if (!isMadeOf(PATH, path)) {
            return "The path has a character that must be percent-encoded.";
        }
        if (query != null && !isMadeOf(QUERY, query)) {
            return "The query has a character that must be percent-encoded.";
        }
        try {
            UrlPath.parse(path);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** Whether it lies at or below this path. Containers compare segments as they are when decoded. */
    boolean isBelow(String rootPath) {
        UrlPath root = UrlPath.parse(rootPath + "/");
        UrlPath whole = UrlPath.parse(path);
        int length = root.size() - 1;
        return whole.size() >= length && whole.join(0, length).equals(root.join(0, length));
    }

    private static boolean isMadeOf(String others, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && others.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The target that a {@code Location} names when this one answered with it; {@code null} on another host. */
    @Nullable
    RequestTarget resolve(String location, String host) {
        int fragment = location.indexOf('#');
        String whole = fragment < 0 ? location : location.substring(0, fragment);
        String here = "http://" + host;
        if (whole.startsWith(here) && isEndOfAuthority(whole, here.length())) {
            String rest = whole.substring(here.length());
            return parse(rest.startsWith("/") ? rest : "/" + rest);
        }
        return whole.startsWith("//") || hasScheme(whole) ? null : relative(whole);
    }

    private static boolean isEndOfAuthority(String url, int at) {
        return at == url.length() || url.charAt(at) == '/' || url.charAt(at) == '?';
    }

    private static boolean hasScheme(String url) {
        int colon = url.indexOf(':');
        int slash = url.indexOf('/');
        return colon > 0 && (slash < 0 || colon < slash);
    }

    /** RFC 3986, section 5.2.2; dot segments are left to the host, which resolves them in any target. */
    private RequestTarget relative(String reference) {
        if (reference.startsWith("/")) {
            return parse(reference);
        }
        if (reference.isEmpty()) {
            return this;
        }
        return reference.startsWith("?")
                ? parse(path + reference)
                : parse(path.substring(0, path.lastIndexOf('/') + 1) + reference);
    }

    @Override
    public String toString() {
        return query == null ? path : path + "?" + query;
    }
}
