package dev.servlette.events;

import dev.servlette.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One event: a text or a value, and what a client is told about it (HTML Standard, section 9.2, "Server-sent events"). An
 * immutable value: {@code with...} returns a changed copy. Whatever text it holds, it stays one event.
 *
 * <pre>{@code
 * events.send(ServerSentEvent.json(order).withName("shipped").withId(order.id()));
 * }</pre>
 */
public final class ServerSentEvent {
    private final @Nullable Data data;
    private final @Nullable String id;
    private final @Nullable String name;
    private final @Nullable Duration retry;
    private final @Nullable String comment;

    /** What it carries: a text, or a value that becomes one. */
    private sealed interface Data {
        String text(Json json);
    }

    private record Text(String text) implements Data {
        @Override
        public String text(Json json) {
            return text;
        }
    }

    private record Value(Object value) implements Data {
        @Override
        public String text(Json json) {
            return json.write(value);
        }
    }

    private ServerSentEvent(
            @Nullable Data data,
            @Nullable String id,
            @Nullable String name,
            @Nullable Duration retry,
            @Nullable String comment) {
        this.data = data;
        this.id = id;
        this.name = name;
        this.retry = retry;
        this.comment = comment;
    }

    /** An event with this text, of any number of lines. The client gets each line end as {@code \n}. */
    public static ServerSentEvent of(String data) {
        return new ServerSentEvent(new Text(data), null, null, null, null);
    }

    /** An event with this value as JSON, written by the app's JSON library when it is sent. */
    public static ServerSentEvent json(Object value) {
        return new ServerSentEvent(new Value(value), null, null, null, null);
    }

    /** No event, but a comment, which a client passes over, of any number of lines. */
    public static ServerSentEvent comment(String comment) {
        return new ServerSentEvent(null, null, null, null, comment);
    }

    /**
     * A copy with this id, written as its text. A client that comes back sends the last one it has seen as {@code Last-Event-ID}.
     *
     * @throws IllegalArgumentException when the text has a line end or the character 0
     */
    public ServerSentEvent withId(Object newId) {
        return new ServerSentEvent(data, checked("id", newId.toString()), name, retry, comment);
    }

    /**
     * A copy with this name, under which a script listens for it; {@code message} when it has none. Starlette's users know it as
     * {@code event}.
     *
     * @throws IllegalArgumentException when it has a line end or the character 0
     */
    public ServerSentEvent withName(String newName) {
        return new ServerSentEvent(data, id, checked("name", newName), retry, comment);
    }

    private static String checked(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' || c == 0) {
                throw new IllegalArgumentException("The " + what + " \""
                        + text.replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0")
                        + "\" was given to a server-sent event. It is one line, without the character 0.");
            }
        }
        return text;
    }

    /**
     * A copy that tells the client how long to wait before it comes back, from now on.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public ServerSentEvent withRetry(Duration newRetry) {
        if (newRetry.isNegative()) {
            throw new IllegalArgumentException("The retry " + newRetry
                    + " was given to a server-sent event. A client waits zero or more before it comes back.");
        }
        return new ServerSentEvent(data, id, name, newRetry, comment);
    }

    /** The text; a value as the JSON that {@link Json#standard} writes; {@code ""} where there is neither. */
    public String data() {
        return data == null ? "" : data.text(Json.standard());
    }

    /**
     * The text as a value of this type, read by {@link Json#standard}.
     *
     * @throws dev.servlette.json.JsonException when it is not JSON of that type
     */
    public <T> T json(Class<T> type) {
        return Json.standard().read(data(), type);
    }

    /** The id; {@code null} when it has none. */
    public @Nullable String id() {
        return id;
    }

    /** The name; {@code null} when it has none, and is a {@code message}. */
    public @Nullable String name() {
        return name;
    }

    /** How long a client is to wait before it comes back; {@code null} when nothing is said. */
    public @Nullable Duration retry() {
        return retry;
    }

    /** The event as it is sent, in UTF-8, a value written by this library. */
    byte[] encode(Json json) {
        return text(json).getBytes(StandardCharsets.UTF_8);
    }

    private String text(Json json) {
        StringBuilder out = new StringBuilder();
        lines(out, ": ", comment);
        lines(out, "event: ", name);
        lines(out, "id: ", id);
        lines(out, "retry: ", retry == null ? null : String.valueOf(retry.toMillis()));
        lines(out, "data: ", data == null ? null : data.text(json));
        return out.append('\n').toString();
    }

    /** Each line of the text as a line of this field: a line end of any kind would else begin another field. */
    private static void lines(StringBuilder out, String field, @Nullable String text) {
        if (text == null) {
            return;
        }
        out.append(field);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
                out.append('\n').append(field);
            } else {
                out.append(c);
            }
        }
        out.append('\n');
    }

    /** The event as it is sent, for messages. */
    @Override
    public String toString() {
        return text(Json.standard());
    }
}
