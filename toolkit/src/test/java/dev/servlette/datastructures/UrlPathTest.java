package dev.servlette.datastructures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPathTest {
    private static List<String> segments(UrlPath path) {
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            segments.add(path.segment(i));
        }
        return segments;
    }

    @Test
    void aPathIsSplitAtItsSlashes() {
        assertEquals(List.of(""), segments(UrlPath.parse("/")));
        assertEquals(List.of("a"), segments(UrlPath.parse("/a")));
        assertEquals(List.of("a", ""), segments(UrlPath.parse("/a/")));
        assertEquals(List.of("a", "", "b"), segments(UrlPath.parse("/a//b")));
    }

    /** RT9, and behaviour 5, 13: the slash of a segment stays in it. */
    @Test
    void eachSegmentIsDecodedOnce() {
        assertEquals(List.of("a/b", "c"), segments(UrlPath.parse("/a%2Fb/c")));
        assertEquals(List.of("admin"), segments(UrlPath.parse("/%61dmin")));
        assertEquals(List.of("%41"), segments(UrlPath.parse("/%2541")));
        assertEquals(List.of("ü€"), segments(UrlPath.parse("/%C3%BC%e2%82%ac")));
        assertEquals(List.of("a+b c"), segments(UrlPath.parse("/a+b%20c")));
        assertEquals(List.of("..a/b../.c/...", ""), segments(UrlPath.parse("/..a%2Fb..%2F.c%2F.../")));
    }

    @Test
    void parametersOfSegmentsAreDropped() {
        assertEquals(List.of("a", "b"), segments(UrlPath.parse("/a;jsessionid=1/b;v=%zz")));
        assertEquals(List.of("a;b"), segments(UrlPath.parse("/a%3Bb")));
        assertEquals(List.of(""), segments(UrlPath.parse("/;x")));
    }

    @ParameterizedTest
    @CsvSource({"/x/../y,/y", "/./y,/y", "/x/./y,/x/y", "/x/y/..,/x/", "/x/.,/x/", "/..a/.b,/..a/.b", "/x/y/../../z,/z"
    })
    void dotSegmentsAreResolved(String raw, String text) {
        assertEquals(text, UrlPath.parse(raw).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|The path does not start with a slash.",
                "''|The path does not start with a slash.",
                "/..|The path leaves the root.",
                "/a/../..|The path leaves the root.",
                "/%2e%2e/x|The path hides a dot segment.",
                "/.%2E|The path hides a dot segment.",
                "/%2e|The path hides a dot segment.",
                "/x/..;a/y|The path hides a dot segment.",
                "/f/..%2Fetc|The path hides a dot segment.",
                "/f/a%2F..|The path hides a dot segment.",
                "/f/a%2f%2e%2e%2Fb|The path hides a dot segment.",
                "/f/a%2F.%2Fb|The path hides a dot segment.",
                "/%2F..;x|The path hides a dot segment.",
                "/%|The path has a percent sign without two hexadecimal digits.",
                "/%z1|The path has a percent sign without two hexadecimal digits.",
                "/%1|The path has a percent sign without two hexadecimal digits.",
                "/%1z|The path has a percent sign without two hexadecimal digits.",
                "/%C0%AF|The path is not encoded in UTF-8.",
                "/%FF|The path is not encoded in UTF-8.",
                "/%ED%A0%80|The path is not encoded in UTF-8.",
                "/%00|The path has an encoded control character or backslash.",
                "/%0d%0a|The path has an encoded control character or backslash.",
                "/%7F|The path has an encoded control character or backslash.",
                "/%5C|The path has an encoded control character or backslash.",
                "/\\|The path has a character that must be percent-encoded.",
                "/é|The path has a character that must be percent-encoded.",
                "/a b|The path has a character that must be percent-encoded."
            })
    void whatIsNotWellFormedIsRefused(String raw, String message) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> UrlPath.parse(raw));
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/\u0000", "/\n", "/\u007f"})
    void rawControlsAreRefusedWithoutAnEcho(String raw) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> UrlPath.parse(raw));
        assertEquals("The path has a character that must be percent-encoded.", e.getMessage());
    }

    @Test
    void fromIsAViewFurtherAlong() {
        UrlPath path = UrlPath.parse("/a/b/c");
        UrlPath rest = path.from(1);
        assertEquals("/b/c", rest.text());
        assertEquals("/b/c", rest.toString());
        assertEquals("c", rest.from(1).segment(0));
        assertEquals("b/c", rest.join(0, 2));
        assertEquals("", path.from(3).text());
        assertSame(path, path.from(0));
    }

    @Test
    void encodeSegmentAndParseAreEachOthersReverse() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            String text = text(random);
            String encoded = UrlPath.encodeSegment(text);
            assertEquals(List.of("x" + text), segments(UrlPath.parse("/x" + encoded)), encoded);
        }
        assertEquals("a%2Fb%20%C3%BC~@", UrlPath.encodeSegment("a/b ü~@").replace("%40", "@"));
    }

    @Test
    void encodeKeepsTheSlashes() {
        assertEquals("/a%20b/c%2Bd/".replace("%2B", "+"), UrlPath.encode("/a b/c+d/"));
        assertEquals("", UrlPath.encode(""));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length >= 0; length--) {
            int c = 0x20 + random.nextInt(random.nextBoolean() ? 0x5F : 0x2000);
            text.append(c == '\\' || c == ';' || c == 0x7F ? 'q' : (char) c);
        }
        return text.toString();
    }

    @Test
    void parseThrowsNothingElseWhateverComes() {
        Random random = new Random(11);
        String alphabet = "/.%25cCeEfF02;\\ \u0000\u00e9\u20aca";
        for (int i = 0; i < 20000; i++) {
            StringBuilder raw = new StringBuilder("/");
            for (int length = random.nextInt(12); length > 0; length--) {
                raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertNotNull(outcome(raw.toString()));
        }
    }

    /** Whatever is encoded how, no text that leaves here leads up. */
    @Test
    void noPathThatIsTakenHasDotSegments() {
        Random random = new Random(13);
        String[] parts = {"/", "%2F", "%2f", ".", "%2e", "%2E", "a", ";", ";x", "..", "%252e"};
        int taken = 0;
        for (int i = 0; i < 50000; i++) {
            StringBuilder raw = new StringBuilder("/");
            for (int length = random.nextInt(8); length > 0; length--) {
                raw.append(parts[random.nextInt(parts.length)]);
            }
            taken += outcome(raw.toString()).startsWith("/") ? 1 : 0;
        }
        assertTrue(taken > 10000, "taken: " + taken);
    }

    private static String outcome(String raw) {
        try {
            String text = UrlPath.parse(raw).text();
            String all = text + "/";
            assertTrue(text.startsWith("/") && !all.contains("/../") && !all.contains("/./"), raw);
            return text;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
