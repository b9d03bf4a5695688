package dev.servlette.staticfiles;

import dev.servlette.responses.Response;
import java.util.Locale;

/** How a file may be compressed, and what its name ends in then (RFC 9110, section 8.4.1). */
enum Coding {
    /** RFC 7932. */
    BR("br"),
    /** RFC 8878. */
    ZSTD("zst"),
    /** RFC 1952. */
    GZIP("gz");

    private final String end;

    Coding(String end) {
        this.end = end;
    }

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    String end() {
        return '.' + end;
    }

    /** The compressed file as a form of the plain one: of its type, and with a tag of its own. */
    Response of(Response plain, Response compressed) {
        String etag = compressed.headers().get("ETag", "\"\"");
        return compressed
                .withHeader("Content-Type", plain.headers().get("Content-Type", ""))
                .withHeader("Content-Encoding", token())
                .withHeader("ETag", etag.substring(0, etag.length() - 1) + '-' + token() + '"');
    }
}
