package dev.servlette.handlers;

import dev.servlette.datastructures.Headers;
import dev.servlette.exceptions.HttpException;
import dev.servlette.exceptions.Status;
import dev.servlette.exceptions.ValidationException;
import dev.servlette.json.Json;
import dev.servlette.requests.Accept;
import dev.servlette.requests.Request;
import dev.servlette.responses.Body;
import dev.servlette.responses.HtmlResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.ProblemResponse;
import dev.servlette.responses.Response;
import java.util.List;
import java.util.Map;

/**
 * How an error is answered that no handler claims: as text, as {@code application/problem+json}, or as a page, whichever the
 * client prefers by {@code Accept}; as text when it says nothing. A {@link ValidationException} prefers problem+json.
 */
public final class ErrorAnswers {
    private static final String TEXT = "text/plain";
    private static final String PROBLEM = "application/problem+json";
    private static final String JSON = "application/json";
    private static final String HTML = "text/html";
    private static final List<String> OFFERS = List.of(TEXT, PROBLEM, JSON, HTML);
    private static final List<String> OFFERS_TO_PROGRAMS = List.of(PROBLEM, JSON, TEXT, HTML);

    private ErrorAnswers() {}

    /** The answer, with the exception's headers. */
    public static Response answer(Request request, HttpException e) {
        boolean empty = e.status() == 204 || e.status() == 304;
        Response response = empty ? new Response(e.status()) : preferred(request, e);
        Headers headers = e.headers();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            boolean isType = name.equalsIgnoreCase("Content-Type"); // of which there is one
            response = isType
                    ? response.withHeader(name, headers.value(i))
                    : response.withAddedHeader(name, headers.value(i));
        }
        return response;
    }

    private static Response preferred(Request request, HttpException e) {
        List<String> offers = e instanceof ValidationException ? OFFERS_TO_PROGRAMS : OFFERS;
        int chosen = Accept.of(request.headers()).choose(offers);
        Response response = switch (chosen < 0 ? TEXT : offers.get(chosen)) {
            case HTML -> new HtmlResponse(page(e), e.status());
            case TEXT -> new PlainTextResponse(e.detail(), e.status());
            default -> problem(e);
        };
        return response.withHeader("Vary", "Accept");
    }

    /** Written without the app's library, which may be what failed. */
    private static Response problem(HttpException e) {
        Map<String, ?> members = e instanceof ValidationException faults ? Map.of("errors", faults.errors()) : Map.of();
        Response response = new ProblemResponse(e.status(), e.detail(), members);
        Body.Value value = (Body.Value) response.body();
        return response.withBody(new Body.Bytes(Json.builtIn().writeBytes(value.content())));
    }

    private static String page(HttpException e) {
        String phrase = Status.phrase(e.status());
        String title = HtmlResponse.escaped((e.status() + " " + phrase).strip());
        String detail = e.detail().equals(phrase)
                ? ""
                : "<p>" + HtmlResponse.escaped(e.detail()).replace("\n", "<br>") + "</p>\n";
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>" + title + "</title>\n<h1>"
                + title + "</h1>\n" + detail + "</html>\n";
    }
}
