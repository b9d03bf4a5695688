package dev.servlette.applications;

import dev.servlette.datastructures.QueryParams;
import java.util.List;
import java.util.Locale;

/** What a request carries and nobody is shown: the values of headers and parameters whose names sound like a secret. */
final class Secrets {
    /** Stands for a value, whatever its length. */
    static final String MASK = "********";

    private static final List<String> WORDS = List.of(
            "password",
            "passwd",
            "secret",
            "token",
            "key",
            "session",
            "auth",
            "cookie",
            "credential",
            "signature",
            "csrf",
            "jwt");

    private Secrets() {}

    /** Whether what has this name is kept secret. */
    static boolean isNamed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }

    /** The value, or what stands for it. */
    static String value(String name, String value) {
        return isNamed(name) ? MASK : value;
    }

    /** A path whose segments may have parameters, {@code /a;jsessionid=1/b}. */
    static String path(String path) {
        StringBuilder shown = new StringBuilder();
        for (String part : path.split("(?=[;/])", -1)) {
            shown.append(pair(part));
        }
        return shown.toString();
    }

    /** A query as it was sent. */
    static String query(String query) {
        StringBuilder shown = new StringBuilder();
        for (String part : query.split("(?=&)", -1)) {
            shown.append(pair(part));
        }
        return shown.toString();
    }

    /** A header that may hold the address of a page, as {@code Referer} does. */
    static String address(String value) {
        int question = value.indexOf('?');
        return question < 0 ? value : value.substring(0, question + 1) + query(value.substring(question + 1));
    }

    /** {@code name=value}, perhaps after a separator; the name may be encoded. */
    private static String pair(String pair) {
        int equals = pair.indexOf('=');
        return equals >= 0 && isNamed(decoded(pair.substring(0, equals))) ? pair.substring(0, equals + 1) + MASK : pair;
    }

    private static String decoded(String name) {
        return QueryParams.parse(name).names().stream().findFirst().orElse("");
    }
}
