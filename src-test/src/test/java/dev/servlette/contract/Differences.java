package dev.servlette.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;

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
     * app: no route of a host is found for it, and no URL is made of it. Jetty 12.0 checks a host for its port only.
     */
    static final Map<String, List<String>> HANDED_ON = Map.of("jetty-12.0", List.of("GET /any [Host: a,b]"));

    private Differences() {}

    static boolean isHandedOn(Ask ask) {
        return HANDED_ON.getOrDefault(Host.name(), List.of()).contains(ask.toString());
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
