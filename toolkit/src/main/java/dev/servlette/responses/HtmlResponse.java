package dev.servlette.responses;

/** A page as {@code text/html; charset=utf-8}. What comes from outside must have been escaped. */
public class HtmlResponse extends Response {
    /** A 200 with this text. */
    public HtmlResponse(String content) {
        this(content, 200);
    }

    /** This text with this status. */
    public HtmlResponse(String content, int status) {
        super(content, "text/html", status);
    }
}
