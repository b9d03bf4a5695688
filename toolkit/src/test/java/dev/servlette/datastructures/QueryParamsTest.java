package dev.servlette.datastructures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParamsTest {
    /** RQ5, DS4. */
    @Test
    void theLastValueWinsAndBlanksAreKept() {
        QueryParams query = QueryParams.parse("a=1&b=&a=2&c&=x&&");
        assertEquals("2", query.get("a"));
        assertEquals(List.of("1", "2"), query.getAll("a"));
        assertEquals("", query.get("b", "none"));
        assertEquals("", query.get("c"));
        assertEquals("x", query.get(""));
        assertEquals(Set.of("a", "b", "c", ""), query.names());
        assertEquals(5, query.entries().size());
    }

    @Test
    void anAbsentOneIsNullOrTheFallback() {
        QueryParams none = QueryParams.parse(null);
        assertNull(none.get("a"));
        assertEquals("none", none.get("a", "none"));
        assertEquals(3, none.getInt("a", 3));
        assertEquals(4L, none.getLong("a", 4));
        assertTrue(none.getBoolean("a", true));
        assertFalse(none.contains("a"));
        assertEquals("", none.toString());
    }

    /** RQ5, DS5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a%20b|a b",
                "a+b|a b",
                "%C3%BC|ü",
                "%zz|%zz",
                "%4|%4",
                "%|%",
                "1%2|1%2",
                "%4z|%4z",
                "%FF|\uFFFD",
                "a=b|a=b",
                "+ü%41|' üA'"
            })
    void valuesAreDecodedAsBrowsersWriteThem(String raw, String value) {
        assertEquals(value, QueryParams.parse("q=" + raw).get("q"));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "1,true", "false,false", "False,false", "0,false"})
    void booleansHaveTwoSpellings(String text, boolean value) {
        assertEquals(value, QueryParams.parse("q=" + text).getBoolean("q", !value));
        assertTrue(QueryParams.parse("q=" + text).contains("q"));
    }

    @Test
    void numbersAreRead() {
        assertEquals(-7, QueryParams.parse("q=-7").getInt("q", 0));
        assertEquals(4294967296L, QueryParams.parse("q=4294967296").getLong("q", 0));
    }

    @Test
    void whatIsNoNumberIsTheClientsMistake() {
        QueryParams query = QueryParams.parse("n=x&big=4294967296&b=2");
        String wholeNumber = "must be a whole number.";
        assertEquals("The query parameter \"n\" " + wholeNumber, refused(() -> query.getInt("n", 0)));
        assertEquals("The query parameter \"big\" " + wholeNumber, refused(() -> query.getInt("big", 0)));
        assertEquals("The query parameter \"n\" " + wholeNumber, refused(() -> query.getLong("n", 0)));
        assertEquals("The query parameter \"b\" must be true or false.", refused(() -> query.getBoolean("b", true)));
    }

    private static String refused(Runnable call) {
        return assertThrows(InvalidValueException.class, call::run).getMessage();
    }

    @Test
    void thereMayBeAThousandAndNoMore() {
        assertEquals(1000, QueryParams.parse("a&".repeat(1000)).entries().size());
        assertEquals("The query has more than 1000 parameters.", refused(() -> QueryParams.parse("a&".repeat(1001))));
    }

    @Test
    void parseThrowsNothingWhateverComes() {
        Random random = new Random(5);
        for (int i = 0; i < 20000; i++) {
            StringBuilder raw = new StringBuilder();
            for (int length = random.nextInt(10); length > 0; length--) {
                raw.append(random.nextInt(3) == 0 ? '%' : (char) random.nextInt(0x10000));
            }
            QueryParams query = QueryParams.parse(raw.toString());
            assertTrue(query.names().size() <= query.entries().size(), raw.toString());
        }
    }

    /** DS5. */
    @Test
    void toStringAndParseAreEachOthersReverse() {
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            StringBuilder raw = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                raw.append("&=%+ab2Cü ".charAt(random.nextInt(10)));
            }
            List<Map.Entry<String, String>> entries =
                    QueryParams.parse(raw.toString()).entries();
            String written = QueryParams.parse(raw.toString()).toString();
            assertEquals(entries, QueryParams.parse(written).entries(), raw.toString());
        }
    }
}
