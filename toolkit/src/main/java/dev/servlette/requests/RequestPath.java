package dev.servlette.requests;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.exceptions.HttpException;

/** The path that a client asked for, below the host's root path. */
final class RequestPath {
    private static final int MAX_METHOD_LENGTH = 64; // the longest that is registered has 17

    private RequestPath() {}

    /**
     * Parses the path.
     *
     * @throws HttpException 400 when it is not well formed, or the method is not
     */
    static UrlPath of(Exchange exchange) {
        try {
            checkMethod(exchange.method());
            UrlPath whole = UrlPath.parse(exchange.rawPath());
            String root = root(exchange);
            return root.isEmpty() ? whole : below(UrlPath.parse(root), whole);
        } catch (IllegalArgumentException e) {
            throw new HttpException(400, String.valueOf(e.getMessage())).initCause(e);
        }
    }

    /** Some containers hand on an empty one, and most one of any length. */
    private static void checkMethod(String method) {
        if (method.length() > MAX_METHOD_LENGTH || !Headers.isToken(method)) {
            throw new IllegalArgumentException("The method is no token, or too long.");
        }
    }

    /** The host's root path; some containers decode it, others give it as it was sent. */
    static String root(Exchange exchange) {
        String rootPath = exchange.rootPath();
        boolean raw = true;
        for (int i = 0; i < rootPath.length(); i++) {
            raw &= rootPath.charAt(i) > ' ' && rootPath.charAt(i) < 0x7F;
        }
        return raw ? rootPath : UrlPath.encode(rootPath);
    }

    /**
     * What follows the root. Containers collapse slashes before it and resolve dots in it, so it is looked for by its decoded
     * segments; a path that was cut at another place than the container's would slip past its security constraints.
     */
    private static UrlPath below(UrlPath root, UrlPath whole) {
        int skip = 0;
        while (skip < whole.size() && whole.segment(skip).isEmpty()) {
            skip++;
        }
        UrlPath path = whole.from(skip);
        for (int i = 0; i < root.size(); i++) {
            if (i >= path.size() || !path.segment(i).equals(root.segment(i))) {
                throw new IllegalArgumentException("The path is not below that of the app.");
            }
        }
        return path.from(root.size());
    }
}
