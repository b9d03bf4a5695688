package dev.servlette.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommaSeparatedStringsTest {
    private static final String[] PIECES = {",", " ", "\t", "'", "\"", "\\", "a", "b c", "#", "caf\u00e9"};

    private static void assertReads(String text, String... items) {
        assertEquals(List.of(items), CommaSeparatedStrings.of(text), text);
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> CommaSeparatedStrings.of(text))
                .getMessage();
    }

    /** DS-S. */
    @Test
    void textsAreTrimmedAndEmptyOnesLeftOut() {
        assertReads("a, b c ,d", "a", "b c", "d");
        assertReads("");
        assertReads(" , ,, ");
        assertReads(",a,,b,", "a", "b");
        assertReads("a#b", "a#b");
    }

    /** DS-S. */
    @Test
    void whatIsQuotedIsOneItem() {
        assertReads("a,\"b,c\",d", "a", "b,c", "d");
        assertReads("'a,b' , ' c '", "a,b", " c ");
        assertReads("\"\",''", "", "");
        assertReads("x' y'z, 'q' ", "x yz", "q");
    }

    /** DS-S: as a shell reads them. */
    @Test
    void aBackslashTakesWhatFollows() {
        assertReads("a\\,b,\\\"", "a,b", "\"");
        assertReads("a\\ , b", "a ", "b");
        assertReads("\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d");
        assertReads("'a\\'", "a\\");
    }

    @Test
    void whatDoesNotEndIsRefused() {
        assertEquals("The quote \" is not closed.", refusal("a,\"b"));
        assertEquals("The quote ' is not closed.", refusal("it's"));
        assertEquals("The quote \" is not closed.", refusal("\"a\\"));
        assertEquals("Nothing follows the backslash at the end.", refusal("a\\"));
    }

    /** DS-S. */
    @Test
    void aListIsTakenAsItIs() {
        List<String> items = new ArrayList<>(List.of("a", " b,c "));
        CommaSeparatedStrings strings = CommaSeparatedStrings.of(items);
        items.clear();
        assertEquals(2, strings.size());
        assertEquals(" b,c ", strings.get(1));
        assertThrows(UnsupportedOperationException.class, () -> strings.add("x"));
    }

    /** DS-S. */
    @Test
    void theTextIsQuotedWhereItMustBe() {
        assertEquals("a b, \"b,c\"", CommaSeparatedStrings.of("a b,'b,c'").toString());
        assertEquals(
                "\"\", \" a\", \"\\\"\", \"\\\\\", \"it's\"",
                CommaSeparatedStrings.of(List.of("", " a", "\"", "\\", "it's")).toString());
    }

    /** Seeded, so that a failure comes again. */
    @Test
    void whatIsReadIsReadAgainFromItsText() {
        int read = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            String text = random(new Random(seed));
            try {
                CommaSeparatedStrings strings = CommaSeparatedStrings.of(text);
                assertEquals(strings, CommaSeparatedStrings.of(strings.toString()), text);
                read++;
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().startsWith("The quote ") || text.endsWith("\\"), text);
            }
        }
        assertTrue(read > 5000 && read < 19_000, read + " were read");
    }

    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(10); pieces >= 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
