package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same paths below a context path, which no route sees. */
class RootPathContractTest extends PathContractTest {
    @Override
    Host.Setup setup() {
        return new Host.Setup("/app", true);
    }

    /** Sends a target that is not put below the context path. */
    private Answered sendAsIs(String target) throws IOException {
        Answered answered = deployment().send(Ask.get(target));
        said(Ask.get(target), answered);
        return answered;
    }

    /** RT13, RT9: by its decoded segments, without their parameters, dot segments resolved. */
    @Test
    void theContextPathIsFoundHoweverItIsWritten() throws IOException {
        for (String context : List.of(
                "/app",
                "/ap%70",
                "/%61pp",
                "/app;v=1",
                "/ap%70;v",
                "/./app",
                "/app/.",
                "/z/../app",
                "/app/../app",
                "/app/x/../../app")) {
            Answered answered = sendAsIs(context + "/str/x/y");
            assertEquals("/str/{a}/{b} {a=x, b=y} rest=/str/x/y", answered.text(), context);
        }
        assertEquals("/{all:path} {all=} rest=/", sendAsIs("/app/").text());
        assertEquals("/{all:path} {all=} rest=/", sendAsIs("/app/?q").text());
        assertEquals(
                "/path/{rest:path} {rest=/} rest=/path//",
                sendAsIs("/app/path//").text());
    }

    /** RT11: Jetty redirects by itself. */
    @Test
    void theBareContextPathLeadsToItsSlash() throws IOException {
        for (String context : List.of("/app", "/ap%70", "/z/../app", "/app/../app")) {
            Answered answered = sendAsIs(context + "?q=1");
            assertEquals(answered.has(SEEN) ? 307 : 301, answered.status(), context);
            assertTrue(answered.has("Location: /app/?q=1"), context + " is answered " + answered);
        }
    }

    @Test
    void whatIsNotBelowTheContextPathIsNotTheApps() throws IOException {
        for (String target : List.of(
                "/",
                "/str/x/y",
                "/APP/str/x/y",
                "/appstr/x/y",
                "/app%2Fstr/x/y",
                "/app%3Bv/str/x/y",
                "/app%20/str/x/y",
                "/app./str/x/y",
                "/app/../str/x/y",
                "/app/..")) {
            Answered answered = sendAsIs(target);
            assertEquals(404, answered.status(), target);
            assertFalse(answered.has(SEEN), target);
        }
    }

    /** Some collapse the slashes before it, and then it is the same route; others know no app there. */
    @Test
    void slashesBeforeTheContextPathLeadNowhereElse() throws IOException {
        for (String target : List.of("//app/str/x/y", "///app/str/x/y")) {
            Answered answered = sendAsIs(target);
            boolean seen = answered.has(SEEN);
            assertEquals(seen ? 200 : 404, answered.status(), target);
            assertEquals(seen, answered.text().equals("/str/{a}/{b} {a=x, b=y} rest=/str/x/y"), target);
        }
    }

    @Test
    void aHiddenWayToTheContextPathIsRefused() throws IOException {
        for (String target : List.of(
                "/app/%2e%2e/app/admin", "/z/%2e%2e/app/admin", "/z/..;/app/admin", "/app%00/admin", "/;v/app/admin")) {
            Answered answered = sendAsIs(target);
            boolean isHandedOn =
                    Differences.isHandedOn(Ask.get(target)); // then the container has found the same path below it
            assertTrue(
                    isHandedOn
                            ? answered.has(SEEN)
                            : answered.status() == 400 || answered.status() == 404 && !answered.has(SEEN),
                    target + " is answered " + answered);
        }
    }
}
