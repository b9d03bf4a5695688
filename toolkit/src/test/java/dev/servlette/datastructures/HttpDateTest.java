package dev.servlette.datastructures;

import static java.time.ZoneOffset.UTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 5.6.7. */
class HttpDateTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), UTC);
    private static final String[] PIECES = {
        "Sun",
        "Nov",
        "0",
        "6",
        "31",
        "1994",
        "94",
        ":",
        "08:49:37",
        "GMT",
        ",",
        " ",
        "-",
        "\t",
        "\u00e9",
        "99999",
        "Feb"
    };

    private static @Nullable Instant parse(String text) {
        return HttpDate.parse(text, CLOCK);
    }

    @Test
    void aMomentIsWrittenToTheSecond() {
        assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.format(Instant.parse("1994-11-06T08:49:37.999Z")));
        assertEquals("Thu, 01 Jan 1970 00:00:00 GMT", HttpDate.format(Instant.EPOCH));
        assertEquals("Wed, 31 Dec 1969 23:59:59 GMT", HttpDate.format(Instant.EPOCH.minusMillis(1)));
        assertEquals("Sat, 01 Jan 0000 00:00:00 GMT", HttpDate.format(Instant.parse("0000-01-01T00:00:00Z")));
    }

    @Test
    void aMomentWithoutAYearOfFourDigitsIsRefused() {
        Instant late = Instant.parse("+10000-01-01T00:00:00Z");
        Exception e = assertThrows(IllegalArgumentException.class, () -> HttpDate.format(late));
        assertEquals(
                "The moment +10000-01-01T00:00:00Z cannot be written as a date of HTTP, which has a year of four digits"
                        + " (RFC 9110, section 5.6.7).",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> HttpDate.format(Instant.parse("-0001-12-31T23:59:59Z")));
    }

    /** Any moment of these ten thousand years, against the formatter of the JDK. */
    @Test
    void whatIsWrittenIsRead() {
        DateTimeFormatter slow = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant moment = Instant.ofEpochSecond((long) (random.nextDouble() * 315_569_520_000L) - 62_167_219_200L);
            String text = HttpDate.format(moment);
            assertEquals(slow.format(moment.atOffset(UTC)), text);
            assertEquals(moment, parse(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "Sun, 6 nov 1994 8:49:37 UTC",
                "06 Nov 1994 08:49:37",
                "\tSun,06 NOV 1994\t08:49:37 GMT ",
                "Wed, 06 Nov 1994 08:49:37 GMT"
            })
    void allFormsAreRead(String text) {
        assertEquals(Instant.parse("1994-11-06T08:49:37Z"), parse(text));
    }

    @Test
    void aLeapSecondIsTheNext() {
        assertEquals(Instant.parse("2017-01-01T00:00:00Z"), parse("Sat, 31 Dec 2016 23:59:60 GMT"));
        assertEquals(Instant.parse("2024-02-29T00:00:00Z"), parse("Thu, 29 Feb 2024 00:00:00 GMT"));
    }

    /** A year of two digits lies at most 50 years ahead. */
    @ParameterizedTest
    @CsvSource({"76,2076", "77,1977", "26,2026", "27,2027", "00,2000", "99,1999"})
    void aShortYearIsTheNearest(String digits, String year) {
        assertEquals(Instant.parse(year + "-11-06T08:49:37Z"), parse("Sunday, 06-Nov-" + digits + " 08:49:37 GMT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "0",
                "Sun, 06 Nov 1994",
                "Sun, 06 1994 08:49:37 GMT",
                "Sun, Nov 08:49:37 GMT",
                "Sun, 06 Nov 08:49:37 GMT",
                "Sun, 00 Nov 1994 08:49:37 GMT",
                "Sun, 31 Nov 1994 08:49:37 GMT",
                "Sun, 29 Feb 1900 08:49:37 GMT",
                "Sun, 106 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 19940 08:49:37 GMT",
                "Sun, 06 Nov 1 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT 7",
                "Sun, 06 Nov 1994 08:49 GMT",
                "Sun, 06 Nov 1994 08:49:37:00 GMT",
                "Sun, 06 Nov 1994 24:49:37 GMT",
                "Sun, 06 Nov 1994 08:60:37 GMT",
                "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sun, 06 Nov 1994 08:4:37 GMT",
                "Sun, 06 Nov 1994 :49:37 GMT",
                "Sun, 06 Nov 1994 08:-9:37 GMT",
                "Sun, 06 Nov 1994 08:49:3x GMT",
                "Sun, 06 Nov 1994 08:49:37 08:49:37 GMT",
                "Sun, 0x Nov 1994 08:49:37 GMT",
                "Sun, 0+ Nov 1994 08:49:37 GMT",
                "Sun, +6 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 x8:49:37 GMT",
                "Sun, 06 Nov 1994 08:x9:37 GMT",
                "Sun, 06 Nov \u0661\u0669\u0669\u0664 08:49:37 GMT",
                "1994-11-06T08:49:37Z",
                "Sun, 06 Nov 1994 08:49:37 GMT                                    "
            })
    void anythingElseIsNone(String text) {
        assertNull(parse(text), text);
    }

    @Test
    void whateverIsSentIsADateOrNone() {
        Random random = new Random(8);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder("Sun, 06 Nov 1994 08:49:37 GMT");
            for (int mutations = random.nextInt(4); mutations >= 0; mutations--) {
                int from = random.nextInt(text.length() + 1);
                int to = Math.min(text.length(), from + random.nextInt(5));
                text.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
            }
            Instant moment = parse(text.toString());
            read += moment != null ? 1 : 0;
            assertTrue(moment == null || HttpDate.format(moment).length() == 29, text::toString);
        }
        assertTrue(read > 1000 && read < 40_000, read + " were read");
    }
}
