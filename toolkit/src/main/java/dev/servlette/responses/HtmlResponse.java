package dev.servlette.responses;

/** A page as {@code text/html; charset=utf-8}. What comes from outside must have been {@link #escaped}. */
public class HtmlResponse extends Response {
    /** A 200 with this text. */
    public HtmlResponse(String content) {
        this(content, 200);
    }

    /** This text with this status. */
    public HtmlResponse(String content, int status) {
        super(content, "text/html", status);
    }

    /** A text as it may stand between tags, and between the quotes of an attribute. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
