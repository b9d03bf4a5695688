package dev.servlette.responses;

import dev.servlette.datastructures.Headers;
import dev.servlette.requests.Preconditions;
import dev.servlette.requests.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is sent of a response for the request that it answers: all of it, a part of its file, or a 304 or 412 in its place. Only a
 * 200 to GET or HEAD is chosen from.
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

    /** The response to send for a request; a file of it is measured. */
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
            return refusal(response, 412, "Precondition Failed");
        }
        return response.body() instanceof Body.File file ? Ranges.select(request, response, file) : response;
    }

    private static Response notModified(Response response) {
        Response bare = without(response, OF_CONTENT).withBody(Body.EMPTY).withStatus(304);
        return bare.headers().contains("ETag") ? bare.withoutHeader("Last-Modified") : bare;
    }

    /** An error in the place of a response, which keeps what middleware has said. */
    static Response refusal(Response response, int status, String text) {
        return without(without(response, OF_CONTENT), FOR_CACHES)
                .withStatus(status)
                .withHeader("Content-Type", "text/plain; charset=utf-8")
                .withBody(new Body.Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Response without(Response response, List<String> names) {
        Response bare = response;
        for (String name : names) {
            bare = bare.withoutHeader(name);
        }
        return bare;
    }
}
