package dev.servlette.datastructures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormDataTest {
    record Signup(String name, Integer age, boolean news, List<String> tags) {}

    private static final UploadFile FIRST = UploadFile.of("1", Headers.empty(), new byte[1]);
    private static final UploadFile SECOND = UploadFile.of("2", Headers.empty(), new byte[2]);

    private static FormData form(String... namesAndValues) {
        List<Map.Entry<String, String>> texts = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            texts.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
        }
        return FormData.of(texts, List.of(Map.entry("a", FIRST), Map.entry("a", SECOND), Map.entry("b", FIRST)));
    }

    /** FM12, DS4. */
    @Test
    void theLastValueWinsAndAllAreKeptInOrder() {
        FormData form = form("a", "1", "b", "", "a", "2");
        assertEquals("2", form.get("a"));
        assertEquals(List.of("1", "2"), form.getAll("a"));
        assertEquals("", form.get("b", "none"));
        assertEquals("none", form.get("c", "none"));
        assertNull(form.get("c"));
        assertEquals(Set.of("a", "b"), form.names());
        assertEquals(List.of(Map.entry("a", "1"), Map.entry("b", ""), Map.entry("a", "2")), form.entries());
        assertThrows(UnsupportedOperationException.class, () -> form.entries().clear());
    }

    /** FM12: texts and files are told apart by the method that asks. */
    @Test
    void filesAreAskedForByMethodsOfTheirOwn() {
        FormData form = form("a", "text");
        assertSame(SECOND, form.file("a"));
        assertEquals(List.of(FIRST, SECOND), form.files("a"));
        assertSame(FIRST, form.file("b"));
        assertNull(form.file("c"));
        assertEquals(List.of(), form.files("c"));
        assertEquals(3, form.files().size());
        assertFalse(form.contains("b"));
        assertTrue(form.contains("a"));
    }

    @Test
    void valuesAreReadAsThoseOfAQuery() {
        FormData form = form("n", "7", "yes", "on", "no", "off");
        assertEquals(7, form.getInt("n", 1));
        assertEquals(7L, form.getLong("n", 1));
        assertTrue(form.getBoolean("yes", false));
        assertFalse(form.getBoolean("no", true));
        String message = assertThrows(InvalidValueException.class, () -> form.getInt("yes", 1))
                .getMessage();
        assertEquals("The form field \"yes\" must be a whole number.", message);
    }

    /** A box that is not checked is not sent. */
    @Test
    void aRecordIsMadeOfTheTexts() {
        assertEquals(
                new Signup("ada", 36, true, List.of("x", "y")),
                form("name", "ada", "age", "36", "news", "on", "tags", "x", "tags", "y")
                        .as(Signup.class));
        assertEquals(new Signup(null, null, false, List.of()), form().as(Signup.class));
        String message = assertThrows(
                        InvalidValueException.class, () -> form("age", "old").as(Signup.class))
                .getMessage();
        assertEquals("The form field \"age\" must be a whole number.", message);
        QueryParams query = QueryParams.parse("name=ada");
        assertEquals(
                "The query parameter \"news\" is missing.",
                assertThrows(InvalidValueException.class, () -> query.as(Signup.class))
                        .getMessage());
    }

    @Test
    void anEmptyFormHasNothing() {
        assertEquals(List.of(), FormData.empty().entries());
        assertEquals(List.of(), FormData.empty().files());
    }

    @Test
    void noValueIsShown() {
        assertEquals(
                "FormData[texts=[password], files=[a, a, b]]",
                form("password", "secret").toString());
    }
}
