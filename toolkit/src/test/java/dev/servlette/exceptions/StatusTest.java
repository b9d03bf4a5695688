package dev.servlette.exceptions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatusTest {
    private static Map<String, Integer> named(String prefix) throws IllegalAccessException {
        Map<String, Integer> named = new TreeMap<>();
        for (Field field : Status.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getName().startsWith(prefix)) {
                named.put(field.getName(), field.getInt(null));
            }
        }
        return named;
    }

    /** SS1. */
    @Test
    void eachNameOfHttpSaysItsNumberAndItsPhrase() throws IllegalAccessException {
        Map<String, Integer> named = named("HTTP_");
        assertEquals(63, named.size());
        named.remove("HTTP_306_RESERVED");
        for (Map.Entry<String, Integer> status : named.entrySet()) {
            String phrase = Status.phrase(status.getValue()).toUpperCase(Locale.ROOT);
            String name = phrase.replace("'", "").replaceAll("\\W", "_");
            assertEquals("HTTP_" + status.getValue() + "_" + name, status.getKey());
        }
    }

    /** SS1. */
    @Test
    void eachNameOfWebSocketSaysItsNumber() throws IllegalAccessException {
        Map<String, Integer> named = named("WS_");
        assertEquals(15, named.size());
        named.forEach((name, code) -> assertEquals(code, Integer.parseInt(name.substring(3, 7)), name));
    }

    /** SS1: those of RFC 9110. */
    @Test
    void theNamesAreThoseOfToday() {
        assertEquals(413, Status.HTTP_413_CONTENT_TOO_LARGE);
        assertEquals(414, Status.HTTP_414_URI_TOO_LONG);
        assertEquals(416, Status.HTTP_416_RANGE_NOT_SATISFIABLE);
        assertEquals(422, Status.HTTP_422_UNPROCESSABLE_CONTENT);
        assertEquals(1008, Status.WS_1008_POLICY_VIOLATION);
    }

    @Test
    void aStatusWithoutANameHasNoPhrase() {
        assertEquals("", Status.phrase(306));
        assertEquals("", Status.phrase(299));
        assertEquals("", new HttpException(599).detail());
    }
}
