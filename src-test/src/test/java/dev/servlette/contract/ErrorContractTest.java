package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.exceptions.HttpException;
import dev.servlette.exceptions.Validation;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.ProblemResponse;
import dev.servlette.routing.Route;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that no handler claims, in the form that the client prefers; and nothing of what only the log should say. */
class ErrorContractTest extends Contract {
    record Book(String title, int year) {
        Book {
            new Validation()
                    .check("title", title != null && !title.isBlank(), "must not be blank")
                    .check("year", year >= 1450, "must be 1450 or later")
                    .orThrow();
        }
    }

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.get("/unnamed", request -> {
                            throw new HttpException(419, "<short> & \"stout\"").withHeader("X-Pot", "1");
                        }),
                        Route.get("/bug", request -> {
                            throw new IllegalStateException("secret of /home/me");
                        }),
                        Route.get("/not-modified", request -> {
                            throw new HttpException(304);
                        }),
                        Route.get("/query", request -> {
                            Book book = request.queryParams().as(Book.class);
                            return new PlainTextResponse(book.title());
                        }),
                        Route.post(
                                "/json",
                                request -> new PlainTextResponse(
                                        request.json(Book.class).title())),
                        Route.get("/middleware", request -> new PlainTextResponse("never")),
                        Route.get("/problem", request -> new ProblemResponse(409, "It exists.")),
                        Route.get("/html", request -> new PlainTextResponse("" + request.accepts("text/html"))))
                .middleware((request, next) -> {
                    if (request.path().equals("/middleware")) {
                        throw new HttpException(403, "Not you.");
                    }
                    return next.handle(request);
                })
                .build();
    }

    private void expectError(Ask ask, String status, String type, String body) throws IOException {
        expect(
                ask,
                status + "\nContent-Length: " + body.length() + "\nContent-Type: " + type + "\nVary: Accept\n\n"
                        + body);
    }

    private static Ask ask(String path, String accept) {
        return Ask.get(path).header("Accept: " + accept);
    }

    /** EX3; behaviour 5, 7: the same in middleware. */
    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/plain", "text/*", "image/png", "nonsense"})
    void textIsForThoseWhoDoNotMind(String accept) throws IOException {
        expectError(ask("/none", accept), "404", "text/plain; charset=utf-8", "Not Found");
        expectError(ask("/middleware", accept), "403", "text/plain; charset=utf-8", "Not you.");
        expectError(ask("/bug", accept), "500", "text/plain; charset=utf-8", "Internal Server Error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/problem+json", "application/json, text/plain, */*"})
    void programsAreToldInProblemJson(String accept) throws IOException {
        String type = "application/problem+json";
        expectError(
                ask("/bug", accept),
                "500",
                type,
                "{\"title\":\"Internal Server Error\",\"status\":500,\"detail\":\"Internal Server Error\"}");
        expectError(
                ask("/middleware", accept),
                "403",
                type,
                "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Not you.\"}");
    }

    @Test
    void browsersAreShownAPage() throws IOException {
        String accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        String page = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>404 Not Found</title>\n"
                + "<h1>404 Not Found</h1>\n</html>\n";
        expectError(ask("/none", accept), "404", "text/html; charset=utf-8", page);
        String escaped =
                "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>419</title>\n<h1>419</h1>\n"
                        + "<p>&lt;short&gt; &amp; &quot;stout&quot;</p>\n</html>\n";
        expect(
                ask("/unnamed", accept),
                "419\nContent-Length: " + escaped.length() + "\nContent-Type: text/html; charset=utf-8\nVary: Accept\n"
                        + "X-Pot: 1\n\n" + escaped);
    }

    /** EX3. */
    @Test
    void anAnswerWithoutABodyStaysSo() throws IOException {
        expect(ask("/not-modified", "text/html"), "304");
        expect(
                Ask.head("/none").header("Accept: application/json"),
                "404\nContent-Length: 55\nContent-Type: application/problem+json\nVary: Accept");
    }

    @Test
    void allFaultsOfAValueAreTold() throws IOException {
        String problem =
                "{\"title\":\"Unprocessable Content\",\"status\":422,\"detail\":\"title must not be blank\\nyear must be"
                        + " 1450 or later\",\"errors\":{\"title\":\"must not be blank\",\"year\":\"must be 1450 or later\"}}";
        String text = "title must not be blank\nyear must be 1450 or later";
        expectError(Ask.get("/query?year=7"), "422", "application/problem+json", problem);
        expectError(Ask.post("/json", "{\"title\": \" \"}"), "422", "application/problem+json", problem);
        expectError(ask("/query?year=7", "text/plain"), "422", "text/plain; charset=utf-8", text);
        expect(
                ask("/query?title=Emma&year=1815", "*/*"),
                "200\nContent-Length: 4\nContent-Type: text/plain; charset=utf-8\n\nEmma");
    }

    @Test
    void aProblemIsAResponseToo() throws IOException {
        expect(
                Ask.get("/problem"),
                "409\nContent-Length: 55\nContent-Type: application/problem+json\n\n"
                        + "{\"title\":\"Conflict\",\"status\":409,\"detail\":\"It exists.\"}");
    }

    @Test
    void aHandlerMayAskWhatIsAccepted() throws IOException {
        String head = "200\nContent-Type: text/plain; charset=utf-8\nContent-Length: ";
        expect(Ask.get("/html"), head + "4\n\ntrue");
        expect(ask("/html", "text/html;q=0, */*"), head + "5\n\nfalse");
    }
}
