package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void whatIsTooLongIsCut() {
        assertEquals("abc", Shown.text("abc", 3));
        assertEquals("ab\u2026 (3 characters more)", Shown.text("abcde", 2));
    }

    /** A terminal would obey an escape sequence, and a browser what turns the text round. */
    @Test
    void whatAScreenObeysIsWritten() {
        assertEquals("\\u001b[2Jx\\u0000\\u0085\ty\nz\\u000d", Shown.text("\u001b[2Jx\0\u0085\ty\nz\r", 99));
        assertEquals("\\u202a\\u202e\\u2066\\u2069", Shown.text("\u202a\u202e\u2066\u2069", 99));
        assertEquals("\u2029\u202f\u2065\u206a\u00e9", Shown.text("\u2029\u202f\u2065\u206a\u00e9", 99));
    }

    @Test
    void theFirstLineStandsForAll() {
        assertEquals("abc", Shown.line("abc", 3));
        assertEquals("ab \u2026", Shown.line("ab\ncd", 3));
        assertEquals("a\u2026 (1 characters more) \u2026", Shown.line("ab\ncd", 1));
    }
}
