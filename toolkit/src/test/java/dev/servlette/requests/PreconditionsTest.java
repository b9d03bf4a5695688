package dev.servlette.requests;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110, section 13. */
class PreconditionsTest {
    private static final String[] PIECES = {"\"", "W/", ",", " ", "\t", "*", "v", "\"v\"", "\u00e9", "\\", "W", "/"};

    private static Request request(String method, String... headers) {
        RecordingExchange exchange = new RecordingExchange(method, "/");
        for (int i = 0; i < headers.length; i += 2) {
            exchange.received(headers[i], headers[i + 1]);
        }
        return new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.standard());
    }

    private static int status(String etag, String... headers) {
        return Preconditions.status(request("GET", headers), Headers.of("ETag", etag));
    }

    /** ST9. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "v"    | "v"                  | 304
                    "v"    | W/"v"                | 304
                    W/"v"  | "v"                  | 304
                    W/"v"  | W/"v"                | 304
                    "v"    | "a","v"              | 304
                    "v"    | "a" , W/"b" , "v"    | 304
                    "v"    | ,, x "v"             | 304
                    "a,v"  | "a,v"                | 304
                    "v"    | *                    | 304
                    "v"    | "a"                  | 200
                    "v"    | "a,v"                | 200
                    "v"    | v                    | 200
                    "v"    | "v                   | 200
                    "v"    | "a" "                | 200
                    "v"    | "*"                  | 200
                    "v"    | *,"a"                | 200
                    "v"    | ""                   | 200
                    """)
    void aTagThatIsListedIsNotModified(String etag, String listed, int status) {
        assertEquals(status, status(etag, "If-None-Match", listed));
    }

    /** ST9. */
    @Test
    void tagsMayStandInManyLinesBehindTabs() {
        assertEquals(304, status("\"v\"", "If-None-Match", "\"a\"", "If-None-Match", "\t\"b\",\tW/\"v\"\t"));
        assertEquals(200, status("\"v\"", "If-None-Match", ""));
        assertEquals(304, status("\"v\"", "If-None-Match", "\t*"));
    }

    /** RFC 9110, section 13.1.1: strong comparison. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "v"    | "a", "v"             | 200
                    "v"    | *                    | 200
                    "v"    | W/"v"                | 412
                    W/"v"  | W/"v"                | 412
                    W/"v"  | "v"                  | 412
                    "v"    | "a"                  | 412
                    "v"    | v                    | 412
                    """)
    void aTagThatIsNotListedFails(String etag, String listed, int status) {
        assertEquals(status, status(etag, "If-Match", listed));
    }

    private static int dated(String method, String header, String date) {
        Headers validators = Headers.of("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
        return Preconditions.status(request(method, header, date), validators);
    }

    /** ST9. */
    @Test
    void whatChangedLaterIsModified() {
        String header = "If-Modified-Since";
        assertEquals(304, dated("GET", header, "Sun, 06 Nov 1994 08:49:37 GMT"));
        assertEquals(304, dated("HEAD", header, "Sunday, 06-Nov-94 08:49:38 GMT"));
        assertEquals(200, dated("GET", header, "Sun Nov  6 08:49:36 1994"));
        assertEquals(200, dated("GET", header, "then"));
        assertEquals(200, dated("PUT", header, "Sun, 06 Nov 1994 08:49:37 GMT"));
    }

    @Test
    void whatChangedLaterFails() {
        String header = "If-Unmodified-Since";
        assertEquals(200, dated("PUT", header, "Sun, 06 Nov 1994 08:49:37 GMT"));
        assertEquals(200, dated("GET", header, "Sun, 06 Nov 1994 08:49:38 GMT"));
        assertEquals(412, dated("GET", header, "Sun, 06 Nov 1994 08:49:36 GMT"));
        assertEquals(200, dated("PUT", header, "then"));
    }

    @Test
    void datesOfWhatHasNoneArePassedOver() {
        for (String header : new String[] {"If-Modified-Since", "If-Unmodified-Since"}) {
            assertEquals(200, status("\"v\"", header, "Sun, 06 Nov 1994 08:49:37 GMT"));
            Headers wrong = Headers.of("Last-Modified", "then");
            assertEquals(200, Preconditions.status(request("GET", header, "Sun, 06 Nov 1994 08:49:37 GMT"), wrong));
        }
    }

    /** RFC 9110, section 13.2.2. */
    @Test
    void tagsGoBeforeDates() {
        Request request = request(
                "GET",
                "If-None-Match",
                "\"a\"",
                "If-Modified-Since",
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "If-Match",
                "\"v\"",
                "If-Unmodified-Since",
                "Sun, 06 Nov 1994 08:49:36 GMT");
        Headers validators = Headers.of("ETag", "\"v\"", "Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
        assertEquals(200, Preconditions.status(request, validators));
        assertEquals(412, status("\"v\"", "If-Match", "\"a\"", "If-None-Match", "\"v\""));
    }

    @Test
    void aHandlerLearnsThatItNeedNotAnswer() {
        Request request = request("GET", "If-None-Match", "\"v7\"");
        assertTrue(Preconditions.isNotModified(request, "v7"));
        assertFalse(Preconditions.isNotModified(request, "v8"));
        Request dated = request("GET", "If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT");
        assertTrue(Preconditions.isNotModified(dated, Instant.parse("1994-11-06T08:49:37.9Z")));
        assertFalse(Preconditions.isNotModified(dated, Instant.parse("1994-11-06T08:49:38Z")));
    }

    private static int checked(@Nullable String etag, String header, String tag) {
        Request request = request("PUT", header, tag);
        try {
            Preconditions.check(request, etag);
            return 200;
        } catch (HttpException e) {
            return e.status();
        }
    }

    @Test
    void aChangeIsHeldToWhatItsClientKnows() {
        assertEquals(200, checked("v7", "If-Match", "\"v7\""));
        assertEquals(412, checked("v8", "If-Match", "\"v7\""));
        assertEquals(200, checked("v7", "If-Match", "*"));
        assertEquals(412, checked(null, "If-Match", "*"));
        assertEquals(412, checked(null, "If-Match", "\"v7\""));
        assertEquals(412, checked("v7", "If-None-Match", "*"));
        assertEquals(200, checked(null, "If-None-Match", "*"));
        assertEquals(200, checked("v7", "X-A", "*"));
        assertDoesNotThrow(() -> Preconditions.check(request("GET", "If-None-Match", "\"v7\""), "v7"));
        assertEquals(
                "412: Precondition Failed",
                assertThrows(HttpException.class, () -> Preconditions.check(request("PUT", "If-Match", "\"a\""), "b"))
                        .getMessage());
    }

    @Test
    void whateverIsListedIsListedOrNot() {
        Random random = new Random(7);
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < 50_000; i++) {
            StringBuilder listed = new StringBuilder();
            for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
                listed.append(PIECES[random.nextInt(PIECES.length)]);
            }
            statuses.merge(status("\"v\"", "If-None-Match", listed.toString()), 1, Integer::sum);
            statuses.merge(1000 + status("W/\"v\"", "If-Match", listed.toString()), 1, Integer::sum);
        }
        assertEquals("[200, 304, 1200, 1412]", statuses.keySet().toString(), statuses::toString);
        assertTrue(statuses.get(304) > 1000 && statuses.get(200) > 1000, statuses::toString);
    }
}
