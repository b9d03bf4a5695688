package dev.servlette.datastructures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {
    private static final Url URL = Url.of("https://ada:secret@example.org:123/path/to?abc=123&d=#anchor");

    /** DS1. */
    @Test
    void aUrlHasParts() {
        assertEquals("https", URL.scheme());
        assertEquals("example.org", URL.host());
        assertEquals(123, URL.port());
        assertEquals("/path/to", URL.path());
        assertEquals("abc=123&d=", URL.query());
        assertEquals("anchor", URL.fragment());
        assertTrue(URL.isSecure());
    }

    @Test
    void aRelativeOneLacksMost() {
        Url url = Url.of("a/b");
        assertEquals("", url.scheme() + url.host() + url.query() + url.fragment());
        assertEquals(-1, url.port());
        assertEquals("a/b", url.path());
        assertFalse(url.isSecure());
    }

    /** DS1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "?a",
                "#f",
                "a:b",
                "1a:b",
                "/a:b",
                "mailto:ada@example.org",
                "//example.org",
                "http://[::1]:8000/x",
                "h2+c-x.y://a",
                "http://a?b#c?d",
                "http://u@[::1]",
                ":x",
                "a[:b",
                "a{:b",
                "+a:b",
                "abc",
                "a!b:c",
                "{a:b",
                "aZ:b",
                "@a:b",
                "0",
                "a/b:c"
            })
    void everyTextIsOneAndStaysWhatItIs(String text) {
        assertEquals(text, Url.of(text).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "http://[::1]:8000/,::1,8000",
        "http://[::1]/,::1,-1",
        "http://a:x/,a,-1",
        "http://a:70000/,a,-1",
        "http://a:-1/,a,-1",
        "http://[::1,::1,-1",
        "//a:1,a,1"
    })
    void hostAndPortAreTakenApart(String text, String host, int port) {
        assertEquals(host, Url.of(text).host());
        assertEquals(port, Url.of(text).port());
    }

    /** DS2. */
    @Test
    void anEditKeepsTheRest() {
        assertEquals(
                "http://ada:secret@example.org:123/path/to?abc=123&d=#anchor",
                URL.withScheme("http").toString());
        assertEquals(
                "https://ada:secret@b:123/path/to?abc=123&d=#anchor",
                URL.withHost("b").toString());
        assertEquals(
                "https://ada:secret@example.org/path/to?abc=123&d=#anchor",
                URL.withPort(-1).toString());
        assertEquals(
                "https://ada:secret@example.org:123/?abc=123&d=#anchor",
                URL.withPath("/").toString());
        assertEquals(
                "https://ada:secret@example.org:123/path/to?abc=123&d=#top",
                URL.withFragment("top").toString());
    }

    /** DS2. */
    @Test
    void anAddressKeepsItsBracketsAndAnAuthorityIsGained() {
        assertEquals("http://[::1]:80/", Url.of("http://[::1]/").withPort(80).toString());
        assertEquals(
                "http://[::2]:80/", Url.of("http://[::1]:80/").withHost("::2").toString());
        assertEquals("http://[::3]/", Url.of("http://a/").withHost("[::3]").toString());
        assertEquals("//:8080/x", Url.of("/x").withPort(8080).toString());
    }

    /** DS3. */
    @Test
    void aQueryIsEdited() {
        Url url = Url.of("/?a=1&b=2&a=3");
        assertEquals("/?b=2&a=x+y", url.withQuery("a", "x y").toString());
        assertEquals("/?b=2", url.withoutQuery("a").toString());
        assertEquals("/", url.withoutQuery("a", "b").toString());
        assertEquals("/?c=1", Url.of("/").withQuery("c", "1").toString());
    }

    @Test
    void equalityIsThatOfTheText() {
        assertEquals(Url.of("/a"), Url.of("/a"));
        assertEquals(Url.of("/a").hashCode(), Url.of("/a").hashCode());
        assertNotEquals(Url.of("/a"), Url.of("/b"));
        assertNotEquals(Url.of("/a"), "/a");
    }

    @Test
    void webSocketsMayBeSecureToo() {
        assertTrue(Url.of("wss://a").isSecure());
        assertFalse(Url.of("ws://a").isSecure());
    }
}
