package dev.servlette.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.servlette.datastructures.Cookie;
import dev.servlette.datastructures.HttpDate;
import dev.servlette.datastructures.InvalidValueException;
import dev.servlette.datastructures.QueryParams;
import dev.servlette.datastructures.UrlPath;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A part of a request that is read by code of ours, and what holds whatever stands in it. */
enum Target {
    PATH(Target::path, "/a/%2e%2E/b", "/a%2Fb;c=1/../d", "/%C3%A9//"),
    ROUTE(Target::route, "/int/1", "/float/1.5", "/deep/a-b/c.d/e/f", "/uuid/12345678-1234-1234-1234-123456789abc"),
    STATIC_FILE(
            Target::staticFile,
            "file.txt",
            "../secret.txt",
            "%2e%2e/secret.txt",
            "..%2Fsecret.txt",
            "x/..;/..%5Csecret.txt"),
    QUERY(Target::query, "a=1&b=2&a=%C3%A9+", "&&=&%zz"),
    URL_ENCODED(form("application/x-www-form-urlencoded"), "a=1&b=2&a=%C3%A9+", "&&=&%zz"),
    MULTIPART(
            Target::multipart,
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ntext\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=f; filename*=UTF-8''%C3%A9\r\nContent-Type: text/plain;"
                    + " charset=utf-16\r\nContent-Transfer-Encoding: 8bit\r\n\r\nbytes\r\n--b--"),
    CONTENT_TYPE(
            Target::contentType,
            "multipart/form-data; boundary=b",
            "multipart/form-data;charset=utf-8; boundary=\"b\""),
    ACCEPT(header("Accept"), "text/html, */*;q=0.8", "application/problem+json;level=\"1,\\\"\";q=0.001, text/*;q=0"),
    HOST(header("Host"), "example.org:8080", "[::1]:80", "user@example.org/?x=#"),
    COOKIE(header("Cookie"), "a=1; b=\"x\\073\\\"\"; =c; d", "session=eyJhIjogMX0=.awLGHA.5RT; theme=dark"),
    COOKIE_VALUE(Target::cookie, "plain", "a; b=\"c\" \\ \u00e9", ""),
    RANGE(Target::range, "bytes=0-4", "bytes=-5, 2-3,3-9, 20-", "bytes=9-1", "lines=1-2, x"),
    IF_RANGE(header("If-Range"), "\"tag\"", "W/\"tag\"", "Sun, 06 Nov 1994 08:49:37 GMT"),
    IF_NONE_MATCH(header("If-None-Match"), "\"a\", W/\"tag\"", "*", "\"tag"),
    IF_MATCH(header("If-Match"), "\"a\", W/\"tag\"", "*", "\"tag"),
    IF_MODIFIED_SINCE(
            header("If-Modified-Since"),
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994"),
    DATE(Target::date, "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994");

    private final Consumer<String> check;
    private final List<String> examples;

    Target(Consumer<String> check, String... examples) {
        this.check = check;
        this.examples = List.of(examples);
    }

    /** What clients send; where the fuzzer begins. */
    List<String> examples() {
        return examples;
    }

    /** Sends it; an {@link AssertionError} when something does not hold. Each character is a byte on the wire. */
    void send(String text) {
        check.accept(text);
    }

    /** What is accepted has no dot segment left, and is the same path when it is written and read again. */
    private static void path(String raw) {
        UrlPath path;
        try {
            path = UrlPath.parse(raw);
        } catch (IllegalArgumentException e) {
            return;
        }
        for (String segment : path.text().split("/", -1)) {
            assertFalse(List.of(".", "..").contains(segment), raw);
            assertFalse(segment.indexOf('\\') >= 0 || segment.chars().anyMatch(c -> c < ' '), raw);
        }
        assertEquals(path.encoded(), UrlPath.parse(path.encoded()).encoded(), raw);
    }

    private static void route(String path) {
        FuzzedApp.answer(FuzzedExchange.get(path, null));
    }

    /** ST2: nothing outside the root. */
    private static void staticFile(String path) {
        FuzzedExchange answer = FuzzedApp.answer(FuzzedExchange.get("/static/" + path, null));
        assertFalse(answer.text().contains(FuzzedApp.SECRET), path);
    }

    /** DS5: what was read is written so that it reads the same. */
    private static void query(String raw) {
        FuzzedApp.answer(FuzzedExchange.get("/query", raw));
        try {
            QueryParams params = QueryParams.parse(raw);
            assertEquals(params.entries(), QueryParams.parse(params.toString()).entries(), raw);
        } catch (InvalidValueException e) {
            return; // too many
        }
    }

    private static Consumer<String> form(String contentType) {
        return body -> FuzzedApp.answer(FuzzedExchange.post("/form", contentType, body.getBytes(ISO_8859_1)));
    }

    /** A body is good or bad all the same, as a whole or part by part. */
    private static void multipart(String body) {
        String type = "multipart/form-data; boundary=b";
        byte[] bytes = body.getBytes(ISO_8859_1);
        FuzzedExchange whole = FuzzedApp.answer(FuzzedExchange.post("/form", type, bytes));
        FuzzedExchange parts = FuzzedApp.answer(FuzzedExchange.post("/parts", type, bytes));
        assertEquals(whole.status(), parts.status(), body);
    }

    private static void contentType(String type) {
        byte[] body = MULTIPART.examples.get(0).getBytes(ISO_8859_1);
        FuzzedApp.answer(FuzzedExchange.post("/form", type, body));
        FuzzedApp.answer(FuzzedExchange.post("/text", type, body));
    }

    /** On pages that are there and on one that is not, which is answered as the client accepts it. */
    private static Consumer<String> header(String name) {
        return value -> {
            FuzzedApp.answer(FuzzedExchange.get("/", null, name, value));
            FuzzedApp.answer(FuzzedExchange.get("/file", null, name, value, "Range", "bytes=1-2"));
            FuzzedApp.answer(FuzzedExchange.get("/nothing", null, name, value));
        };
    }

    /** RS7, RQ7: whatever a response sets comes back as it was. */
    private static void cookie(String value) {
        String set;
        try {
            set = Cookie.of("a", value).headerValue();
        } catch (IllegalArgumentException e) {
            return; // too long
        }
        String sent = set.substring(0, set.indexOf("; Path=/"));
        assertEquals(
                value,
                FuzzedApp.answer(FuzzedExchange.get("/cookie", null, "Cookie", sent))
                        .text());
    }

    /** FR7, FR8: what is sent of a file is what stands there. */
    private static void range(String value) {
        FuzzedExchange answer = FuzzedApp.answer(FuzzedExchange.get("/file", null, "Range", value));
        String range = answer.head().get("Content-Range");
        if (answer.status() == 206 && range != null) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(range.substring(6, dash));
            int last = Integer.parseInt(range.substring(dash + 1, range.indexOf('/')));
            assertEquals(FuzzedApp.FILE.substring(first, last + 1), answer.text(), value);
        }
    }

    /** What is read as a date is written as the same one. */
    private static void date(String text) {
        Instant date = HttpDate.parse(text, Clock.systemUTC());
        if (date != null) {
            assertEquals(date, HttpDate.parse(HttpDate.format(date), Clock.systemUTC()), text);
        }
    }
}
