package dev.servlette.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.json.Json;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever text an event holds, a browser reads that text, and one event. */
class ServerSentEventFuzzTest {
    private static final String[] PARTS = {
        "\n",
        "\r",
        "\r\n",
        "\0",
        ":",
        " ",
        "data",
        "data: ",
        "id: 9",
        "event: x",
        "retry: 1",
        "\uFEFF",
        "\u2028",
        "\u0085",
        "\u000B",
        "\f",
        "ä",
        "€",
        "\uD83D\uDE00",
        "a",
        "{\"a\":1}",
        "\\n",
        "\t",
        ": "
    };

    private final Random random = new Random(5);
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<String> expected = new ArrayList<>();
    private String lastId = "";

    private String text(int parts) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(parts + 1); i > 0; i--) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }

    private String line() {
        return text(4).replace("\n", "").replace("\r", "").replace("\0", "");
    }

    private void send() {
        if (random.nextInt(4) == 0) {
            send(ServerSentEvent.comment(text(6)));
        }
        String data = text(8);
        ServerSentEvent event = ServerSentEvent.of(data);
        String name = random.nextBoolean() ? line() : "";
        event = name.isEmpty() ? event : event.withName(name);
        if (random.nextBoolean()) {
            lastId = line();
            event = event.withId(lastId);
        }
        if (random.nextInt(4) == 0) {
            int millis = random.nextInt(5000);
            event = event.withRetry(Duration.ofMillis(millis));
            expected.add("retry|" + millis);
        }
        send(event);
        String read = data.replace("\r\n", "\n").replace('\r', '\n');
        expected.add((name.isEmpty() ? "message" : name) + "|" + lastId + "|" + read);
    }

    private void send(ServerSentEvent event) {
        sent.writeBytes(event.encode(Json.standard()));
    }

    /** Issue 5: injection is impossible. */
    @Test
    void whatABrowserReadsIsWhatWasSent() {
        for (int i = 0; i < 20_000; i++) {
            send();
        }
        assertEquals(
                String.join("\n--\n", expected), String.join("\n--\n", StandardParser.parse(sent.toString(UTF_8))));
    }
}
