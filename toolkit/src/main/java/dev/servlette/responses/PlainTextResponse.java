package dev.servlette.responses;

/** A text as {@code text/plain; charset=utf-8}. */
public class PlainTextResponse extends Response {
    /** A 200 with this text. */
    public PlainTextResponse(String content) {
        this(content, 200);
    }

    /** This text with this status. */
    public PlainTextResponse(String content, int status) {
        super(content, "text/plain", status);
    }
}
