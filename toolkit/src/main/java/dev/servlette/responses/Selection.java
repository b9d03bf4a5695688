package dev.servlette.responses;

import dev.servlette.background.BackgroundTask;
import dev.servlette.datastructures.Headers;
import dev.servlette.exceptions.HttpException;
import dev.servlette.requests.Preconditions;
import dev.servlette.requests.Request;
import java.io.IOException;
import java.util.List;

/**
 * What is sent of a response for the request that it answers: all of it, a part of its file, or a 304 or an error in its place. Only
 * a 200 to GET or HEAD is chosen from.
 */
final class Selection {
    /** What a 304 does not repeat (RFC 9110, section 15.4.5). All else is not about the content: cookies, CORS, a request id. */
    private static final List<String> OF_CONTENT = List.of(
            "Content-Type",
            "Content-Length",
            "Content-Encoding",
            "Content-Language",
            "Content-Disposition",
            "Accept-Ranges");

    /** What must not be said of an error either, or it would be kept in the place of the content. */
    private static final List<String> FOR_CACHES =
            List.of("ETag", "Last-Modified", "Cache-Control", "Expires", "Content-Location");

    private Selection() {}

    /**
     * The response to send for a request; a file of it is measured.
     *
     * @throws HttpException 400, 412 or 416: what takes the place of the response, by {@link #refused}
     */
    static Response of(Request request, Response given) throws IOException {
        Response response = FileResponse.measured(given, request.clock());
        String method = request.method();
        if (response.status() != 200 || !method.equals("GET") && !method.equals("HEAD")) {
            return response;
        }
        Headers headers = response.headers();
        boolean isValidated = headers.contains("ETag") || headers.contains("Last-Modified");
        int status = isValidated ? Preconditions.status(request, headers) : 200;
        if (status == 304) {
            return notModified(response);
        }
        if (status == 412) {
            throw new HttpException(412);
        }
        return response.body() instanceof Body.File file ? Ranges.select(request, response, file) : response;
    }

    private static Response notModified(Response response) {
        Response bare = without(response, OF_CONTENT).withBody(Body.EMPTY).withStatus(304);
        return bare.headers().contains("ETag") ? bare.withoutHeader("Last-Modified") : bare;
    }

    /** The answer to an error, in the place of a response: it keeps what middleware has said, and what is to run afterwards. */
    static Response refused(Response response, HttpException e, Response answer) {
        Response sent = answer.withHeaders(headers(without(without(response, OF_CONTENT), FOR_CACHES), answer));
        for (BackgroundTask task : response.background()) {
            sent = sent.withBackground(task);
        }
        String size = e.headers().get("Content-Range");
        return size == null || sent.status() != 416 ? sent : sent.withHeader("Content-Range", size);
    }

    /** The headers of both. Where both say something, the answer knows better; but cookies and {@code Vary} add up. */
    private static Headers headers(Response kept, Response answer) {
        Headers said = answer.headers();
        Headers all = kept.headers();
        for (int i = 0; i < said.size(); i++) {
            all = addsUp(said.name(i)) ? all : all.without(said.name(i));
        }
        for (int i = 0; i < said.size(); i++) {
            all = said.name(i).equalsIgnoreCase("Vary")
                    ? all.withVary(said.value(i))
                    : all.withAdded(said.name(i), said.value(i));
        }
        return all;
    }

    private static boolean addsUp(String name) {
        return name.equalsIgnoreCase("Set-Cookie") || name.equalsIgnoreCase("Vary");
    }

    private static Response without(Response response, List<String> names) {
        Response bare = response;
        for (String name : names) {
            bare = bare.withoutHeader(name);
        }
        return bare;
    }
}
