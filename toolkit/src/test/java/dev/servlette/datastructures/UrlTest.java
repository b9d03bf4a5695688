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

    /** RQ2: what is a path stays one. */
    @ParameterizedTest
    @CsvSource({
        "http://h,@google.com,http://h/@google.com,h",
        "http://h,:80,http://h/:80,h",
        "http://h/a,//google.com/x,http://h//google.com/x,h",
        "http://h/a,'',http://h,h",
        "/a,//google.com/x,/.//google.com/x,''"
    })
    void aPathNeverBecomesAuthority(String url, String path, String text, String host) {
        Url changed = Url.of(url).withPath(path);
        assertEquals(text, changed.toString());
        assertEquals(host, Url.of(changed.toString()).host());
        assertEquals("//:80/a/b", Url.of("a/b").withPort(80).toString());
    }

    /** RQ2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "example.org",
                "EXAMPLE.org:80",
                "my_host-1:65535",
                "127.0.0.1",
                "a:0",
                "[::1]",
                "[::1]:8000",
                "[2001:DB8::7f]",
                "[::ffff:127.0.0.1]:1",
                "xn--bcher-kva.example."
            })
    void aWellFormedHostIsTaken(String host) {
        assertTrue(Url.isValidAuthority(host));
        assertEquals("http://" + host + "/", Url.of("http://" + host + "/").toString());
    }

    /** RQ2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "foo/?x=",
                "user@foo",
                "a b",
                "a\\b",
                "a#",
                "a?b",
                "a/b",
                "a:",
                "a:x",
                "a:65536",
                "a:-1",
                "a:80:90",
                "a:99999999999",
                "é",
                "a%41",
                "a\r\nb",
                "[",
                "[]",
                "[::1",
                "[::1]x",
                "[::1]:",
                "[::1]:x",
                "[a]",
                "[1:2]",
                "[::g]",
                "[::1%25eth0]",
                "[v1.x]",
                "[::٣]",
                "::1"
            })
    void aMalformedHostIsNot(String host) {
        assertFalse(Url.isValidAuthority(host));
    }

    /** DS1. */
    @ParameterizedTest
    @CsvSource({
        "https://ada:secret@h:1/p?q#f,https://ada:********@h:1/p?q#f",
        "https://ada:se:c@ret@h/,https://ada:********@h/",
        "https://ada@h:1/,https://ada@h:1/",
        "https://ada@h/,https://ada@h/",
        "https://h:1/a:b@c,https://h:1/a:b@c",
        "/a:b@c,/a:b@c"
    })
    void aLogDoesNotShowThePassword(String url, String shown) {
        assertEquals(shown, Url.of(url).masked());
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
