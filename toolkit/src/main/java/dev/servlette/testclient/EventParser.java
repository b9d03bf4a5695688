package dev.servlette.testclient;

import dev.servlette.events.ServerSentEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Finds the events in a stream as a browser does (HTML Standard, section 9.2.6, "Interpreting an event stream"). */
final class EventParser {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private final Queue<ServerSentEvent> events = new ArrayDeque<>();
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable Duration retry;
    private boolean afterReturn;
    private boolean isFirst = true;

    /** Takes the next bytes of the stream. */
    void read(byte[] bytes) {
        for (byte b : bytes) {
            boolean completesReturn = afterReturn && b == '\n';
            afterReturn = b == '\r';
            if (b != '\r' && b != '\n') {
                line.write(b);
            } else if (!completesReturn) {
                endLine();
            }
        }
    }

    /** The next event of which all has come; {@code null} when there is none. */
    @Nullable
    ServerSentEvent next() {
        return events.poll();
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        text = isFirst && text.startsWith("\uFEFF") ? text.substring(1) : text;
        isFirst = false;
        int colon = text.indexOf(':');
        if (text.isEmpty()) {
            dispatch();
        } else if (colon < 0) {
            field(text, "");
        } else {
            int value = text.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
            field(text.substring(0, colon), text.substring(value));
        }
    }

    /** A comment is a field without a name. */
    private void field(String field, String value) {
        switch (field) {
            case "data" -> data.append(value).append('\n');
            case "event" -> name = value;
            case "id" -> id = value.indexOf(0) < 0 ? value : id;
            case "retry" -> retry = millis(value);
            default -> {}
        }
    }

    private @Nullable Duration millis(String value) {
        boolean digits = !value.isEmpty() && value.length() < 19;
        for (int i = 0; i < value.length(); i++) {
            digits &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        return digits ? Duration.ofMillis(Long.parseLong(value)) : retry;
    }

    private void dispatch() {
        if (data.length() > 0) {
            ServerSentEvent event = ServerSentEvent.of(data.substring(0, data.length() - 1));
            event = id == null ? event : event.withId(id);
            event = name == null ? event : event.withName(name);
            events.add(retry == null ? event : event.withRetry(retry));
        }
        data.setLength(0);
        id = null;
        name = null;
        retry = null;
    }
}
