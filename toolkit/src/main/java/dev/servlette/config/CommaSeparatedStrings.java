package dev.servlette.config;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.StringJoiner;

/**
 * Texts with commas between them, {@code localhost, *.example.org}, as an unmodifiable list (Starlette:
 * <a href="https://www.starlette.io/config/#commaseparatedstrings">CommaSeparatedStrings</a>).
 *
 * <p>What is around a text is trimmed, and empty ones are left out. Quotes are those of a shell: in {@code '..'} everything
 * stands for itself, in {@code ".."} everything but a backslash before {@code "} or a backslash; elsewhere a backslash takes
 * what follows as it is.
 */
public final class CommaSeparatedStrings extends AbstractList<String> implements RandomAccess {
    private final List<String> items;

    private CommaSeparatedStrings(List<String> items) {
        this.items = List.copyOf(items);
    }

    /**
     * The texts that are in one.
     *
     * @throws IllegalArgumentException when a quote is not closed, or a backslash is the last character
     */
    public static CommaSeparatedStrings of(String text) {
        return new CommaSeparatedStrings(new CommaReader(text).items());
    }

    /** These texts as they are. */
    public static CommaSeparatedStrings of(List<String> items) {
        return new CommaSeparatedStrings(items);
    }

    @Override
    public String get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    /** One text that {@link #of(String)} reads as these: {@code a, "b,c"}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        for (String item : items) {
            text.add(isPlain(item) ? item : '"' + item.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        return text.toString();
    }

    private static boolean isPlain(String item) {
        return !item.isEmpty() && item.equals(item.strip()) && item.chars().noneMatch(c -> ",\"'\\".indexOf(c) >= 0);
    }
}
