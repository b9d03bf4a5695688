package dev.servlette.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.FormData;
import dev.servlette.exceptions.HttpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no client should send. The same bytes are the same form, in whatever pieces they arrive. */
class MultipartFuzzTest {
    private static final FormLimits LIMITS = new FormLimits()
            .maxFiles(5)
            .maxFields(5)
            .maxFieldBytes(200)
            .maxFileBytes(300)
            .maxTextBytes(500)
            .maxPartHeaderBytes(300)
            .memoryBytes(20);
    private static final String[] PIECES = {
        "\r\n",
        "\r",
        "\n",
        "--b",
        "\r\n--b",
        "--b--",
        "--",
        "\r\n\r\n",
        ":",
        ";",
        "\"",
        "\\",
        "=",
        " ",
        "\t",
        "\0",
        "\u00ff",
        "name=",
        "filename=",
        "filename*=UTF-8''%",
        "Content-Disposition: form-data; name=a\r\n",
        "b",
        "x"
    };

    @TempDir
    private Path temp;

    private static String seed() {
        return FormExchange.body(
                FormExchange.part("a", "text\r\n--"),
                FormExchange.file("f", "x;\\\".txt", "content of more than memory"),
                "X-A: 1\r\n\tgoes on\r\n" + FormExchange.part("\u00c3\u00bc", ""));
    }

    private static String mutated(String body, Random random) {
        StringBuilder text = new StringBuilder(body);
        for (int mutations = random.nextInt(4); mutations >= 0; mutations--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(random.nextInt(8) == 0 ? 60 : 4));
            text.replace(from, to, PIECES[random.nextInt(PIECES.length)].repeat(random.nextInt(30) == 0 ? 100 : 1));
        }
        return text.toString();
    }

    /** A body that arrives in pieces of random length. */
    private static InputStream inPieces(String body, Random random) {
        return new ByteArrayInputStream(body.getBytes(ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(20)));
            }
        };
    }

    /** What the form is, or how it is refused. */
    private String outcome(InputStream body) throws IOException {
        Request request = FormExchange.request(
                FormExchange.of(FormExchange.MULTIPART, body).temporary(temp));
        StringBuilder outcome = new StringBuilder();
        try {
            FormData form = request.form(LIMITS);
            outcome.append(form.entries());
            form.files()
                    .forEach(file -> outcome.append(file.getKey())
                            .append(file.getValue())
                            .append(file.getValue().headers())
                            .append(new String(file.getValue().bytes(), ISO_8859_1)));
        } catch (HttpException e) {
            assertTrue(e.status() == 400 || e.status() == 413, e.toString());
            outcome.append(e.getMessage());
        }
        FormExchange.end(request);
        return outcome.toString();
    }

    /** The outcome of a body, which is the same however it arrives. */
    private String stableOutcome(String body, Random random) throws IOException {
        String whole = outcome(new ByteArrayInputStream(body.getBytes(ISO_8859_1)));
        assertEquals(whole, outcome(inPieces(body, random)), body);
        return whole;
    }

    private static String kind(String outcome) {
        return outcome.startsWith("[") ? "form" : outcome.substring(0, 3);
    }

    @Test
    void whateverIsSentIsAFormOrRefused() throws IOException {
        Random random = new Random(7);
        Map<String, Integer> outcomes = new TreeMap<>();
        assertTimeout(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 4000; i++) {
                outcomes.merge(kind(stableOutcome(mutated(seed(), random), random)), 1, Integer::sum);
            }
        });
        assertEquals(List.of(), FormExchange.below(temp));
        assertTrue(
                outcomes.get("400") > 100 && outcomes.get("413") > 10 && outcomes.get("form") > 100,
                outcomes::toString);
    }

    /** FM4. */
    @Test
    void whatIsSentRightComesWhole() throws IOException {
        Random random = new Random(8);
        for (int i = 0; i < 300; i++) {
            List<String> contents = new ArrayList<>();
            String[] parts = new String[1 + random.nextInt(4)];
            for (int part = 0; part < parts.length; part++) {
                contents.add(content(random));
                parts[part] = FormExchange.file("f", "x", contents.get(part));
            }
            Request request = FormExchange.request(
                    FormExchange.of(FormExchange.MULTIPART, inPieces(FormExchange.body(parts), random))
                            .temporary(temp));
            List<String> came = request.form(new FormLimits().memoryBytes(50)).files("f").stream()
                    .map(file -> new String(file.bytes(), ISO_8859_1))
                    .toList();
            assertEquals(contents, came);
            FormExchange.end(request);
        }
        assertEquals(List.of(), FormExchange.below(temp));
    }

    /** Bytes that are nearly a boundary, and none. */
    private static String content(Random random) {
        StringBuilder content = new StringBuilder();
        for (int pieces = random.nextInt(random.nextInt(20) == 0 ? 9000 : 40); pieces > 0; pieces--) {
            content.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return content.toString().replace("\r\n--b", "\r\n-b");
    }
}
