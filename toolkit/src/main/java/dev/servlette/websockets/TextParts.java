package dev.servlette.websockets;

/**
 * A text that arrives in parts, and has at most so many bytes. They are counted only when there may be too many, as a text has no more
 * than three for each char.
 */
final class TextParts {
    private final long maxBytes;
    private final StringBuilder text;
    private long bytes; // of the text, or more, until they are counted
    private boolean isCounted;

    /**
     * A text of which nothing has arrived.
     *
     * @param expected how long it may turn out to be, in chars
     */
    TextParts(long maxBytes, int expected) {
        this.maxBytes = maxBytes;
        this.text = new StringBuilder(expected);
    }

    /** Adds a part; {@code false} when the text is too long with it, and is to be dropped. */
    boolean add(String part) {
        text.append(part);
        bytes += isCounted ? Utf8.length(part) : Utf8.most(part);
        if (bytes > maxBytes && !isCounted) {
            bytes = Utf8.length(text);
            isCounted = true;
        }
        return bytes <= maxBytes;
    }

    String whole() {
        return text.toString();
    }
}
