package dev.servlette.requests;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.exceptions.HttpException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FormLimitsTest {
    private static void assertRefused(String option, Function<FormLimits, FormLimits> zero) {
        String message = assertThrows(IllegalArgumentException.class, () -> zero.apply(new FormLimits()))
                .getMessage();
        assertEquals(
                option
                        + "(0) was given to FormLimits. A limit is at least 1; a literal of 2 GiB or more needs L, 4L << 30.",
                message);
    }

    @Test
    void zeroIsRefused() {
        assertRefused("maxFiles", limits -> limits.maxFiles(0));
        assertRefused("maxFields", limits -> limits.maxFields(0));
        assertRefused("maxFieldBytes", limits -> limits.maxFieldBytes(4 << 30));
        assertRefused("maxTextBytes", limits -> limits.maxTextBytes(0));
        assertRefused("maxFileBytes", limits -> limits.maxFileBytes(0));
        assertRefused("maxPartHeaderBytes", limits -> limits.maxPartHeaderBytes(0));
        assertRefused("memoryBytes", limits -> limits.memoryBytes(0));
        assertThrows(IllegalArgumentException.class, () -> new FormLimits().maxFiles(-1));
    }

    /** FM1. */
    @Test
    void theUsualLimitsAreThoseOfStarlette() {
        FormLimits usual = new FormLimits();
        assertEquals(1 << 20, usual.fieldBytes());
        assertEquals(128 << 20, usual.fileBytes());
        assertEquals(8 << 10, usual.partHeaderBytes());
        assertEquals(1 << 20, usual.memoryBytes());
        assertDoesNotThrow(() -> usual.checkFiles(1000));
        assertDoesNotThrow(() -> usual.checkFields(1000));
        assertDoesNotThrow(() -> usual.checkText(16 << 20));
        assertThrows(HttpException.class, () -> usual.checkFiles(1001));
        assertThrows(HttpException.class, () -> usual.checkFields(1001));
        assertThrows(HttpException.class, () -> usual.checkText((16 << 20) + 1));
    }

    @Test
    void anOptionReturnsACopy() {
        FormLimits usual = new FormLimits();
        FormLimits large = usual.maxFileBytes(4L << 30);
        assertEquals(4L << 30, large.fileBytes());
        assertEquals(128 << 20, usual.fileBytes());
        assertEquals(usual.fieldBytes(), large.fieldBytes());
    }

    @Test
    void anExceededSizeIsToldInItsUnit() {
        HttpException even = FormLimits.tooLarge("File", 3 << 10);
        assertEquals("413: File exceeded maximum size of 3KB.", even.getMessage());
        assertEquals(
                "File exceeded maximum size of 1025 bytes.",
                FormLimits.tooLarge("File", 1025).detail());
    }
}
