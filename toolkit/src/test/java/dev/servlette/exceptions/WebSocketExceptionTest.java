package dev.servlette.exceptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WebSocketExceptionTest {
    /** EX2. */
    @Test
    void saysCodeAndReason() {
        WebSocketException e = new WebSocketException(1008, "Policy Violation");
        assertEquals("1008: Policy Violation", e.getMessage());
        assertEquals(1008, e.code());
        assertEquals("Policy Violation", e.reason());
    }

    @Test
    void needsNoReason() {
        WebSocketException e = new WebSocketException(4000);
        assertEquals("4000", e.getMessage());
        assertEquals("", e.reason());
    }

    @Test
    void hasACodeThatMayBeSent() {
        assertThrows(IllegalArgumentException.class, () -> new WebSocketException(1006));
    }
}
