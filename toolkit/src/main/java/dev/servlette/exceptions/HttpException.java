package dev.servlette.exceptions;

import dev.servlette.datastructures.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Answers the request with a status (Starlette: <a href="https://www.starlette.io/exceptions/">Exceptions</a>).
 *
 * <p>The detail is text for the client. What only the log should say goes into the cause. It has a stack trace: a status
 * that nobody expected is looked for, and one that is part of the ordinary course is returned as a response.
 */
public class HttpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String detail;
    private final transient Headers headers;

    /** Answers with this status and its reason phrase (RFC 9110, section 15). */
    public HttpException(int status) {
        this(status, Status.phrase(status));
    }

    /** Answers with this status and this text. */
    public HttpException(int status, String detail) {
        this(status, detail, Headers.empty());
    }

    private HttpException(int status, String detail, Headers headers) {
        super(status + ": " + detail);
        if (status < 200 || status > 999) {
            throw new IllegalArgumentException(
                    "Status " + status + " was given to an HttpException. It has three digits and is at least 200.");
        }
        this.status = status;
        this.detail = detail;
        this.headers = headers;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** The text of the answer. */
    public String detail() {
        return detail;
    }

    /** The headers that the answer has besides its own. */
    public Headers headers() {
        return headers;
    }

    /**
     * Notes why, for the log. Returns this exception.
     *
     * @throws IllegalStateException when that was noted before
     */
    @Override
    public synchronized HttpException initCause(@Nullable Throwable cause) {
        super.initCause(cause);
        return this;
    }

    /** A copy of this exception, a plain {@code HttpException}, that answers with one more header. */
    public HttpException withHeader(String name, String value) {
        HttpException copy = new HttpException(status, detail, headers.withAdded(name, value));
        copy.setStackTrace(getStackTrace());
        if (getCause() != null) {
            copy.initCause(getCause());
        }
        return copy;
    }
}
