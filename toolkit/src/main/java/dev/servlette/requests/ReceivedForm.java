package dev.servlette.requests;

import dev.servlette.datastructures.FormData;
import dev.servlette.datastructures.QueryParams;
import dev.servlette.exceptions.HttpException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of one request: parsed at the first call and kept, with the files that were sent, until the answer has ended. */
final class ReceivedForm {
    private static final String CALL = "request.form()";
    private static final int MAX_BOUNDARY = 70; // RFC 2046, section 5.1.1

    private final Scope scope;
    private @Nullable FormData form;
    private @Nullable RuntimeException failure;

    ReceivedForm(Scope scope) {
        this.scope = scope;
    }

    /** The answer to a body that is no multipart, or not a whole one. */
    static HttpException malformed(@Nullable Throwable cause) {
        return new HttpException(400, "Invalid multipart data. It is malformed, or ends before its last boundary.")
                .initCause(cause);
    }

    /** The whole form; what failed once fails again. */
    FormData form(FormLimits limits) {
        if (failure != null) {
            throw failure;
        }
        FormData known = form;
        if (known == null) {
            known = parse(limits);
            form = known;
        }
        return known;
    }

    private FormData parse(FormLimits limits) {
        try {
            return switch (HeaderParameter.main(contentType())) {
                case "multipart/form-data" -> multipart(limits);
                case "application/x-www-form-urlencoded" -> FormData.of(urlEncoded(limits), List.of());
                default -> FormData.empty();
            };
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private String contentType() {
        return scope.exchange().headers().get("Content-Type", "");
    }

    private List<Map.Entry<String, String>> urlEncoded(FormLimits limits) {
        FormInput in = new FormInput(scope.body().receive(CALL));
        List<Map.Entry<String, String>> fields = UrlEncodedForm.read(in, limits);
        return isConsumed(in) ? consumed() : fields;
    }

    /** Whether somebody before us has read the body: one was sent, and nothing of it came. */
    private boolean isConsumed(FormInput in) {
        return in.isEmpty() && scope.body().isAnnounced();
    }

    /** What the host has parsed of the body: its parameters without those of the query, which come first. */
    private List<Map.Entry<String, String>> consumed() {
        QueryParams query = QueryParams.parse(scope.exchange().rawQuery());
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        hostParameters().forEach((name, values) -> {
            int inQuery = query.getAll(name).size();
            Arrays.stream(values).skip(inQuery).forEach(value -> fields.add(Map.entry(name, value)));
        });
        return fields;
    }

    private Map<String, String[]> hostParameters() {
        try {
            return scope.exchange().parameters();
        } catch (RuntimeException e) {
            throw new HttpException(400, "Invalid form data.").initCause(e);
        }
    }

    /** The parts while they arrive. */
    Parts parts(FormLimits limits, String call) {
        if (!HeaderParameter.main(contentType()).equals("multipart/form-data")) {
            throw new HttpException(415, "A body of multipart/form-data is expected here.");
        }
        String boundary = HeaderParameter.find(contentType(), "boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw new HttpException(400, "Missing boundary in multipart.");
        }
        if (boundary.length() > MAX_BOUNDARY) {
            throw new HttpException(400, "The boundary of a multipart has at most " + MAX_BOUNDARY + " characters.");
        }
        FormInput in = new FormInput(scope.body().receive(call));
        if (isConsumed(in)) {
            throw new IllegalStateException(call + " found nothing of the multipart body of "
                    + scope.exchange().method() + " " + scope.exchange().rawPath()
                    + ": a filter or servlet before Servlette has read it. Put Servlette before what calls getParameter or"
                    + " getParts.");
        }
        PartHeaders headers = new PartHeaders(HeaderParameter.find(contentType(), "charset"));
        return new Parts(new BoundaryReader(in, boundary), headers, limits);
    }

    private FormData multipart(FormLimits limits) {
        Parts parts = parts(limits, CALL);
        Uploads uploads = new Uploads(limits.memoryBytes(), scope.exchange().temporaryDirectory());
        scope.onComplete(end -> uploads.delete()); // whatever fails from here on
        List<Map.Entry<String, String>> texts = new ArrayList<>();
        long total = 0;
        for (Part part : parts) {
            String filename = part.filename();
            if (filename == null) {
                texts.add(Map.entry(part.name(), part.text()));
                total += part.name().length() + part.count();
                limits.checkText(total);
            } else {
                uploads.receive(part, filename);
            }
        }
        return FormData.of(texts, uploads.received());
    }
}
