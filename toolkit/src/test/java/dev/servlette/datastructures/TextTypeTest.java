package dev.servlette.datastructures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.servlette.config.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTypeTest {
    private static TextType known(Class<?> type) {
        return Objects.requireNonNull(TextType.of(type));
    }

    private static Object read(Class<?> type, String text) {
        return known(type).read(text);
    }

    @Test
    void boxesAndPrimitivesReadAlike() {
        Map<Class<?>, Object> sevens = Map.of(
                byte.class,
                (byte) 7,
                short.class,
                (short) 7,
                int.class,
                7,
                long.class,
                7L,
                float.class,
                7f,
                double.class,
                7d);
        sevens.forEach((type, seven) -> assertEquals(seven, read(type, "7")));
        sevens.forEach((type, seven) -> assertEquals(seven, read(seven.getClass(), "7")));
        assertEquals(true, read(boolean.class, "TRUE"));
        assertEquals(false, read(Boolean.class, "0"));
    }

    /** So the record of a login does not print its password. */
    @Test
    void everyTextMayBeASecret() {
        assertEquals(Secret.of("s3cret"), read(Secret.class, "s3cret"));
        assertEquals("a text", known(Secret.class).expected());
    }

    @Test
    void aNumberThatDoesNotFitIsNone() {
        assertNull(read(byte.class, "128"));
        assertNull(read(Short.class, "32768"));
        assertNull(read(int.class, "2147483648"));
        assertNull(read(Long.class, "9223372036854775808"));
        assertNull(read(Float.class, "1e39"));
        assertNull(read(Double.class, "1e309"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "Infinity", "1d", "0x1p3", "1e", "--1", " 1", "٣"})
    void aFractionIsDecimal(String text) {
        assertNull(read(double.class, text));
        assertNull(read(float.class, text));
        assertEquals(-0.25, read(double.class, "-2.5e-1"));
    }

    @Test
    void aUuidIsWhole() {
        UUID uuid = UUID.fromString("ec38df32-ceda-4cfa-9b4a-1aeb94ad551a");
        assertEquals(uuid, read(UUID.class, "EC38DF32CEDA4CFA9B4A1AEB94AD551A"));
        assertNull(read(UUID.class, "1-1-1-1-1"));
        assertEquals("a UUID", known(UUID.class).expected());
    }

    @Test
    void anEnumIsReadByItsName() {
        assertEquals(TimeUnit.DAYS, read(TimeUnit.class, "DAYS"));
        assertNull(read(TimeUnit.class, "days"));
        assertEquals(
                "one of NANOSECONDS, MICROSECONDS, MILLISECONDS, SECONDS, MINUTES, HOURS, DAYS",
                known(TimeUnit.class).expected());
    }

    @Test
    void timesAreReadByTheirOwnParse() {
        assertEquals(LocalDate.of(2026, 1, 31), read(LocalDate.class, "2026-01-31"));
        assertEquals(Instant.EPOCH, read(Instant.class, "1970-01-01T00:00:00Z"));
        assertEquals(Duration.ofMinutes(5), read(Duration.class, "PT5M"));
        assertNull(read(LocalDate.class, "2026-02-30"));
        assertEquals("ISO 8601 (LocalDate)", known(LocalDate.class).expected());
    }

    @Test
    void otherTypesAreNotKnown() {
        assertNull(TextType.of(Object.class));
        assertNull(TextType.of(Clock.class));
        assertNull(TextType.of(ZoneId.class));
        assertNotNull(TextType.of(String.class));
    }
}
