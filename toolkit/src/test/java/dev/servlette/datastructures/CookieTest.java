package dev.servlette.datastructures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6265bis. */
class CookieTest {
    private static final Cookie COOKIE = Cookie.of("a", "b");

    private static void assertRefused(String message, Runnable mistake) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, mistake::run);
        assertEquals(message, e.getMessage());
    }

    /** RS7. */
    @Test
    void aCookieHasAllItsAttributesInOneOrder() {
        Cookie cookie = Cookie.of("mycookie", "myvalue")
                .maxAge(Duration.ofSeconds(10))
                .expires(Instant.parse("2037-01-22T12:00:10Z"))
                .path("/")
                .domain("localhost")
                .secure(true)
                .httpOnly(true)
                .sameSite(Cookie.SameSite.NONE)
                .partitioned(true);
        assertEquals("mycookie", cookie.name());
        assertEquals(
                "mycookie=myvalue; Domain=localhost; expires=Thu, 22 Jan 2037 12:00:10 GMT; HttpOnly; Max-Age=10;"
                        + " Partitioned; Path=/; SameSite=none; Secure",
                cookie.headerValue());
    }

    /** RS7. */
    @Test
    void aCookieIsForTheWholeSiteUnlessTold() {
        assertEquals("a=b; Path=/; SameSite=lax", COOKIE.headerValue());
        assertEquals("a=b", COOKIE.path("").sameSite(Cookie.SameSite.UNSET).headerValue());
        assertEquals(
                "a=b; Path=/x y; SameSite=strict",
                COOKIE.path("/x y").sameSite(Cookie.SameSite.STRICT).headerValue());
        assertEquals("a=b; Path=/; SameSite=lax", COOKIE.toString());
    }

    @Test
    void optionsMayBeTakenBackAndGiveCopies() {
        Cookie all = COOKIE.secure(true).httpOnly(true).partitioned(true);
        assertEquals(
                COOKIE.headerValue(),
                all.secure(false).httpOnly(false).partitioned(false).headerValue());
        assertEquals("a=b; Path=/; SameSite=lax", COOKIE.headerValue());
    }

    /** RS8. */
    @Test
    void aDeletedCookieIsOneThatHasExpired() {
        assertEquals(
                "a=\"\"; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=lax",
                COOKIE.maxAge(Duration.ofDays(1)).deleted().headerValue());
        assertEquals(
                "a=\"\"; Domain=example.org; expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Max-Age=0; Partitioned;"
                        + " Path=/x; SameSite=lax; Secure",
                COOKIE.path("/x")
                        .domain("example.org")
                        .secure(true)
                        .httpOnly(true)
                        .partitioned(true)
                        .deleted()
                        .headerValue());
    }

    /** RS7. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "b|b",
                "YQ==|YQ==",
                "/a?b=[c]{d}<e>(f)@g|/a?b=[c]{d}<e>(f)@g",
                "``|\"\"",
                "b c;d|\"b c\\073d\"",
                "b,c|\"b\\054c\"",
                "b\"c\\d|\"b\\\"c\\\\d\"",
                "\u00e9\u20ac|\"\\303\\251\\342\\202\\254\""
            })
    void aValueIsQuotedWhereItMust(String value, String quoted) {
        assertEquals(
                "a=" + quoted + "; Path=/; SameSite=lax", Cookie.of("a", value).headerValue());
    }

    /** RS7: nothing in a value ends the value, or the line. */
    @Test
    void aValueCannotLeaveItsPlace() {
        assertEquals("\"\\015\\012Set-Cookie: x=y\"", CookieValue.quoted("\r\nSet-Cookie: x=y"));
        Random random = new Random(7);
        for (int run = 0; run < 2000; run++) {
            String value = random.ints(random.nextInt(12), 0, 300)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String quoted = CookieValue.quoted(value);
            assertTrue(quoted.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != ';' && c != ','), quoted);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a;b", "\u00e9", "a\r"})
    void aNameIsAToken(String name) {
        assertRefused(
                "Cookie \"" + Headers.printable(name)
                        + "\" has a name that is no token (RFC 6265, section 4.1.1). Use letters, digits and hyphens.",
                () -> Cookie.of(name, "b"));
    }

    @Test
    void aCookieThatBrowsersDropIsRefused() {
        assertEquals("a", Cookie.of("a", "b".repeat(4095)).name());
        assertRefused(
                "Cookie \"a\" has 4097 bytes of name and value. Browsers drop one of more than 4096 (RFC 6265bis, section"
                        + " 5.7); keep the data on the server.",
                () -> Cookie.of("a", "b".repeat(4096)));
    }

    @Test
    void anAgeIsASecondOrMore() {
        assertEquals(
                "a=b; Max-Age=1; Path=/; SameSite=lax",
                COOKIE.maxAge(Duration.ofMillis(1999)).headerValue());
        for (String age : new String[] {"PT0S", "PT-5S", "PT0.999S"}) {
            assertRefused(
                    "The age " + age
                            + " was given to cookie \"a\". A cookie is kept for a second or more; deleted() has it"
                            + " forgotten, and one without an age is kept until the browser closes.",
                    () -> COOKIE.maxAge(Duration.parse(age)));
        }
    }

    @Test
    void aPathStartsWithASlash() {
        assertRefused(
                "The path \"x\" was given to cookie \"a\". It starts with a slash, or is \"\" for the directory of the"
                        + " request.",
                () -> COOKIE.path("x"));
    }

    @Test
    void aDomainIsAHost() {
        for (String domain : new String[] {"", "a b"}) {
            assertRefused(
                    "The domain \"" + domain
                            + "\" was given to cookie \"a\". It is the name of a host; leave it out for the"
                            + " host that sets the cookie.",
                    () -> COOKIE.domain(domain));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/;Secure", "/\r\nX: y", "/\u007f", "/\u00e9", "/\0"})
    void anAttributeCannotLeaveItsPlace(String path) {
        assertRefused(
                "The path \"" + Headers.printable(path)
                        + "\" was given to cookie \"a\". It is ASCII without control characters and semicolons, 1024"
                        + " characters at most (RFC 6265bis, section 5.6).",
                () -> COOKIE.path(path));
        assertThrows(IllegalArgumentException.class, () -> COOKIE.domain(path));
    }

    @Test
    void anAttributeIsNotTooLong() {
        String longest = "/".repeat(1024);
        assertTrue(COOKIE.path(longest).headerValue().contains(longest));
        assertThrows(IllegalArgumentException.class, () -> COOKIE.path(longest + "/"));
    }

    @Test
    void whatOneAttributeDemandsIsThere() {
        assertDemanded("is SameSite=none", "secure(true)", COOKIE.sameSite(Cookie.SameSite.NONE));
        assertDemanded("is partitioned", "secure(true)", COOKIE.partitioned(true));
        assertEquals(
                "a=b; Path=/; SameSite=none; Secure",
                COOKIE.sameSite(Cookie.SameSite.NONE).secure(true).headerValue());
    }

    @Test
    void whatAPrefixDemandsIsThere() {
        Cookie secure = Cookie.of("__Secure-a", "b");
        assertDemanded("has the prefix __Secure-", "secure(true)", secure);
        assertEquals(
                "__Secure-a=b; Path=/; SameSite=lax; Secure",
                secure.secure(true).headerValue());
        Cookie host = Cookie.of("__HOST-a", "b").secure(true);
        assertEquals("__HOST-a=b; Path=/; SameSite=lax; Secure", host.headerValue());
        for (Cookie wrong : new Cookie[] {host.secure(false), host.path("/a"), host.path(""), host.domain("a.org")}) {
            assertDemanded("has the prefix __Host-", "secure(true), the path \"/\" and no domain", wrong);
        }
    }

    private static void assertDemanded(String what, String demanded, Cookie cookie) {
        assertRefused(
                "Cookie \"" + cookie.name() + "\" " + what + ", which demands " + demanded
                        + "; browsers drop it (RFC 6265bis, section 5.7).",
                cookie::headerValue);
    }
}
