package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.background.BackgroundTask;
import dev.servlette.exceptions.HttpException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Errors in the place of a response. */
class SelectionTest {
    private static final HttpException NOT_THERE = new HttpException(416).withHeader("Content-Range", "bytes */10");

    private static String refused(Response response, Response answer) {
        return Selection.refused(response, NOT_THERE, answer).toString();
    }

    @Test
    void whatMiddlewareHasSaidIsKept() {
        Response response = new PlainTextResponse("0123456789")
                .withETag("v")
                .withHeader("Cache-Control", "max-age=60")
                .withHeader("Content-Encoding", "x")
                .withHeader("X-Id", "7");
        assertEquals(
                "416 [X-Id: 7, Content-Type: text/plain; charset=utf-8, Content-Range: bytes */10]",
                refused(response, new PlainTextResponse("none", 416)));
    }

    @Test
    void theAnswerKnowsBetter() {
        Response answer = new Response(416)
                .withHeader("Cache-Control", "no-store")
                .withHeader("Link", "</a>")
                .withAddedHeader("Link", "</b>");
        Response response = new Response(200).withHeader("link", "</c>").withHeader("cache-control", "max-age=60");
        assertEquals(
                "416 [Cache-Control: no-store, Link: </a>, Link: </b>, Content-Range: bytes */10]",
                refused(response, answer));
    }

    @Test
    void cookiesAndVaryAddUp() {
        Response answer = new Response(416).withHeader("set-cookie", "a=1").withHeader("vary", "Accept");
        Response response = new Response(200).withHeader("Set-Cookie", "b=2").withHeader("Vary", "Origin");
        assertEquals(
                "416 [Set-Cookie: b=2, Vary: Origin, Accept, set-cookie: a=1, Content-Range: bytes */10]",
                refused(response, answer));
    }

    /** RFC 9110, section 14.4. */
    @Test
    void theSizeIsSaidBesideA416Only() {
        assertEquals("404 []", refused(new Response(200), new Response(404)));
    }

    @Test
    void whatIsToRunAfterEitherRuns() throws Exception {
        List<String> ran = new ArrayList<>();
        Response response = new Response(200).withBackground(() -> ran.add("response"));
        Response answer = new Response(416).withBackground(() -> ran.add("answer"));
        for (BackgroundTask task :
                Selection.refused(response, NOT_THERE, answer).background()) {
            task.run();
        }
        assertEquals(List.of("answer", "response"), ran);
    }
}
