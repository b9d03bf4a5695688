package dev.servlette.websockets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u007f\u0080", "\u07ff\u0800", "\uffff", "a\ud83d\ude00b"})
    void theLengthIsThatOfTheBytes(String text) {
        int length = text.getBytes(UTF_8).length;
        assertEquals(length, Utf8.length(text));
        assertTrue(Utf8.isAtMost(length, text));
        assertFalse(Utf8.isAtMost(length - 1, text));
    }
}
