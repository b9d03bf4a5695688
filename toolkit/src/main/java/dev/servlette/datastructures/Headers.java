package dev.servlette.datastructures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of a message, in their order and with duplicates. Names compare without case. Immutable, and one flat
 * array inside: a copy with one more line is one array copy.
 */
public final class Headers {
    private static final Headers EMPTY = new Headers(new String[0]);
    private static final String TOKEN = "!#$%&'*+-.^_`|~"; // besides letters and digits: RFC 9110, section 5.6.2

    private final String[] lines;

    private Headers(String[] lines) {
        this.lines = lines;
    }

    /** No headers. */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Headers to send: name, value, name, value.
     *
     * @throws IllegalArgumentException when a name is no token (RFC 9110, section 5.1), or a value has a control character
     *     or one outside Latin-1 (section 5.5)
     */
    public static Headers of(String... namesAndValues) {
        Headers headers = received(namesAndValues.clone());
        for (int i = 0; i < headers.lines.length; i += 2) {
            headers.lines[i + 1] = checked(headers.lines[i], headers.lines[i + 1]);
        }
        return headers;
    }

    /** Headers as a host received them, name, value, name, value: not checked and not copied. */
    public static Headers received(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("Headers were given " + namesAndValues.length
                    + " texts. They take name, value, name, value; one is missing.");
        }
        return new Headers(namesAndValues);
    }

    private static String checked(String name, String value) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("Header \"" + printable(name)
                    + "\" has a name that is no token (RFC 9110," + " section 5.1). Use letters, digits and hyphens.");
        }
        String trimmed = trimmed(value);
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F || c > 0xFF) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "Header \"%s\" has U+%04X in its value. A value"
                                + " has no control characters and none outside Latin-1 (RFC 9110, section 5.5); encode it.",
                        name,
                        (int) c));
            }
        }
        return trimmed;
    }

    /** Without blanks and tabs around it. Line ends stay, and are refused: strip() would hide what the caller got wrong. */
    private static String trimmed(String value) {
        int begin = 0;
        int end = value.length();
        while (begin < end && isBlank(value.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether this text is a token, as the names of headers, cookies and methods are (RFC 9110, section 5.6.2). */
    public static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && TOKEN.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A text for a message, whatever is in it. */
    static String printable(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            text.append(c < ' ' || c > '~' ? '?' : c);
        }
        return text.toString();
    }

    /** How many lines there are, duplicates counted. */
    public int size() {
        return lines.length / 2;
    }

    /** The name of a line, as it was written. */
    public String name(int line) {
        return lines[2 * line];
    }

    /** The value of a line. */
    public String value(int line) {
        return lines[2 * line + 1];
    }

    /** The first value of this header; {@code null} when there is none. */
    public @Nullable String get(String name) {
        int at = indexOf(name, 0);
        return at < 0 ? null : lines[at + 1];
    }

    /** The first value of this header, or the fallback. */
    public String get(String name, String fallback) {
        int at = indexOf(name, 0);
        return at < 0 ? fallback : lines[at + 1];
    }

    /** All values of this header, in their order; empty when there is none. */
    public List<String> getAll(String name) {
        List<String> values = new ArrayList<>();
        for (int at = indexOf(name, 0); at >= 0; at = indexOf(name, at + 2)) {
            values.add(lines[at + 1]);
        }
        return Collections.unmodifiableList(values);
    }

    /** Whether there is a line of this header. */
    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    private int indexOf(String name, int from) {
        for (int i = from; i < lines.length; i += 2) {
            if (lines[i].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** All lines, in their order. */
    public List<Map.Entry<String, String>> entries() {
        List<Map.Entry<String, String>> entries = new ArrayList<>(size());
        for (int i = 0; i < lines.length; i += 2) {
            entries.add(Map.entry(lines[i], lines[i + 1]));
        }
        return Collections.unmodifiableList(entries);
    }

    /** A copy in which this header has this one value, in the place of its first line; refused like {@link #of}. */
    public Headers with(String name, String value) {
        int at = indexOf(name, 0);
        if (at < 0) {
            return withAdded(name, value);
        }
        String[] copy = lines.clone();
        copy[at] = name;
        copy[at + 1] = checked(name, value);
        return new Headers(copy).without(name, at + 2);
    }

    /** A copy with one more line at the end; refused like {@link #of}. */
    public Headers withAdded(String name, String value) {
        String[] copy = Arrays.copyOf(lines, lines.length + 2);
        copy[lines.length] = name;
        copy[lines.length + 1] = checked(name, value);
        return new Headers(copy);
    }

    /** A copy without any line of this header. */
    public Headers without(String name) {
        return without(name, 0);
    }

    private Headers without(String name, int from) {
        if (indexOf(name, from) < 0) {
            return this;
        }
        String[] kept = Arrays.copyOf(lines, lines.length);
        int length = from;
        for (int i = from; i < lines.length; i += 2) {
            if (!lines[i].equalsIgnoreCase(name)) {
                kept[length++] = lines[i];
                kept[length++] = lines[i + 1];
            }
        }
        return new Headers(Arrays.copyOf(kept, length));
    }

    /** A copy in which {@code Vary} names this header (RFC 9110, section 12.5.5); {@code *} names them all. */
    public Headers withVary(String name) {
        String vary = String.join(", ", getAll("Vary"));
        if (vary.isEmpty()) {
            return with("Vary", name);
        }
        for (String known : vary.split(",")) {
            if (known.strip().equalsIgnoreCase(name) || known.strip().equals("*")) {
                return this;
            }
        }
        return with("Vary", vary + ", " + name);
    }

    /**
     * A copy with this {@code ETag} (RFC 9110, section 8.8.3). The quotes are added, unless the text has them, or is weak:
     * {@code v7}, {@code "v7"}, {@code W/"v7"}.
     *
     * @throws IllegalArgumentException when there is a blank, a quote, a control character or one outside Latin-1 in it
     */
    public Headers withETag(String etag) {
        boolean isWeak = etag.startsWith("W/\"");
        String tag = isWeak ? etag.substring(2) : etag;
        boolean isQuoted = tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"");
        String opaque = isQuoted ? tag.substring(1, tag.length() - 1) : tag;
        for (int i = 0; i < opaque.length(); i++) {
            char c = opaque.charAt(i);
            if (c <= ' ' || c == '"' || c == 0x7F || c > 0xFF) {
                throw new IllegalArgumentException(
                        "The tag \"" + printable(etag) + "\" was given for an ETag. It has no"
                                + " blanks, quotes, control characters or characters outside Latin-1; use a version or a hash.");
            }
        }
        return with("ETag", (isWeak ? "W/\"" : "\"") + opaque + '"');
    }

    /** Whether the same lines are there, in any order; names compare without case. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && sorted().equals(headers.sorted());
    }

    @Override
    public int hashCode() {
        return sorted().hashCode();
    }

    private List<String> sorted() {
        List<String> sorted = new ArrayList<>();
        for (int i = 0; i < lines.length; i += 2) {
            sorted.add(lines[i].toLowerCase(Locale.ROOT) + ": " + lines[i + 1]);
        }
        Collections.sort(sorted);
        return sorted;
    }

    /** The lines in one line, for logs and tests. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < lines.length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(lines[i]).append(": ").append(lines[i + 1]);
        }
        return text.append(']').toString();
    }
}
