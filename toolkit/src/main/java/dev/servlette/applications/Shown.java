package dev.servlette.applications;

import java.util.Locale;

/** Text from outside as the debug page may show it: of a bounded length, and with nothing in it that a screen obeys. */
final class Shown {
    private Shown() {}

    /** The first {@code max} characters of a text; those that are not to be seen but to be obeyed are written as escapes. */
    static String text(String text, int max) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(max, text.length()); i++) {
            char c = text.charAt(i);
            if (isObeyed(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return text.length() <= max
                ? shown.toString()
                : shown + "\u2026 (" + (text.length() - max) + " characters more)";
    }

    /** The same of the first line. */
    static String line(String text, int max) {
        int end = text.indexOf('\n');
        return end < 0 ? text(text, max) : text(text.substring(0, end), max) + " \u2026";
    }

    /** Terminals obey control characters; the others turn the direction of text round, in browsers too. */
    private static boolean isObeyed(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t'
                || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069';
    }
}
