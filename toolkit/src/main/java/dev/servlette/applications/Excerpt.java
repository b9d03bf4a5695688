package dev.servlette.applications;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some lines of a source file around the one that matters.
 *
 * @param first the number of the first
 * @param lines the lines
 * @param marked the number of the one that matters
 */
record Excerpt(int first, List<String> lines, int marked) {
    private static final int AROUND = 3;
    private static final int MAX_CHARS = 300;

    /** The lines around this one; {@code null} when the file has none of this number, so it is another version of it. */
    static @Nullable Excerpt around(int number, List<String> file) {
        if (number < 1 || number > file.size()) {
            return null;
        }
        int first = Math.max(1, number - AROUND);
        int last = Math.min(file.size(), number + AROUND);
        List<String> lines = file.subList(first - 1, last).stream()
                .map(line -> Shown.text(line, MAX_CHARS))
                .toList();
        return new Excerpt(first, lines, number);
    }

    /** The line that matters, without its indent. */
    String line() {
        return lines.get(marked - first).strip();
    }
}
