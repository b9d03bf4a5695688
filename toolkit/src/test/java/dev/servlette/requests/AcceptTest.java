package dev.servlette.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.Headers;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110, section 12.5.1. */
class AcceptTest {
    private static Accept accept(String line) {
        return Accept.of(Headers.of("Accept", line));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text/html                                   | text/html  | 1000
                    text/html                                   | text/plain | 0
                    TEXT/HTML;q=0.5                             | text/html  | 500
                    text/*;q=0.3, text/plain;q=0.25, */*;Q=0.1  | text/plain | 250
                    text/*;q=0.3, text/plain;q=0.25, */*;Q=0.1  | text/html  | 300
                    text/*;q=0.3, text/plain;q=0.25, */*;Q=0.1  | image/png  | 100
                    text/html;q=0, */*                          | text/html  | 0
                    text/html;level=1;q=0.4                     | text/html  | 400
                    text/html;x="a,b;q=0.1\\"";q=0.7            | text/html  | 700
                    text/html;q=0.2, text/html;q=0.9            | text/html  | 900
                    text/html;q=0.9, text/html;q=0.2            | text/html  | 900
                    text/html;q=1.000                           | text/html  | 1000
                    , ;, x, /x, x/, */x, text/html;q=2          | text/html  | 1000
                    text/a, text/html;q=1.001                   | text/html  | 0
                    text/a, text/html;q=                        | text/html  | 0
                    text/a, text/html;q=0,5                     | text/html  | 0
                    text/a, text/html;q=0.1234                  | text/html  | 0
                    text/a, text/html;q=0.x                     | text/html  | 0
                    text/a, text/html;q=00                      | text/html  | 0
                    text/a, text/html;q=.5                      | text/html  | 0
                    text/a, text/html;q=0                       | text/html  | 0
                    text/a, text/html;q=0.                      | text/html  | 0
                    """)
    void theClosestRangeSaysHowGladly(String line, String mediaType, int quality) {
        assertEquals(quality, accept(line).quality(mediaType));
    }

    /** RFC 9110, section 12.5.3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gzip, deflate, br      | br       | 1000
                    GZIP;q=0.5             | gzip     | 500
                    gzip                   | identity | 0
                    gzip, *;q=0.1          | identity | 100
                    gzip;q=0, *            | gzip     | 0
                    identity;q=0.3         | identity | 300
                    gzip;q=2, br           | gzip     | 0
                    , ;q=1,                | gzip     | 0
                    """)
    void aCodingThatIsNotNamedIsNotAccepted(String line, String coding, int quality) {
        assertEquals(
                quality, Accept.encodings(Headers.of("Accept-Encoding", line)).quality(coding));
        assertEquals(0, Accept.encodings(Headers.of("Accept", line)).quality(coding));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    */*                               | 0
                    text/html                         | 2
                    text/html;q=0.9, a/json           | 1
                    text/html;q=0.9, a/json;q=0.9     | 2
                    a/json, text/plain, */*           | 1
                    a/json;q=0.8, */*                 | 0
                    text/*                            | 0
                    image/png                         | -1
                    text/plain;q=0, */*               | 1
                    """)
    void theGladdestOfferIsChosen(String line, int index) {
        assertEquals(index, accept(line).choose(List.of("text/plain", "a/json", "text/html")));
    }

    @Test
    void nothingSaidIsEverything() {
        assertEquals(1000, Accept.of(Headers.empty()).quality("a/b"));
        assertEquals(0, Accept.of(Headers.empty()).choose(List.of("a/b", "c/d")));
        assertEquals(
                500,
                Accept.of(Headers.of("Accept", "x/y").withAdded("Accept", "a/b;q=0.5"))
                        .quality("a/b"));
    }

    @Test
    void onlyTheFirstHundredRangesCount() {
        assertEquals(0, accept("x/y,".repeat(100) + "a/b").quality("a/b"));
    }

    @Test
    void anyTextIsRead() {
        Random random = new Random(5);
        String signs = "ab*/;,q=01.\"\\ \t";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                line.append(signs.charAt(random.nextInt(signs.length())));
            }
            int quality = accept(line.toString()).quality("a/b");
            assertTrue(quality >= 0 && quality <= 1000, line.toString());
        }
    }
}
