package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was answered.
 *
 * @param status the status
 * @param headers the header lines as they came, {@code Name: value}, and {@code +Name: value} for one after the body
 * @param body the bytes of the body without their framing
 * @param isWhole whether all of it came before the connection ended
 */
record Answered(int status, List<String> headers, byte[] body, boolean isWhole) {
    /** The answer that a text describes: a line with the status, header lines, and after an empty line the body. */
    static Answered of(String text) {
        int end = text.indexOf("\n\n");
        String[] lines = (end < 0 ? text : text.substring(0, end)).split("\n");
        String body = end < 0 ? "" : text.substring(end + 2);
        List<String> headers = List.of(lines).subList(1, lines.length);
        return new Answered(Integer.parseInt(lines[0]), headers, body.getBytes(UTF_8), true);
    }

    /** The text in which two answers are compared: without what hosts may do as they like, headers by name. */
    @Override
    public String toString() {
        return head() + "\n" + text() + (isWhole ? "" : "[cut]");
    }

    String text() {
        return new String(body, UTF_8);
    }

    String head() {
        StringBuilder text = new StringBuilder().append(status).append('\n');
        List<String> sorted = new ArrayList<>(headers);
        sorted.sort(Comparator.comparing(Differences::name, String.CASE_INSENSITIVE_ORDER));
        for (String line : sorted) {
            text.append(Differences.hidden(line));
        }
        return text.toString();
    }

    boolean has(String line) {
        return headers.contains(line);
    }
}
