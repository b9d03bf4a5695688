package dev.servlette.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that may differ between hosts in an answer of an app. It is the server's own: the connection, the framing, the
 * clock. This list may only become shorter; {@link DifferencesTest} holds it.
 */
final class Differences {
    /** Headers that a host may add or leave out. */
    static final List<String> HEADERS = List.of("connection", "date", "keep-alive", "server", "transfer-encoding");

    /** Containers write Content-Type again, and leave out the blank after the semicolon. */
    static final List<String> WITHOUT_BLANK = List.of("content-type");

    /**
     * What one container hands on though the others refuse it, and the app then answers as always. A malformed host is none to an
     * app: no route of a host is found for it, and no URL is made of it. Jetty 12.0 checks a host for its port only. Undertow
     * checks neither names nor values of headers, and the only limit that it has on a head is that of all of it.
     */
    static final Map<String, List<String>> HANDED_ON = Map.of(
            "jetty-12.0",
            List.of("GET /any [Host: a,b]"),
            "undertow",
            List.of(
                    " GET /any",
                    "GET /any [: v]",
                    "GET /any [X-A : v]",
                    "GET /any [X A: v]",
                    "GET /any [X\\x0DA: v]",
                    "GET /any [" + "x".repeat(90) + "...",
                    "GET /any [X-A: a\\x00b]",
                    "GET /any [X-A: a\\x01b]",
                    "GET /any [X-A: a\\x0Bb]",
                    "GET /any [X-A: \\x1B[31m]",
                    "GET /any [X-A: a\\x7Fb]",
                    "GET /any [X-A: a\\x0Db]",
                    "GET /any [X-A: " + "x".repeat(85) + "...",
                    "GET /any [Host: a,b]",
                    "GET /any [Transfer-Encoding: chunked, identity]",
                    "GET /any [Expect: x]",
                    "GET /;v/app/admin"));

    /** What one container answers itself, by this status. Undertow decodes all queries, and cookies when it looks for a session. */
    static final Map<String, Map<String, Integer>> ANSWERED_BEFORE = Map.of(
            "undertow",
            Map.of(
                    "GET /query?a=1&b&a=%C3%A9+%26&=c&%zz",
                    400,
                    "GET /cookies [Cookie: $Version=1; a=\"1\\0542\"; caf\\xE9=\\xE9, cookie: b={\"c\":[1,\"d=e\"]}]",
                    500));

    /** Chunks that are none, and are taken for some by one container: it leaves out what is too much, and waits for what is missing. */
    static final Map<String, List<String>> TAKEN_FOR_CHUNKS =
            Map.of("undertow", List.of("3\r\nabcdef\r\n0\r\n\r\n", "-1\r\n"));

    /** Who closes the connection, and answers nothing, when a body is framed badly or does not come. */
    static final List<String> SILENT = List.of("undertow");

    /** Who says 1006 to a socket, whatever it said to the client, when it was the container that closed it. */
    static final List<String> VAGUE = List.of("undertow");

    /** Bad frames of which one container tells nobody: it reads no more, and the client's silence is found out. */
    static final Map<String, List<String>> UNTOLD = Map.of("undertow", List.of("a frame of 2^64 bytes"));

    /** Who ends an answer over HTTP/2 as if it were whole, whatever is thrown at it. */
    static final List<String> WHOLE_OVER_HTTP2 = List.of("tomcat-10.1", "tomcat-11");

    /** Who does not say that a client has reset its stream while nothing is read or written. */
    static final List<String> SILENT_ABOUT_RESETS = List.of("undertow");

    private Differences() {}

    static boolean isHandedOn(Ask ask) {
        return HANDED_ON.getOrDefault(Host.name(), List.of()).contains(ask.toString());
    }

    static boolean isTakenForChunks(String body) {
        return TAKEN_FOR_CHUNKS.getOrDefault(Host.name(), List.of()).contains(body);
    }

    static @Nullable Integer answeredBefore(Ask ask) {
        return ANSWERED_BEFORE.getOrDefault(Host.name(), Map.of()).get(ask.toString());
    }

    /** The code, a pattern, that a socket is told when a container has closed the connection with this one. */
    static String told(String code) {
        return VAGUE.contains(Host.name()) ? "1006" : code;
    }

    static boolean isUntold(String fault) {
        return UNTOLD.getOrDefault(Host.name(), List.of()).contains(fault);
    }

    static String name(String line) {
        return line.substring(0, line.indexOf(':'));
    }

    /** The line as it is compared; nothing when it is not. */
    static String hidden(String line) {
        String name = name(line).toLowerCase(Locale.ROOT);
        if (HEADERS.contains(name)) {
            return "";
        }
        return (WITHOUT_BLANK.contains(name) ? line.replace("; ", ";") : line) + "\n";
    }
}
