package dev.servlette.config;

import java.util.ArrayList;
import java.util.List;

/** Reads texts with commas between them and the quotes of a shell, once. */
final class CommaReader {
    private final String text;
    private final List<String> items = new ArrayList<>();
    private final StringBuilder item = new StringBuilder();
    private int at;
    private int kept; // the length of the item that is not trimmed, as it was quoted
    private boolean isQuoted;

    CommaReader(String text) {
        this.text = text;
    }

    List<String> items() {
        while (at < text.length()) {
            next();
        }
        end();
        return items;
    }

    private void next() {
        char c = text.charAt(at++);
        if (c == ',') {
            end();
        } else if (c == '"' || c == '\'') {
            quoted(c);
            keep();
        } else if (c == '\\') {
            item.append(escaped());
            keep();
        } else if (item.length() > 0 || !Character.isWhitespace(c)) {
            item.append(c);
        }
    }

    private void quoted(char quote) {
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return;
            }
            boolean isEscape =
                    c == '\\' && quote == '"' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0;
            item.append(isEscape ? text.charAt(++at) : c);
        }
        throw new IllegalArgumentException("The quote " + quote + " is not closed.");
    }

    private char escaped() {
        if (at == text.length()) {
            throw new IllegalArgumentException("Nothing follows the backslash at the end.");
        }
        return text.charAt(at++);
    }

    private void keep() {
        kept = item.length();
        isQuoted = true;
    }

    private void end() {
        int length = item.length();
        while (length > kept && Character.isWhitespace(item.charAt(length - 1))) {
            length--;
        }
        if (length > 0 || isQuoted) {
            items.add(item.substring(0, length));
        }
        item.setLength(0);
        kept = 0;
        isQuoted = false;
    }
}
