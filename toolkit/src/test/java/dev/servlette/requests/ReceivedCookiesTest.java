package dev.servlette.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.Cookie;
import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.State;
import dev.servlette.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceivedCookiesTest {
    private static Map<String, String> read(String... lines) {
        String[] headers = new String[lines.length * 2];
        for (int i = 0; i < lines.length; i++) {
            headers[2 * i] = i % 2 == 0 ? "Cookie" : "cookie";
            headers[2 * i + 1] = lines[i];
        }
        return ReceivedCookies.of(Headers.received(headers));
    }

    private static void expect(String line, String... namesAndValues) {
        Map<String, String> expected = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            expected.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        assertEquals(expected, read(line), line);
    }

    /** RQ7: as the standard has them. */
    @Test
    void cookiesAreRead() {
        expect("chips=ahoy; vienna=finger", "chips", "ahoy", "vienna", "finger");
        expect("a=b; Domain=example.com", "a", "b", "Domain", "example.com");
        expect("key:term=value:term", "key:term", "value:term");
        expect("a=b; c=[; d=r; f=h", "a", "b", "c", "[", "d", "r", "f", "h");
        assertEquals(Map.of(), read());
        assertEquals(Map.of(), read(""));
    }

    /** RQ7: as browsers send them all the same. */
    @Test
    void cookiesMayBeMalformed() {
        expect("keebler=E=mc2", "keebler", "E=mc2");
        expect("abc=def; unnamed; x=en", "abc", "def", "", "unnamed", "x", "en");
        expect("a=b; \"; c=d", "a", "b", "", "\"", "c", "d");
        expect("a b c=d e = f; gh=i", "a b c", "d e = f", "gh", "i");
        expect("a   b,c<>@:/[]?{}=d  \"  =e,f g", "a   b,c<>@:/[]?{}", "d  \"  =e,f g");
        expect("saint=Andr\u00e9", "saint", "Andr\u00e9");
        expect("  =  b  ;  ;  =  ;   c  =  ;  ", "", "b", "c", "");
        expect("\t=\t", new String[0]);
        expect(";;;", new String[0]);
    }

    /** RQ7: every semicolon ends a cookie. */
    @Test
    void quotesDoNotHideSemicolons() {
        expect(
                "keebler=\"E=mc2; L=\\\"Loves\\\"; fudge=\\012;\"",
                "keebler",
                "\"E=mc2",
                "L",
                "\\\"Loves\\\"",
                "fudge",
                "\\012",
                "",
                "\"");
    }

    /** RQ7. */
    @Test
    void quotesAreTakenOff() {
        expect("a=\"b\"; c=\"\"; d=\"; e=\"f; g=h\"", "a", "b", "c", "", "d", "\"", "e", "\"f", "g", "h\"");
        expect("a=\"\\\"x\\\" \\\\ \\y\"", "a", "\"x\" \\ y");
        expect("a=\"1\\0542\\073 \\377\"", "a", "1,2; \u00ff");
        expect("a=\"\\477 \\38\\3 \\12/\\12\"", "a", "477 383 12/12");
        expect("a=\"x\\\"", "a", "x\\");
        expect("a=\"\\012\"", "a", "\n");
    }

    /** RQ7: escapes are bytes of UTF-8, if they can be. */
    @Test
    void escapesAreDecoded() {
        expect("a=\"\\342\\202\\254 \\303\\251\"; b=\"\\303\"", "a", "\u20ac \u00e9", "b", "\u00c3");
        expect("a=\u00c3\u00a9; b=\"\u00c3\u00a9\"", "a", "\u00c3\u00a9", "b", "\u00c3\u00a9");
    }

    /** RS7, RQ7: whatever a response sets, the next request brings back. */
    @Test
    void whatWasSetIsReadBack() {
        Random random = new Random(11);
        int[] alphabet = "ab\"\\;,=0123 \t\r\n\0\u007f\u0080\u00e9\u00ff\u20ac\ud83d\ude00%"
                .codePoints()
                .toArray();
        for (int run = 0; run < 50_000; run++) {
            StringBuilder value = new StringBuilder();
            for (int length = random.nextInt(15); length > 0; length--) {
                value.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            String set = Cookie.of("a", value.toString()).headerValue();
            String sent = set.substring(0, set.indexOf(';'));
            assertEquals(Map.of("a", value.toString(), "b", "1"), read(sent + "; b=1"), sent);
        }
    }

    /** RQ7. */
    @Test
    void theLastOfANameCounts() {
        expect("a=b; h=i; a=c", "a", "c", "h", "i");
        expect("a=1; A=2", "a", "1", "A", "2");
        assertEquals(Map.of("a", "2", "b", "1", "c", "3"), read("a=1; b=1", "a=2", "c=3"));
    }

    /** RQ7: a JSON document in a cookie, as an identity provider sets it, is in nobody's way. */
    @Test
    void jsonIsAValue() {
        String json = "{\"responseType\":\"code\",\"scopes\":[\"openid\",\"email\"],"
                + "\"urls\":{\"issuer\":\"https://id.example.com/oauth2\"}}";
        expect(
                "nonce=x; okta-oauth-redirect-params=" + json + "; session=y",
                "nonce",
                "x",
                "okta-oauth-redirect-params",
                json,
                "session",
                "y");
    }

    @Test
    void thereIsAnEndToThem() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1001; i++) {
            many.append('a').append(i).append("=1;");
        }
        Map<String, String> read = read(many.toString(), "b=1");
        assertEquals(1000, read.size());
        assertTrue(read.containsKey("a999"));
    }

    @Test
    void cookiesAreReadOnceAndCannotBeChanged() {
        RecordingExchange exchange = new RecordingExchange("GET", "/").header("Cookie", "a=1");
        Request request = new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
        assertEquals(Map.of("a", "1"), request.cookies());
        assertSame(request.cookies(), request.withJson(Json.builtIn()).cookies());
        assertThrows(
                UnsupportedOperationException.class, () -> request.cookies().put("b", "2"));
    }

    /** Whatever is sent, nothing is thrown, no value holds a semicolon that was not escaped, and what is well formed is read. */
    @Test
    void whateverIsSentIsRead() {
        String pieces = "\"\"\\\\;;== abc0123456789\t\u0000\u00ff,{}";
        Random random = new Random(7);
        assertTimeout(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 100_000; i++) {
                StringBuilder line = new StringBuilder();
                for (int length = random.nextInt(40); length > 0; length--) {
                    line.append(pieces.charAt(random.nextInt(pieces.length())));
                }
                Map<String, String> read = read(line.toString(), "z=" + i);
                assertEquals(String.valueOf(i), read.get("z"), line.toString());
                read.keySet().forEach(name -> assertTrue(name.indexOf(';') < 0 && name.indexOf('=') < 0, name));
            }
        });
    }
}
