package dev.servlette.testclient;

import dev.servlette.datastructures.Headers;
import dev.servlette.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request of the test client carries besides method and path. Mutable: its methods return itself, and the client
 * sends it when the lambda that was given it returns.
 *
 * <pre>{@code
 * client.post("/books", r -> r.header("Accept", "application/json").json(Map.of("title", "Emma")))
 * }</pre>
 */
public final class TestRequest {
    private final List<String> headers = new ArrayList<>(); // name, value, name, value
    private final StringBuilder query = new StringBuilder();
    private @Nullable String mediaType;
    private byte[] body = new byte[0];
    private @Nullable TestForm form;

    TestRequest() {}

    /**
     * Adds a header line, sent as it is. The client's own lines of that name are not sent then; neither is a {@code Content-Length}
     * with a {@code Transfer-Encoding}. A malformed line is refused with a 400, as it is by containers.
     */
    public TestRequest header(String name, String value) {
        headers.add(name);
        headers.add(value.replaceAll("^[ \t]+|[ \t]+$", "")); // line ends stay
        return this;
    }

    /** Adds a parameter to the query, after those in the path; the value is sent as its text. */
    public TestRequest query(String name, Object value) {
        query.append(query.length() == 0 ? "" : "&")
                .append(encoded(name))
                .append('=')
                .append(encoded(value.toString()));
        return this;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Sends a value as JSON. */
    public TestRequest json(@Nullable Object content) {
        return body(Json.standard().writeBytes(content), "application/json");
    }

    /** Sends these bytes. */
    public TestRequest body(byte[] content, String contentType) {
        checkOnly(contentType, form == null ? mediaType : form.mediaType());
        body = content.clone();
        mediaType = contentType;
        return this;
    }

    private static void checkOnly(String contentType, @Nullable String before) {
        if (before != null) {
            throw new IllegalStateException(
                    "A second body of \"" + contentType + "\" was given to a test request, after one of \"" + before
                            + "\". A request has one; keep one call of json(..) or body(..), or calls of field(..) and"
                            + " file(..).");
        }
    }

    /** Adds a field to the form that is sent; the value is sent as its text. Urlencoded, with a file multipart. */
    public TestRequest field(String name, Object value) {
        form().add(name, value.toString());
        return this;
    }

    /** Adds a file to the form that is sent, as {@code application/octet-stream}. */
    public TestRequest file(String name, String filename, byte[] content) {
        return file(name, filename, content, "application/octet-stream");
    }

    /** Adds a file of this media type to the form that is sent. */
    public TestRequest file(String name, String filename, byte[] content, String contentType) {
        form().add(name, filename, content.clone(), contentType);
        return this;
    }

    private TestForm form() {
        TestForm known = form;
        if (known == null) {
            checkOnly(TestForm.URL_ENCODED, mediaType);
            known = new TestForm();
            form = known;
        }
        return known;
    }

    /** The request as it is sent, on top of the client's headers. */
    Outgoing outgoing(String method, String path, Headers defaults) {
        TestForm sent = form;
        if (sent != null) {
            body = sent.body();
            mediaType = sent.mediaType();
        }
        Headers all = sent(defaults);
        return new Outgoing(method, target(path, all.get("Host", Outgoing.HOST)), described(method, all), body);
    }

    private Headers sent(Headers defaults) {
        Headers kept = defaults;
        for (int i = 0; i < headers.size(); i += 2) {
            kept = kept.without(headers.get(i));
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            all.add(kept.name(i));
            all.add(kept.value(i));
        }
        all.addAll(headers);
        return Headers.received(all.toArray(new String[0]));
    }

    private Headers described(String method, Headers all) {
        boolean expectsBody = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
        Headers described = all;
        if (mediaType != null && !all.contains("Content-Type")) {
            described = described.withAdded("Content-Type", mediaType);
        }
        boolean isFramed = all.contains("Content-Length") || all.contains("Transfer-Encoding");
        return !isFramed && (mediaType != null || expectsBody) // RFC 9110, section 8.6; RFC 9112, section 6.2
                ? described.withAdded("Content-Length", String.valueOf(body.length))
                : described;
    }

    private RequestTarget target(String path, String host) {
        RequestTarget target = asked(path, host);
        return query.length() == 0
                ? target
                : RequestTarget.parse(target + (target.query() == null ? "?" : "&") + query);
    }

    /** A path, or a URL of the app, as a {@code Location} and {@code urlFor} give them. */
    private static RequestTarget asked(String path, String host) {
        if (path.startsWith("/")) {
            return RequestTarget.parse(path);
        }
        if (path.startsWith("ws://")) {
            return asked("http" + path.substring("ws".length()), host);
        }
        if (!path.startsWith("http://")) {
            throw new IllegalArgumentException("The test client was asked for \"" + path
                    + "\". A path starts with \"/\", and the client's rootPath(..) if it has one; write \"/" + path
                    + "\".");
        }
        RequestTarget here = RequestTarget.parse("/").resolve(path, host);
        if (here == null) {
            throw new IllegalArgumentException("The test client was asked for \"" + path + "\". The app is at \"http://"
                    + host + "\"; the header Host says where else.");
        }
        return here;
    }
}
