package dev.servlette.events;

import java.util.ArrayList;
import java.util.List;

/**
 * The parser of the HTML Standard, section 9.2.6, step for step and on a whole stream: what a browser would make of it. An event
 * is written as {@code type|lastEventId|data}, a reconnection time as {@code retry|millis}.
 */
final class StandardParser {
    private final List<String> found = new ArrayList<>();
    private String data = "";
    private String type = "";
    private String lastEventId = "";

    private StandardParser() {}

    static List<String> parse(String stream) {
        StandardParser parser = new StandardParser();
        int start = stream.startsWith("\uFEFF") ? 1 : 0;
        for (int end = lineEnd(stream, start); end < stream.length(); end = lineEnd(stream, start)) {
            parser.line(stream.substring(start, end));
            start = stream.startsWith("\r\n", end) ? end + 2 : end + 1;
        }
        return parser.found; // a block that does not end with an empty line is discarded
    }

    private static int lineEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private void line(String line) {
        int colon = line.indexOf(':');
        if (line.isEmpty()) {
            dispatch();
        } else if (colon > 0) {
            String value = line.substring(colon + 1);
            process(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        } else if (colon < 0) {
            process(line, "");
        }
    }

    private void process(String field, String value) {
        if (field.equals("event")) {
            type = value;
        } else if (field.equals("data")) {
            data += value + "\n";
        } else if (field.equals("id") && value.indexOf(0) < 0) {
            lastEventId = value;
        } else if (field.equals("retry") && value.matches("[0-9]+")) {
            found.add("retry|" + value);
        }
    }

    private void dispatch() {
        if (!data.isEmpty()) {
            String name = type.isEmpty() ? "message" : type;
            found.add(name + "|" + lastEventId + "|" + data.substring(0, data.length() - 1));
        }
        data = "";
        type = "";
    }
}
