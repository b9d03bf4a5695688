package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final List<String> FILE = List.of("1", "2", "3", "4", "  5\t", "6", "7", "8", "9");

    /** ER3. */
    @Test
    void sevenLinesAreShown() {
        assertEquals(new Excerpt(2, List.of("2", "3", "4", "  5\t", "6", "7", "8"), 5), Excerpt.around(5, FILE));
        assertEquals(new Excerpt(1, List.of("1", "2", "3", "4"), 1), Excerpt.around(1, FILE));
        assertEquals(new Excerpt(6, List.of("6", "7", "8", "9"), 9), Excerpt.around(9, FILE));
    }

    @Test
    void aLineThatTheFileDoesNotHaveShowsNothing() {
        assertNull(Excerpt.around(0, FILE));
        assertNull(Excerpt.around(-2, FILE));
        assertNull(Excerpt.around(10, FILE));
        assertNull(Excerpt.around(1, List.of()));
    }

    @Test
    void theLineThatMattersIsToldWithoutItsIndent() {
        assertEquals("5", Objects.requireNonNull(Excerpt.around(5, FILE)).line());
    }

    @Test
    void aLongLineIsCut() {
        Excerpt excerpt = Objects.requireNonNull(Excerpt.around(1, List.of("x".repeat(301))));
        assertEquals("x".repeat(300) + "\u2026 (1 characters more)", excerpt.line());
    }
}
