package dev.servlette.datastructures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private static final Headers THREE = Headers.of("A", "1", "b", "2", "a", "3");

    /** DS6. */
    @Test
    void namesCompareWithoutCaseAndTheFirstValueIsGiven() {
        assertEquals("1", THREE.get("a"));
        assertEquals("2", THREE.get("B", "none"));
        assertEquals(List.of("1", "3"), THREE.getAll("A"));
        assertTrue(THREE.contains("B"));
    }

    @Test
    void anAbsentHeaderIsNullTheFallbackOrEmpty() {
        assertNull(THREE.get("c"));
        assertEquals("none", THREE.get("c", "none"));
        assertEquals(List.of(), THREE.getAll("c"));
        assertFalse(THREE.contains("c"));
    }

    /** DS6. */
    @Test
    void linesKeepOrderAndDuplicates() {
        assertEquals(3, THREE.size());
        assertEquals("b", THREE.name(1));
        assertEquals("2", THREE.value(1));
        assertEquals(List.of(Map.entry("A", "1"), Map.entry("b", "2"), Map.entry("a", "3")), THREE.entries());
        assertEquals("[A: 1, b: 2, a: 3]", THREE.toString());
        assertEquals("[]", Headers.empty().toString());
    }

    /** DS7. */
    @Test
    void withReplacesTheFirstLineAndDropsTheOthers() {
        assertEquals("[a: 9, b: 2]", THREE.with("a", "9").toString());
        assertEquals("[A: 1, b: 2, a: 3, c: 4]", THREE.with("c", "4").toString());
        assertEquals("[A: 1, b: 9, a: 3]", THREE.with("b", "9").toString());
        assertEquals("[A: 1, b: 2, a: 3]", THREE.toString());
    }

    /** DS7. */
    @Test
    void withAddedAndWithoutAreCopies() {
        assertEquals("[A: 1, b: 2, a: 3, a: 4]", THREE.withAdded("a", "4").toString());
        assertEquals("[b: 2]", THREE.without("A").toString());
        assertSame(THREE, THREE.without("c"));
    }

    /** DS7. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Origin|Origin", "Accept|Accept, Origin", "accept, ORIGIN|accept, ORIGIN", "*|*", "''|Origin"})
    void varyNamesAHeaderOnce(String before, String after) {
        Headers headers = Headers.of("Vary", before).withVary("Origin");
        assertEquals(after, headers.get("Vary"));
        assertEquals("Origin", Headers.empty().withVary("Origin").get("Vary"));
    }

    /** DS7. */
    @Test
    void severalVaryLinesBecomeOne() {
        Headers headers = Headers.of("Vary", "A", "X", "1", "vary", "B");
        assertEquals("[Vary: A, B, Origin, X: 1]", headers.withVary("Origin").toString());
        assertSame(headers, headers.withVary("b"));
    }

    /** DS6. */
    @Test
    void equalityIgnoresTheOrderOfLinesAndTheCaseOfNames() {
        assertEquals(Headers.of("b", "2", "A", "1", "a", "3"), THREE);
        assertEquals(Headers.of("b", "2", "A", "1", "a", "3").hashCode(), THREE.hashCode());
        assertNotEquals(Headers.of("b", "2"), THREE);
        assertNotEquals(THREE, "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "é", "a\r\nb", "(", "\u007f"})
    void aNameThatIsNoTokenIsRefused(String name) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Headers.of(name, "1"));
        String shown = name.replaceAll("[^ -~]", "?");
        assertEquals(
                "Header \"" + shown + "\" has a name that is no token (RFC 9110, section 5.1). Use letters, digits and"
                        + " hyphens.",
                e.getMessage());
    }

    @Test
    void everyTokenCharacterIsTaken() {
        assertEquals("1", Headers.of("aZ09!#$%&'*+-.^_`|~", "1").get("AZ09!#$%&'*+-.^_`|~"));
    }

    @ParameterizedTest
    @CsvSource({
        "'a\rb',000D",
        "'a\r\n',000D",
        "'\na',000A",
        "'\u2003a',2003",
        "'a\nSet-Cookie: x',000A",
        "'a\u0000b',0000",
        "'\u007f',007F",
        "'€',20AC"
    })
    void aValueWithControlsOrOutsideLatin1IsRefused(String value, String shown) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Headers.of("A", value));
        assertEquals(
                "Header \"A\" has U+" + shown
                        + " in its value. A value has no control characters and none outside Latin-1"
                        + " (RFC 9110, section 5.5); encode it.",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> THREE.with("A", value));
        assertThrows(IllegalArgumentException.class, () -> THREE.withAdded("A", value));
    }

    @Test
    void aValueIsTrimmedAndMayHaveTabsAndLatin1() {
        assertEquals("a\té", Headers.of("A", " \ta\té \t").get("A"));
        assertEquals("", Headers.of("A", " \t ").get("A"));
    }

    @Test
    void aValueForEachNameIsNeeded() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Headers.received("A"));
        assertEquals("Headers were given 1 texts. They take name, value, name, value; one is missing.", e.getMessage());
    }

    @Test
    void theArrayGivenToOfIsCopied() {
        String[] lines = {"A", "1"};
        Headers headers = Headers.of(lines);
        lines[1] = "2";
        assertEquals("1", headers.get("A"));
    }

    /** RFC 9110, section 8.8.3. */
    @Test
    void aTagIsQuoted() {
        assertEquals("[ETag: \"v7\"]", Headers.empty().withETag("v7").toString());
        assertEquals(
                "[ETag: \"v7\"]", Headers.of("etag", "x").withETag("\"v7\"").toString());
        assertEquals("[ETag: W/\"v7\"]", Headers.empty().withETag("W/\"v7\"").toString());
        assertEquals("[ETag: \"\"]", Headers.empty().withETag("").toString());
        assertEquals(
                "[ETag: \"W/v\u00e9\"]", Headers.empty().withETag("W/v\u00e9").toString());
    }

    @Test
    void aTagThatCannotBeQuotedIsRefused() {
        for (String tag : List.of("a b", "a\"b", "\"", "\"a", "a\n", "a\u007f", "\u20ac", "W/\"")) {
            assertThrows(IllegalArgumentException.class, () -> Headers.empty().withETag(tag), tag);
        }
        assertEquals(
                "The tag \"a b\" was given for an ETag. It has no blanks, quotes, control characters or characters outside"
                        + " Latin-1; use a version or a hash.",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Headers.empty().withETag("a b"))
                        .getMessage());
    }
}
