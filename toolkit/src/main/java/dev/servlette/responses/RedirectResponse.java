package dev.servlette.responses;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.Url;

/**
 * Sends the client elsewhere: 307 unless told otherwise, which repeats the method and the body. After a form, use
 * {@link #seeOther}, which is 303 and asks with GET (RFC 9110, section 15.4).
 */
public class RedirectResponse extends Response {
    private static final String KEPT = ":/%#?=@[]!$&'()*+,;-._~";

    /** A 307 to this URL, absolute or relative. What a URL may not hold is percent-encoded. */
    public RedirectResponse(String url) {
        this(url, 307);
    }

    /** A redirect with this status to this URL, absolute or relative. */
    public RedirectResponse(String url, int status) {
        super(Body.EMPTY, Headers.of("Location", PercentEncoding.encode(url, KEPT)), status);
    }

    /** A 307 to this URL. */
    public RedirectResponse(Url url) {
        this(url.toString(), 307);
    }

    /** A redirect with this status to this URL. */
    public RedirectResponse(Url url, int status) {
        this(url.toString(), status);
    }

    /** A 303 to this URL, which the client asks for with GET: what follows a form that was posted. */
    public static RedirectResponse seeOther(String url) {
        return new RedirectResponse(url, 303);
    }

    /** A 303 to this URL. */
    public static RedirectResponse seeOther(Url url) {
        return new RedirectResponse(url, 303);
    }
}
