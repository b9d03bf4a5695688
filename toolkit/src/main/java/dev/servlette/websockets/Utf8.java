package dev.servlette.websockets;

/** How long texts are on the wire. */
final class Utf8 {
    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;
    private static final int MAX_BYTES_OF_CHAR = 3;

    private Utf8() {}

    /** The bytes of a text in UTF-8; half of a pair counts as half of its four. */
    static long length(CharSequence text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < ONE_BYTE ? 1 : c < TWO_BYTES || Character.isSurrogate(c) ? 2 : MAX_BYTES_OF_CHAR;
        }
        return length;
    }

    /** So many bytes a text of its length has at most. */
    static long most(CharSequence text) {
        return text.length() * (long) MAX_BYTES_OF_CHAR;
    }

    /** Whether a text has at most so many bytes; mostly known without counting. */
    static boolean isAtMost(long bytes, CharSequence text) {
        return most(text) <= bytes || length(text) <= bytes;
    }
}
