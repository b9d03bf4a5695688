package dev.servlette.convertors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertorsTest {
    private static final Convertors STANDARD = Convertors.standard();

    private static Convertor<?> convertor(String name) {
        return Objects.requireNonNull(STANDARD.find(name));
    }

    @SuppressWarnings("unchecked")
    private static String text(String name, Object value) {
        return ((Convertor<Object>) convertor(name)).toString(value);
    }

    private static String refusal(String name, Object value) {
        return assertThrows(IllegalArgumentException.class, () -> text(name, value))
                .getMessage();
    }

    @Test
    void theFiveOfStarletteAreKnownInTheirOrder() {
        assertEquals(List.of("str", "int", "float", "uuid", "path"), STANDARD.names());
        assertNull(STANDARD.find("integer"));
    }

    /** CV1. */
    @Test
    void strTakesOneSegmentThatIsNotEmpty() {
        assertTrue(convertor("str").matches("é b"));
        assertFalse(convertor("str").matches(""));
        assertEquals("a", convertor("str").convert("a"));
        assertEquals(String.class, convertor("str").type());
        assertFalse(convertor("str").spansSegments());
    }

    /** CV1. */
    @Test
    void strRefusesToWriteNothingAndSlashes() {
        assertEquals("a b", text("str", "a b"));
        assertEquals(
                "\"\" was given for a parameter of kind str. It takes text that is not empty and has no slash; use"
                        + " {name:path} for text with slashes.",
                refusal("str", ""));
        assertTrue(refusal("str", "a/b").startsWith("\"a/b\" was given"));
    }

    /** CV2. */
    @ParameterizedTest
    @CsvSource({"0,0", "007,7", "42,42", "9223372036854775807,9223372036854775807"})
    void intTakesDigits(String text, long value) {
        assertTrue(convertor("int").matches(text));
        assertEquals(value, convertor("int").convert(text));
    }

    /** CV2; behaviour 5, 16: what does not fit a long does not match. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.0", "a", "1a", "+1", "٣", "9223372036854775808", "99999999999999999999"})
    void intTakesNothingElse(String text) {
        assertFalse(convertor("int").matches(text));
    }

    /** CV2. */
    @Test
    void intRefusesToWriteNegativeNumbers() {
        assertEquals("7", text("int", 7L));
        assertEquals(
                "-1 was given for a parameter of kind int. It takes numbers from 0 on; use {name} for a text with a sign.",
                refusal("int", -1L));
        assertEquals(Long.class, convertor("int").type());
    }

    /** CV3. */
    @ParameterizedTest
    @CsvSource({"1,1", "25.5,25.5", "0.001,0.001", "007.50,7.5"})
    void floatTakesDigitsAndAFraction(String text, double value) {
        assertTrue(convertor("float").matches(text));
        assertEquals(value, convertor("float").convert(text));
    }

    /** CV3. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".5", "1.", "1-0", "1.5x", "1e7", "-1", "NaN", "1.2.3"})
    void floatTakesNothingElse(String text) {
        assertFalse(convertor("float").matches(text));
    }

    /** CV3; as CV2, what is too large does not match: infinity is no value. */
    @Test
    void floatIsFinite() {
        String largest = "9".repeat(308) + ".5";
        assertTrue(convertor("float").matches(largest));
        assertEquals(1e308, convertor("float").convert(largest));
        assertFalse(convertor("float").matches("1" + "0".repeat(308)));
    }

    /** CV3. */
    @ParameterizedTest
    @CsvSource({"25.5,25.5", "3,3", "1e-7,0.0000001", "0,0", "1e-30,0", "100,100"})
    void floatWritesWithoutExponent(double value, String text) {
        assertEquals(text, text("float", value));
    }

    /** CV3. */
    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void floatRefusesToWriteWhatItWouldNotRead(double value) {
        assertEquals(
                value
                        + " was given for a parameter of kind float. It takes finite numbers from 0 on; use {name} for other"
                        + " text.",
                refusal("float", value));
        assertEquals(Double.class, convertor("float").type());
    }

    /** CV4. */
    @ParameterizedTest
    @ValueSource(strings = {"ec38df32-ceda-4cfa-9b4a-1aeb94ad551a", "EC38DF32CEDA4CFA9B4A1AEB94AD551A"})
    void uuidTakesBothCasesWithOrWithoutDashes(String text) {
        UUID uuid = UUID.fromString("ec38df32-ceda-4cfa-9b4a-1aeb94ad551a");
        assertTrue(convertor("uuid").matches(text));
        assertEquals(uuid, convertor("uuid").convert(text));
        assertEquals("ec38df32-ceda-4cfa-9b4a-1aeb94ad551a", text("uuid", uuid));
        assertEquals(UUID.class, convertor("uuid").type());
    }

    /** CV4. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "not-a-uuid",
                "ec38df32-ceda-4cfa-9b4a-1aeb94ad551g",
                "ec38df32cceda-4cfa-9b4a-1aeb94ad551a",
                "ec38df32-ceda04cfa-9b4a-1aeb94ad551a",
                "ec38df32-ceda-4cfa09b4a-1aeb94ad551a",
                "ec38df32-ceda-4cfa-9b4a01aeb94ad551a",
                "-c38df32ceda4cfa9b4a1aeb94ad551a",
                "ec38df32ceda4cfa9b4a1aeb94ad551é"
            })
    void uuidTakesNothingElse(String text) {
        assertFalse(convertor("uuid").matches(text));
    }

    /** CV5. */
    @Test
    void pathTakesSlashesAndNothing() {
        assertTrue(convertor("path").matches(""));
        assertTrue(convertor("path").matches("a/b"));
        assertTrue(convertor("path").spansSegments());
        assertEquals("a/b", text("path", "a/b"));
        assertEquals("", text("path", ""));
    }

    /** CV6. */
    @Test
    void oneMoreConvertorIsACopy() {
        Convertor<?> own = convertor("int");
        Convertors more = STANDARD.with("year", own);
        assertSame(own, more.find("year"));
        assertNull(STANDARD.find("year"));
    }

    @Test
    void aNameHasOneConvertor() {
        Convertor<?> own = convertor("int");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> STANDARD.with("str", own));
        assertEquals(
                "Convertor \"str\" was added, but there is one of that name. A name has one meaning; choose another.",
                e.getMessage());
    }
}
