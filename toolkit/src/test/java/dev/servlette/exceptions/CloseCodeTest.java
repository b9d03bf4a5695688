package dev.servlette.exceptions;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseCodeTest {
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1011, 1014, 3000, 4999})
    void theseMayBeSent(int code) {
        assertDoesNotThrow(() -> CloseCode.check(code, "\u00e9".repeat(61)));
    }

    /** RFC 6455, section 7.4: 1004 means nothing yet, and 1005, 1006 and 1015 stand for what was not sent. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 1004, 1005, 1006, 1015, 2999, 5000})
    void theseMayNot(int code) {
        assertEquals(
                "A socket was to be closed with " + code
                        + ". The codes that may be sent are 1000 to 1003, 1007 to 1014, and, for an app's own, 3000 to 4999.",
                assertThrows(IllegalArgumentException.class, () -> CloseCode.check(code, ""))
                        .getMessage());
    }

    @Test
    void aReasonIsShort() {
        String reason = "\u00e9".repeat(62);
        assertEquals(
                "A socket was to be closed with the reason \"" + reason
                        + "\". A reason has at most 123 bytes of UTF-8; send what is longer as a message.",
                assertThrows(IllegalArgumentException.class, () -> CloseCode.check(1000, reason))
                        .getMessage());
    }
}
