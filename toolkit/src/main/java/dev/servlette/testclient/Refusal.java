package dev.servlette.testclient;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.Url;
import org.jspecify.annotations.Nullable;

/**
 * How hosts refuse a request before an app sees it: what either Jetty or Tomcat refuses is refused here too, so that no test
 * passes on a request that fails in production.
 */
record Refusal(int status, String text) {
    private static final int MAX_HEAD_BYTES = 8192;
    private static final int MAX_LINES = 100;

    /** {@code null} when no host refuses it. */
    static @Nullable Refusal of(Outgoing request) {
        Headers headers = request.headers();
        if (request.method().equals("TRACE")) {
            return new Refusal(405, "TRACE is answered by no host.");
        }
        if (headBytes(request) > MAX_HEAD_BYTES) {
            return new Refusal(431, "Request line and headers have more than " + MAX_HEAD_BYTES + " bytes.");
        }
        String expected = headers.get("Expect");
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            return new Refusal(417, "Expect has another value than 100-continue.");
        }
        String fault = fault(request);
        return fault == null ? null : new Refusal(400, fault);
    }

    private static int headBytes(Outgoing request) {
        Headers headers = request.headers();
        int bytes = (request + " HTTP/1.1\r\n\r\n").length();
        for (int i = 0; i < headers.size(); i++) {
            bytes += headers.name(i).length() + ": ".length() + headers.value(i).length() + "\r\n".length();
        }
        return bytes;
    }

    private static @Nullable String fault(Outgoing request) {
        if (!Headers.isToken(request.method()) || request.method().equals("CONNECT")) {
            return "The method is no token, or it is CONNECT.";
        }
        String fault = request.target().fault();
        return fault == null ? fault(request.headers()) : fault;
    }

    private static @Nullable String fault(Headers headers) {
        if (headers.size() > MAX_LINES) {
            return "There are more than " + MAX_LINES + " header lines.";
        }
        try {
            for (int i = 0; i < headers.size(); i++) {
                Headers.of(headers.name(i), headers.value(i));
            }
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        if (headers.getAll("Host").size() != 1 || !isHost(headers.get("Host", ""))) {
            return "The header Host is there once, and is a host with a port or without one.";
        }
        return isFramed(headers)
                ? null
                : "The length of the body is a Content-Length, or Transfer-Encoding is chunked.";
    }

    /** Stricter than what a URL may have: labels of letters, digits and hyphens within; a port that is not 0. */
    private static boolean isHost(String host) {
        int colon = host.indexOf(':', host.indexOf(']') + 1);
        String name = colon < 0 ? host : host.substring(0, colon);
        String apart = "." + (name.endsWith(".") ? name : name + ".");
        boolean isLabelled =
                !name.contains("_") && !apart.contains("..") && !apart.contains(".-") && !apart.contains("-.");
        return Url.isValidAuthority(host)
                && isLabelled
                && !host.substring(name.length()).matches(":0+");
    }

    /** RFC 9112, section 6: by one length, or in chunks. */
    private static boolean isFramed(Headers headers) {
        int lengths = headers.getAll("Content-Length").size();
        return headers.contains("Transfer-Encoding")
                ? lengths == 0 && headers.get("Transfer-Encoding", "").equalsIgnoreCase("chunked")
                : lengths == 0
                        || lengths == 1 && headers.get("Content-Length", "").matches("[0-9]{1,18}");
    }
}
