package dev.servlette.exceptions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExceptionTest {
    /** EX1. */
    @Test
    void theDetailIsTheReasonPhraseUnlessGiven() {
        assertEquals("Not Found", new HttpException(404).detail());
        assertEquals("404: Not Found", new HttpException(404).getMessage());
        assertEquals("No such book.", new HttpException(404, "No such book.").detail());
        assertEquals(404, new HttpException(404, "No such book.").status());
    }

    /** EX1, RS12. */
    @Test
    void anUnknownStatusHasNoPhrase() {
        assertEquals("", new HttpException(299).detail());
        assertEquals("No Content", Status.phrase(204));
        assertEquals("", Status.phrase(123));
    }

    @Test
    void aHeaderIsAddedToACopy() {
        HttpException plain = new HttpException(405);
        HttpException copy = plain.withHeader("Allow", "GET");
        assertEquals("GET", copy.headers().get("Allow"));
        assertNull(plain.headers().get("Allow"));
        assertNull(copy.getCause());
        assertArrayEquals(plain.getStackTrace(), copy.getStackTrace());
    }

    @Test
    void aCopyKeepsTheCause() {
        HttpException caused = new HttpException(400);
        caused.initCause(new IllegalStateException("x"));
        assertSame(caused.getCause(), caused.withHeader("A", "1").getCause());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 199, 1000})
    void aStatusIsOneOfAnAnswer(int status) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new HttpException(status));
        assertEquals(
                "Status " + status + " was given to an HttpException. It has three digits and is at least 200.",
                e.getMessage());
    }
}
