package dev.servlette.exceptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidationTest {
    @Test
    void allFaultsAreToldAtOnce() {
        ValidationException e = assertThrows(
                ValidationException.class,
                () -> new Validation()
                        .check("title", false, "must not be blank")
                        .check("year", true, "must be 1450 or later")
                        .check("pages", false, "must be positive")
                        .check("title", false, "must be short")
                        .orThrow());
        assertEquals(422, e.status());
        assertEquals("title must not be blank\npages must be positive", e.detail());
        assertEquals(Map.of("title", "must not be blank", "pages", "must be positive"), e.errors());
        assertEquals(List.of("title", "pages"), List.copyOf(e.errors().keySet()));
    }

    @Test
    void withoutAFaultNothingIsThrown() {
        new Validation().check("title", true, "must not be blank").orThrow();
    }
}
