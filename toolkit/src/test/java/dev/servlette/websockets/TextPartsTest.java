package dev.servlette.websockets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPartsTest {
    @Test
    void theWholeIsAllParts() {
        TextParts parts = new TextParts(1 << 20, 3);
        assertTrue(parts.add("Grüße, "));
        assertTrue(parts.add(""));
        assertTrue(parts.add("世界"));
        assertEquals("Grüße, 世界", parts.whole());
    }

    @ParameterizedTest
    @CsvSource({"aaaaa, aaaa, a, a", "äöü, äö, a, a", "世, 世a, 世, a", "a, b, \uD83D\uDE00\uD83D\uDE00, a"})
    void aTextHasAsManyBytesAsItsLimitAndNoneMore(String first, String second, String third, String tooMuch) {
        TextParts parts = new TextParts((first + second + third).getBytes(UTF_8).length, 0);
        assertTrue(parts.add(first));
        assertTrue(parts.add(second));
        assertTrue(parts.add(third));
        assertEquals(first + second + third, parts.whole());
        assertFalse(parts.add(tooMuch));
    }
}
