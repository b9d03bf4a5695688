package dev.servlette.datastructures;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A path as decoded segments: split at its slashes first, then each segment decoded once, so that {@code %2F} stays inside
 * its segment. Immutable; {@link #from} is a view further along the same path.
 */
public final class UrlPath {
    private static final String HEX = "0123456789ABCDEF";
    private static final String PLAIN = "-._~!$&'()*+,=:@"; // with letters and digits, RFC 3986's pchar but for ;

    private final String[] segments;
    private final int start;

    private UrlPath(String[] segments, int start) {
        this.segments = segments;
        this.start = start;
    }

    /**
     * The path of a request target. {@code .} and {@code ..} are resolved (RFC 3986, section 5.2.4), {@code ;params}
     * dropped, empty segments kept.
     *
     * @throws IllegalArgumentException with words for the client, when the path does not start with a slash, leaves the
     *     root, is encoded in a wrong way, or has a control character, a backslash, or a {@code .} or {@code ..} that only
     *     decoding or dropping parameters brings to light, beside an encoded slash too: so {@link #text} has none
     */
    public static UrlPath parse(String rawPath) {
        if (!rawPath.startsWith("/")) {
            throw new IllegalArgumentException("The path does not start with a slash.");
        }
        String[] segments = new String[slashes(rawPath)];
        int size = 0;
        int begin = 1;
        for (int i = 0; i < segments.length; i++) {
            int slash = rawPath.indexOf('/', begin);
            boolean last = slash < 0;
            String raw = rawPath.substring(begin, last ? rawPath.length() : slash);
            begin = slash + 1;
            size = add(segments, size, raw, last);
        }
        return new UrlPath(size == segments.length ? segments : Arrays.copyOf(segments, size), 0);
    }

    private static int slashes(String rawPath) {
        int count = 0;
        for (int at = rawPath.indexOf('/'); at >= 0; at = rawPath.indexOf('/', at + 1)) {
            count++;
        }
        return count;
    }

    /** Adds a segment, or does what a dot segment says; gives how many there are then. */
    private static int add(String[] segments, int size, String raw, boolean last) {
        int kept = size;
        if (raw.equals("..")) {
            if (size == 0) {
                throw new IllegalArgumentException("The path leaves the root.");
            }
            kept--;
        } else if (!raw.equals(".")) {
            segments[size] = decoded(raw);
            return size + 1;
        }
        if (last) {
            segments[kept++] = ""; // "/a/." and "/a/b/.." end in a slash
        }
        return kept;
    }

    private static String decoded(String raw) {
        boolean plain = true;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '\\') {
                throw new IllegalArgumentException("The path has a character that must be percent-encoded.");
            }
            plain &= c != '%' && c != ';';
        }
        if (plain) {
            return raw;
        }
        int params = raw.indexOf(';');
        String text = percentDecoded(params < 0 ? raw : raw.substring(0, params));
        if (hidesDots(text)) {
            throw new IllegalArgumentException("The path hides a dot segment.");
        }
        return text;
    }

    /** Whether {@code .} or {@code ..} stands between the slashes that were encoded: joined, they would lead elsewhere. */
    private static boolean hidesDots(String text) {
        int begin = 0;
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', begin)) {
            if (isDots(text, begin, slash)) {
                return true;
            }
            begin = slash + 1;
        }
        return isDots(text, begin, text.length());
    }

    private static boolean isDots(String text, int begin, int end) {
        int length = end - begin;
        return (length == 1 || length == 2) && text.charAt(begin) == '.' && text.charAt(end - 1) == '.';
    }

    private static String percentDecoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                c = (char) (digit(raw, i + 1) << 4 | digit(raw, i + 2));
                i += 2;
            }
            if (c < ' ' || c == 0x7F || c == '\\') {
                throw new IllegalArgumentException("The path has an encoded control character or backslash.");
            }
            bytes[length++] = (byte) c;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The path is not encoded in UTF-8.", e);
        }
    }

    private static int digit(String raw, int at) {
        int digit = at < raw.length() ? Character.digit(raw.charAt(at), 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("The path has a percent sign without two hexadecimal digits.");
        }
        return digit;
    }

    /** How many segments are left: {@code /} has one, which is empty; the bare prefix of a mount none. */
    public int size() {
        return segments.length - start;
    }

    /** A segment, decoded, counted from where this view starts. */
    public String segment(int index) {
        return segments[start + index];
    }

    /** The view that starts this many segments further. */
    public UrlPath from(int count) {
        return count == 0 ? this : new UrlPath(segments, start + count);
    }

    /** The same path with a slash at its end, or, when it ends in slashes, without any of them. */
    public UrlPath withOtherEnd() {
        int end = segments.length;
        while (end > start && segments[end - 1].isEmpty()) {
            end--;
        }
        if (end < segments.length) {
            return new UrlPath(Arrays.copyOf(segments, end), start);
        }
        String[] more = Arrays.copyOf(segments, end + 1);
        more[end] = "";
        return new UrlPath(more, start);
    }

    /** Whether this view starts where another one of the same request does. */
    public boolean startsAt(UrlPath other) {
        return start == other.start;
    }

    /** The path from its beginning, before this view too, as it may be sent. Not read as a host, however it starts. */
    public String encoded() {
        StringBuilder encoded = new StringBuilder(segments.length > 1 && segments[0].isEmpty() ? "/." : "");
        for (String segment : segments) {
            encoded.append('/').append(encodeSegment(segment));
        }
        return encoded.toString();
    }

    /** The decoded segments from one index to before another, with slashes between them. */
    public String join(int from, int to) {
        if (to - from == 1) {
            return segment(from);
        }
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : "/").append(segment(i));
        }
        return text.toString();
    }

    /** The decoded path, a slash before each segment; {@code ""} when none is left. */
    public String text() {
        return size() == 0 ? "" : "/" + join(0, size());
    }

    /** A decoded path as it may be sent: each segment is encoded, slashes stay. */
    public static String encode(String path) {
        StringBuilder encoded = new StringBuilder(path.length() + 8);
        int begin = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', begin)) {
            encoded.append(encodeSegment(path.substring(begin, slash))).append('/');
            begin = slash + 1;
        }
        return encoded.append(encodeSegment(path.substring(begin))).toString();
    }

    /** A text as one segment of a path: what RFC 3986 does not allow there is percent-encoded, the slash and {@code ;} too. */
    public static String encodeSegment(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (alphanumeric || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
