package dev.servlette.testclient;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.Url;
import dev.servlette.json.Json;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A whole answer, as a client sees it. */
public final class TestResponse {
    private final Outgoing request;
    private final int status;
    private final Headers headers;
    private final byte[] content;
    private final Headers trailers;

    /** An answer of which this body was read. */
    TestResponse(TestStream stream, byte[] content) {
        this.request = stream.request();
        this.status = stream.status();
        this.headers = stream.headers();
        this.content = content;
        this.trailers = stream.trailers();
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The headers, without those that only concern a connection. */
    public Headers headers() {
        return headers;
    }

    /** The fields that came after the body, mostly none. */
    public Headers trailers() {
        return trailers;
    }

    /** The body. */
    public byte[] bytes() {
        return content.clone();
    }

    /** The body as text, in the charset that {@code Content-Type} names, else in UTF-8. */
    public String text() {
        return new String(content, charset(headers.get("Content-Type", "")));
    }

    private static Charset charset(String contentType) {
        int at = contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return StandardCharsets.UTF_8;
        }
        String name = contentType.substring(at + "charset=".length());
        int end = name.indexOf(';');
        return Charset.forName(
                (end < 0 ? name : name.substring(0, end)).replace("\"", "").strip());
    }

    /**
     * The body as a value of this type, read by the JSON library that an app uses which names none.
     *
     * @throws dev.servlette.json.JsonException when the body is not JSON of that type
     */
    public <T> T json(Class<T> type) {
        return Json.standard().read(text(), type);
    }

    /** What was asked for in the end, after redirects. */
    public Url url() {
        return Url.of(request.url());
    }

    /** The answer in short, for messages of tests that fail. */
    @Override
    public String toString() {
        return request + " -> " + status + " " + headers + " " + text();
    }
}
