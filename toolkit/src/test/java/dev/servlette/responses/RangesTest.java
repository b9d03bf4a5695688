package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110, section 14. */
class RangesTest {
    private static final Body.File FILE = new Body.File(Path.of("a"), 0, 100);
    private static final Response WHOLE = new Response(200).withBody(FILE).withETag("v");
    private static final String[] PIECES = {
        "-", ",", " ", "\t", "0", "2-3,", "7", "19", "20", "99999999999999999999", "x", "\u0663", "="
    };

    private final Sent sent = new Sent();

    private Response select(Response response, String... headers) {
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        for (int i = 0; i < headers.length; i += 2) {
            exchange.received(headers[i], headers[i + 1]);
        }
        return Ranges.select(sent.request(exchange), response, (Body.File) response.body());
    }

    private Response select(String range) {
        return select(WHOLE, "Range", range);
    }

    private HttpException refused(Response response, String range) {
        return assertThrows(HttpException.class, () -> select(response, "Range", range));
    }

    /** FR7. */
    @ParameterizedTest
    @CsvSource({
        "bytes=0-9,0-9",
        "bytes=0-0,0-0",
        "bytes=90-,90-99",
        "bytes=0-,0-99",
        "bytes=-10,90-99",
        "bytes=-100,0-99",
        "bytes=-101,0-99",
        "bytes=-99999999999999999999,0-99",
        "bytes=90-100,90-99",
        "bytes=90-99999999999999999999,90-99",
        "BYTES = 5 - 9 ,5-9",
        "bytes=007-9,7-9"
    })
    void onePartIsSent(String range, String content) {
        Response part = select(range);
        assertEquals(206, part.status());
        assertEquals("bytes " + content + "/100", part.headers().get("Content-Range"));
        assertEquals("bytes", part.headers().get("Accept-Ranges"));
        String[] ends = content.split("-");
        long first = Long.parseLong(ends[0]);
        assertEquals(new Body.File(Path.of("a"), first, Long.parseLong(ends[1]) - first + 1), part.body());
    }

    /** FR7: a part of a part counts from where that begins. */
    @Test
    void aPartOfAPartIsSent() {
        Response part = select(WHOLE.withBody(new Body.File(Path.of("a"), 1000, 50)), "Range", "bytes=-10");
        assertEquals(new Body.File(Path.of("a"), 1040, 10), part.body());
        assertEquals("bytes 40-49/50", part.headers().get("Content-Range"));
    }

    /** FR8. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0-9,20-29          | 0-9 20-29
                    20-29,0-9          | 0-9 20-29
                    0-9,5-14           | 0-14
                    0-9,10-14          | 0-14
                    0-9,11-14          | 0-9 11-14
                    0-50,10-20,30-60   | 0-60
                    5-9,0-50           | 0-50
                    0-0,-1             | 0-0 99-99
                    0-9,200-300        | 0-9
                    """)
    void partsAreSortedAndMerged(String set, String parts) {
        StringBuilder read = new StringBuilder();
        for (Ranges.Part part : Objects.requireNonNull(Ranges.read(set, 100)).parts()) {
            read.append(read.isEmpty() ? "" : " ")
                    .append(part.first())
                    .append('-')
                    .append(part.end() - 1);
        }
        assertEquals(parts, read.toString());
    }

    /** FR9. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ,,0-9,
                    -,0-9
                    5,0-9
                    a-b,0-9
                    0x1-5,0-9
                    5-6-7,0-9
                    +5-6,0-9
                    --5,0-9
                    """)
    void whatIsNoRangeIsPassedOver(String set) {
        assertEquals(new Body.File(Path.of("a"), 0, 10), select("bytes=" + set).body());
    }

    /** FR10, FR14. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
                    bytes        | Malformed range header.
                    ''           | Malformed range header.
                    0-5          | Malformed range header.
                    bytes=       | Range header: range must be requested
                    bytes=-      | Range header: range must be requested
                    bytes=,,     | Range header: range must be requested
                    bytes=x      | Range header: range must be requested
                    bytes=5-4    | Range header: start must be less than end
                    bytes=0-1,50-10 | Range header: start must be less than end
                    bytes=999-5  | Range header: start must be less than end
                    """)
    void whatIsWrittenWrongIsRefused(String range, String text) {
        HttpException refused = refused(WHOLE, range);
        assertEquals("400: " + text, refused.getMessage());
        assertEquals(0, refused.headers().size());
    }

    /** FR11. */
    @ParameterizedTest
    @CsvSource({"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-", "'bytes=100-,200-'"})
    void whatIsNotThereIsRefused(String range) {
        HttpException refused = refused(WHOLE, range);
        assertEquals("416: Range Not Satisfiable", refused.getMessage());
        assertEquals("[Content-Range: bytes */100]", refused.headers().toString());
    }

    /** FR11: nothing is in an empty file. */
    @Test
    void ofAnEmptyFileNoPartIsThere() {
        Response empty = WHOLE.withBody(new Body.File(Path.of("a"), 0, 0));
        for (String range : List.of("bytes=0-", "bytes=-5", "bytes=0-0")) {
            assertEquals(
                    "[Content-Range: bytes */0]",
                    refused(empty, range).headers().toString());
        }
    }

