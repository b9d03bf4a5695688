package dev.servlette.contract;

import java.util.List;
import java.util.Locale;

/**
 * All that may differ between hosts in an answer of an app. It is the server's own: the connection, the framing, the
 * clock. This list may only become shorter; {@link DifferencesTest} holds it.
 */
final class Differences {
    /** Headers that a host may add or leave out. */
    static final List<String> HEADERS = List.of("connection", "date", "keep-alive", "server", "transfer-encoding");

    /** Containers write Content-Type again, and leave out the blank after the semicolon. */
    static final List<String> WITHOUT_BLANK = List.of("content-type");

    private Differences() {}

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
