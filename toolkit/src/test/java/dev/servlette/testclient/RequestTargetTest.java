package dev.servlette.testclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTargetTest {
    private static String fault(String target) {
        return RequestTarget.parse(target).fault();
    }

    private static String resolved(String from, String location) {
        RequestTarget to = RequestTarget.parse(from).resolve(location, "testserver");
        return to == null ? null : to.toString();
    }

    /** TC6. */
    @Test
    void queryIsWhatFollowsTheFirstQuestionMark() {
        assertEquals(new RequestTarget("/a", "b?c"), RequestTarget.parse("/a?b?c"));
        assertEquals(new RequestTarget("/a", ""), RequestTarget.parse("/a?"));
        assertEquals(new RequestTarget("/a", null), RequestTarget.parse("/a"));
    }

    @Test
    void whatEveryContainerTakesIsTaken() {
        for (String target : List.of(
                "/",
                "/a/b.c-d_e~f",
                "/%C3%A9",
                "/a%2Fb",
                "/%25",
                "//a//b",
                "/a;v=1/b",
                "/x/../y",
                "/./y",
                "/%3F%23%3B",
                "/!$&'()*+,;=:@",
                "/Z9?a=b&c=%zz/?+'")) {
            assertNull(fault(target), target);
        }
    }

    /** servlet-facts.md, section 7: what Jetty or Tomcat answers with a 400. */
    @Test
    void whatAContainerRefusesIsRefused() {
        for (String target : List.of(
                "/\u00e9",
                "/|",
                "/\"",
                "/<",
                "/>",
                "/{",
                "/}",
                "/^",
                "/`",
                "/[b]",
                "/a b",
                "/a\\b",
                "/a#b",
                "/a\tb",
                "/%",
                "/%z1",
                "/%00",
                "/%0d%0a",
                "/%5C",
                "/%FF",
                "/%C0%AF",
                "/%2e%2e/x",
                "/%2E/x",
                "/x/..;/y",
                "/..",
                "?{b}",
                "/?a|b",
                "/?[c]",
                "/?\u00e9",
                "a")) {
            assertNotNull(fault(target), target);
        }
    }

    @Test
    void faultSaysWhatIsWrong() {
        assertEquals("The path has a character that must be percent-encoded.", fault("/a b"));
        assertEquals("The query has a character that must be percent-encoded.", fault("/?a b"));
        assertEquals("The path leaves the root.", fault("/.."));
    }

    private static boolean isBelow(String target, String rootPath) {
        return RequestTarget.parse(target).isBelow(rootPath);
    }

    @Test
    void belowAPathIsComparedByDecodedSegments() {
        assertTrue(isBelow("/a", ""));
        assertTrue(isBelow("/app", "/app"));
        assertTrue(isBelow("/app/", "/app"));
        assertTrue(isBelow("/ap%70/a", "/app"));
        assertTrue(isBelow("/a%20b/c", "/a%20b"));
        assertTrue(isBelow("/x/../app/a", "/app"));
        assertFalse(isBelow("/apple", "/app"));
        assertFalse(isBelow("/", "/app/b"));
        assertFalse(isBelow("/app/../a", "/app"));
    }

    /** RFC 3986, section 5.2. */
    @Test
    void locationIsResolved() {
        assertEquals("/c", resolved("/a/b?q", "/c"));
        assertEquals("/a/c?d", resolved("/a/b?q", "c?d"));
        assertEquals("/a/../c", resolved("/a/b", "../c"));
        assertEquals("/a/b?c", resolved("/a/b?q", "?c"));
        assertEquals("/a/b?q", resolved("/a/b?q", "#c"));
        assertEquals("/a/b?q", resolved("/a/b?q", ""));
        assertEquals("/a/c:d", resolved("/a/b", "./c:d").replace("./", ""));
        assertEquals("/c:d", resolved("/a/b", "/c:d"));
    }

    @Test
    void absoluteLocationOnTheSameHostIsResolved() {
        assertEquals("/c", resolved("/a", "http://testserver/c#d"));
        assertEquals("/", resolved("/a", "http://testserver"));
        assertEquals("/?c", resolved("/a", "http://testserver?c"));
    }

    @Test
    void locationOnAnotherHostIsNot() {
        assertNull(resolved("/a", "https://testserver/c"));
        assertNull(resolved("/a", "http://testserver.org/c"));
        assertNull(resolved("/a", "http://testserver:81/c"));
        assertNull(resolved("/a", "//example.org/c"));
        assertNull(resolved("/a", "mailto:ada@example.org"));
    }
}