    private static void assertWhole(Response response) {
        assertEquals("200 [ETag: \"v\", Accept-Ranges: bytes]", response.toString());
        assertEquals(FILE, response.body());
    }

    /** RFC 9110, section 14.2: a unit that is not known. */
    @Test
    void anotherUnitIsPassedOver() {
        assertWhole(select("lines=0-9"));
        assertWhole(select("=0-9"));
        assertWhole(select(WHOLE));
    }

    /** FR14. */
    @Test
    void moreThanAHundredAreTooMany() {
        assertNotNull(Ranges.read("1-1,".repeat(99) + "1-1", 100));
        assertNull(Ranges.read("1-1,".repeat(100) + "1-1", 100));
        assertWhole(select("bytes=" + ",".repeat(100)));
    }

    @Test
    void aResponseMayHaveNoRanges() {
        Response none = WHOLE.withHeader("Accept-Ranges", "none");
        assertEquals(none, select(none, "Range", "bytes=0-9"));
    }

    /** FR12. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "v"                              | 206
                    W/"v"                            | 200
                    "w"                              | 200
                    v                                | 200
                    *                                | 200
                    Sun, 06 Nov 1994 08:49:37 GMT    | 206
                    Sunday, 06-Nov-94 08:49:37 GMT   | 206
                    Sun, 06 Nov 1994 08:49:38 GMT    | 200
                    Sun, 06 Nov 1994 08:49:36 GMT    | 200
                    """)
    void partsAreSentOfWhatTheClientHas(String condition, int status) {
        Response dated = WHOLE.withHeader("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
        assertEquals(
                status,
                select(dated, "Range", "bytes=0-9", "If-Range", condition).status());
    }

    /** RFC 9110, section 8.8.2.2: what changes once more in its second has the same date. */
    @ParameterizedTest
    @CsvSource({"1994-11-06T08:49:37.900Z,200", "1994-11-06T08:49:38Z,206"})
    void aDateSaysNothingBeforeItsSecondIsOver(Instant now, int status) {
        String date = "Sun, 06 Nov 1994 08:49:37 GMT";
        RecordingExchange exchange =
                new RecordingExchange("GET", "/").received("Range", "bytes=0-9").received("If-Range", date);
        Scope scope = new Scope(exchange, new State(), Clock.fixed(now, ZoneOffset.UTC));
        Response dated = WHOLE.withHeader("Last-Modified", date);
        assertEquals(
                status,
                Ranges.select(new Request(scope, Json.standard()), dated, FILE).status());
    }

    /** FR12: a weak validator is of no use here. */
    @Test
    void partsAreNotSentOfWhatHasNoStrongValidator() {
        Response bare = WHOLE.withoutHeader("ETag");
        for (String condition : List.of("\"v\"", "Sun, 06 Nov 1994 08:49:37 GMT")) {
            assertEquals(
                    200,
                    select(bare, "Range", "bytes=0-9", "If-Range", condition).status());
        }
        Response weak = WHOLE.withETag("W/\"v\"");
        assertEquals(
                200, select(weak, "Range", "bytes=0-9", "If-Range", "W/\"v\"").status());
    }

    /** Any header is a part, an error, or is passed over; and the parts are those bytes that one of its ranges names. */
    @Test
    void whateverIsAskedIsAnswered() {
        Random random = new Random(7);
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < 50_000; i++) {
            StringBuilder set = new StringBuilder();
            for (int pieces = random.nextInt(10); pieces > 0; pieces--) {
                set.append(PIECES[random.nextInt(PIECES.length)]);
            }
            outcomes.merge(outcome("bytes=" + set), 1, Integer::sum);
            assertParts(set.toString(), 20);
        }
        assertEquals("[206 File, 206 Stream, 400, 416]", outcomes.keySet().toString());
        assertTrue(outcomes.values().stream().allMatch(count -> count > 100), outcomes::toString);
    }

    private String outcome(String range) {
        try {
            Response response = select(range);
            return response.status() + " " + response.body().getClass().getSimpleName();
        } catch (HttpException e) {
            return String.valueOf(e.status());
        }
    }

    private static void assertParts(String set, int size) {
        BitSet bytes = new BitSet();
        long before = -1;
        for (Ranges.Part part : Objects.requireNonNull(Ranges.read(set, size)).parts()) {
            assertTrue(part.first() > before && part.end() > part.first() && part.end() <= size, set);
            bytes.set((int) part.first(), (int) part.end());
            before = part.end();
        }
        assertEquals(named(set, size), bytes, set);
    }

    /** The same, slowly. */
    private static BitSet named(String set, int size) {
        BitSet bytes = new BitSet();
        for (String range : set.split(",")) {
            String text = range.strip();
            if (!text.matches("[0-9]*[ \t]*-[ \t]*[0-9]*") || text.matches("[ \t]*-[ \t]*")) {
                continue;
            }
            String[] ends = text.split("-", -1);
            long first = ends[0].isBlank() ? Math.max(0, size - number(ends[1])) : number(ends[0]);
            long last = ends[0].isBlank() || ends[1].isBlank() ? size - 1 : number(ends[1]);
            for (long at = first; at <= Math.min(last, size - 1); at++) {
                bytes.set((int) at);
            }
        }
        return bytes;
    }

    private static long number(String digits) {
        return new BigDecimal(digits.strip()).min(new BigDecimal(1000)).longValue();
    }
}
