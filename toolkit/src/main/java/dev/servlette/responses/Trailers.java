package dev.servlette.responses;

import dev.servlette.datastructures.Headers;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** The fields that one answer sends after its body: none, until they were asked for. */
final class Trailers {
    /** Fields that say how to read the message or what to do with it, which is too late then (RFC 9110, section 6.5.1). */
    private static final Set<String> REFUSED = Set.of(
            "age",
            "authorization",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-range",
            "content-type",
            "date",
            "expires",
            "host",
            "keep-alive",
            "location",
            "proxy-authenticate",
            "retry-after",
            "set-cookie",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "vary",
            "www-authenticate");

    private final Supplier<Headers> source;
    private volatile Headers fields = Headers.empty();

    Trailers(Supplier<Headers> source) {
        this.source = source;
    }

    /** Asks for the fields: what was written has been handed over. */
    void ask() {
        Headers given = source.get();
        Headers joined = Headers.empty();
        for (int i = 0; i < given.size(); i++) {
            String name = given.name(i);
            if (REFUSED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalStateException("Header \"" + name
                        + "\" was given as a trailer. It says how to read an answer or what to do with it, which is too late"
                        + " after the body (RFC 9110, section 6.5.1); set it with withHeader.");
            }
            if (!joined.contains(name)) {
                joined = joined.withAdded(name, String.join(", ", given.getAll(name)));
            }
        }
        fields = joined;
    }

    /** What was given, one line for each name (RFC 9110, section 5.3): containers take no more. */
    Headers fields() {
        return fields;
    }
}
