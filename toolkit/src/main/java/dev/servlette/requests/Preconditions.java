package dev.servlette.requests;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.HttpDate;
import dev.servlette.exceptions.HttpException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client makes its request depend on: {@code If-Match}, {@code If-None-Match}, {@code If-Modified-Since} and
 * {@code If-Unmodified-Since} (RFC 9110, section 13).
 *
 * <p>A response to GET or HEAD that has an {@code ETag} or a {@code Last-Modified} needs none of this: it is answered with a 304 or
 * a 412 where it is sent. This is for what must be known before: an answer that is expensive to make, and a change that must not
 * undo that of somebody else.
 *
 * <pre>{@code
 * if (Preconditions.isNotModified(request, report.version())) {
 *     return new Response(304).withETag(report.version());
 * }
 * return new JsonResponse(report.compute()).withETag(report.version());
 * }</pre>
 */
public final class Preconditions {
    private Preconditions() {}

    /** Whether the client has what it would be sent, by its tag, which is written as for {@link Headers#withETag}. */
    public static boolean isNotModified(Request request, String etag) {
        return status(request, Headers.empty().withETag(etag)) == 304;
    }

    /** Whether the client has what it would be sent, by the time of its last change. */
    public static boolean isNotModified(Request request, Instant lastModified) {
        return status(request, Headers.of("Last-Modified", HttpDate.format(lastModified))) == 304;
    }

    /**
     * Holds a request that changes something to what its client knows of it.
     *
     * @param etag the tag of what is there now, {@code null} when nothing is
     * @throws HttpException 412, when the client knows another one, or thought that nothing, or something, would be there
     */
    public static void check(Request request, @Nullable String etag) {
        Headers validators = etag == null ? Headers.empty() : Headers.empty().withETag(etag);
        if (status(request, validators) == 412) {
            throw new HttpException(412);
        }
    }

    /**
     * What the preconditions of a request come to, in the order of RFC 9110, section 13.2.2.
     *
     * @param validators {@code ETag} and {@code Last-Modified} of what is there now; no headers at all when nothing is
     * @return 412 or 304, or 200 when the request is to be answered
     */
    public static int status(Request request, Headers validators) {
        Headers asked = request.headers();
        boolean isMet = asked.contains("If-Match")
                ? lists(asked.getAll("If-Match"), validators, false)
                : later(request, validators, "If-Unmodified-Since", 0) <= 0;
        if (!isMet) {
            return 412;
        }
        boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
        boolean isKnown = asked.contains("If-None-Match")
                ? lists(asked.getAll("If-None-Match"), validators, true)
                : isRead && later(request, validators, "If-Modified-Since", 1) <= 0;
        return !isKnown ? 200 : isRead ? 304 : 412;
    }

    /** By how much the last change is later than what a header says: below, at, or above 0; the fallback when there is no telling. */
    private static int later(Request request, Headers validators, String header, int fallback) {
        String asked = request.headers().get(header);
        String modified = validators.get("Last-Modified");
        if (asked == null || modified == null) {
            return fallback;
        }
        if (asked.equals(modified)) {
            return 0; // clients say what they were told
        }
        Instant since = HttpDate.parse(asked, request.clock());
        Instant change = HttpDate.parse(modified, request.clock());
        return since == null || change == null ? fallback : change.compareTo(since);
    }

    /** Whether one of the tags is that of what is there, or {@code *} and something is there. */
    private static boolean lists(List<String> lines, Headers validators, boolean weakly) {
        String etag = validators.get("ETag");
        for (String line : lines) {
            if (line.strip().equals("*") ? validators.size() > 0 : etag != null && lists(line, etag, weakly)) {
                return true;
            }
        }
        return false;
    }

    /** What is no tag is passed over. */
    private static boolean lists(String line, String etag, boolean weakly) {
        for (int begin = line.indexOf('"'); begin >= 0; ) {
            int end = line.indexOf('"', begin + 1);
            if (end < 0) {
                return false;
            }
            boolean isWeak = begin >= 2 && line.startsWith("W/", begin - 2);
            if (isSame(line.substring(begin, end + 1), isWeak, etag, weakly)) {
                return true;
            }
            begin = line.indexOf('"', end + 1);
        }
        return false;
    }

    /** RFC 9110, section 8.8.3.2. */
    private static boolean isSame(String tag, boolean isWeak, String etag, boolean weakly) {
        boolean isOther = etag.startsWith("W/");
        String opaque = isOther ? etag.substring(2) : etag;
        return opaque.equals(tag) && (weakly || !isWeak && !isOther);
    }
}
