package dev.servlette.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.exceptions.HttpException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against Commons FileUpload, but where that is not strict or not right. */
class BoundaryReaderTest {
    private static final int MAX_HEADERS = 200;
    private static final List<String> REFUSED = List.of("refused");
    private static final String[] PIECES = {
        "\r\n--b",
        "\r\n--",
        "\r\n-",
        "\r\n",
        "\r",
        "\n",
        "--b",
        "--",
        "-",
        "b",
        "\r\n--b\r\n",
        "\r\n--b--",
        "\r\n\r\n",
        "A: 1\r\n",
        "\0",
        "\u00ff",
        "text"
    };

    private static BoundaryReader reader(InputStream body, String boundary) {
        return new BoundaryReader(
                new FormInput(new ReceivedBody(body, later -> true, Long.MAX_VALUE, new Departure())), boundary);
    }

    private static BoundaryReader reader(String body) {
        return reader(new ByteArrayInputStream(body.getBytes(ISO_8859_1)), "b");
    }

    private static String content(BoundaryReader reader, int chunk) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] bytes = new byte[chunk];
        for (int read = reader.read(bytes, 0, chunk); read >= 0; read = reader.read(bytes, 0, chunk)) {
            content.write(bytes, 0, read);
        }
        return content.toString(ISO_8859_1);
    }

    private static List<String> parts(BoundaryReader reader, int chunk) {
        List<String> parts = new ArrayList<>();
        try {
            while (reader.next()) {
                parts.add(reader.headers(MAX_HEADERS));
                parts.add(content(reader, chunk));
            }
            return parts;
        } catch (HttpException e) {
            return REFUSED;
        }
    }

    /** What the library makes of it, when it is not let skip the preamble in its own way, which forgives too much. */
    private static List<String> partsOfLibrary(String body) {
        List<String> parts = new ArrayList<>();
        try {
            PushbackInputStream lines = new PushbackInputStream(new ByteArrayInputStream(body.getBytes(ISO_8859_1)), 2);
            lines.unread(new byte[] {'\r', '\n'});
            MultipartInput input = MultipartInput.builder()
                    .setInputStream(lines)
                    .setBoundary(new byte[] {'b'})
                    .setMaxPartHeaderSize(MAX_HEADERS)
                    .get();
            input.setHeaderCharset(ISO_8859_1);
            input.discardBodyData();
            while (input.readBoundary()) {
                parts.add(input.readHeaders());
                parts.add(new String(input.newInputStream().readAllBytes(), ISO_8859_1));
            }
            return parts;
        } catch (IOException e) {
            return REFUSED;
        }
    }

    /** It takes a line feed for a line end, knows no part without headers, and loses count at a carriage return too many. */
    private static boolean isRightInLibrary(String body) {
        return !body.contains("--b\n") && !body.contains("--b\r\n\r\n") && !body.contains("\r\r\n\r\n");
    }

    @Test
    void aBodyThatBreaksOffIsADeparture() {
        assertThrows(ClientDisconnect.class, () -> reader(RecordingExchange.broken(), "b"));
    }

    @Test
    void whatTheLibraryMakesOfABodyIsTheSame() {
        Random random = new Random(11);
        int compared = 0;
        int accepted = 0;
        for (int i = 0; i < 60_000; i++) {
            String body = body(random);
            if (isRightInLibrary(body)) {
                List<String> parts = partsOfLibrary(body);
                assertEquals(parts, parts(reader(body), 1 + random.nextInt(100)), body);
                compared++;
                accepted += parts.equals(REFUSED) ? 0 : 1;
            }
        }
        assertTrue(compared > 20_000 && accepted > 2000, compared + " compared, " + accepted + " accepted");
    }

    private static String body(Random random) {
        StringBuilder body = new StringBuilder(random.nextInt(5) == 0 ? "" : "--b\r\nA: 1\r\n\r\n");
        for (int pieces = random.nextInt(14); pieces > 0; pieces--) {
            body.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return body.append(random.nextInt(5) == 0 ? "" : "\r\n--b--").toString();
    }

    /** Of every length around that of the buffer, so that a boundary lies across each of its ends. */
    @Test
    void aBoundaryMayLieAcrossTheEndOfTheBuffer() {
        String boundary = "-".repeat(20) + "\r" + "-".repeat(20);
        for (int length = (16 << 10) - 120; length < (16 << 10) + 20; length++) {
            String content = "-".repeat(length);
            String body = "--" + boundary + "\r\nA: 1\r\n\r\n" + content + "\r\n--" + boundary + "--";
            BoundaryReader reader = reader(new ByteArrayInputStream(body.getBytes(ISO_8859_1)), boundary);
            assertEquals(List.of("A: 1\r\n\r\n", content), parts(reader, 5000));
        }
    }

    @Test
    void contentThatIsNearlyABoundaryIsContent() {
        for (String content : List.of("\r\n--", "\r\n--a", "\r\n-b", "\n--b", "\r\r\n--", "--b--", "\r\n\r\n--\r\n")) {
            assertEquals(
                    List.of("A: 1\r\n\r\n", content),
                    parts(reader("--b\r\nA: 1\r\n\r\n" + content + "\r\n--b--"), 3),
                    content);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "--b", "--b-", "--b\r", "--bx\r\n", "--b-x", "--b\rx", "--b\n", "\n--b--", "x--b--"})
    void whatBeginsWithNoBoundaryIsRefused(String body) {
        assertEquals(REFUSED, parts(reader(body), 10));
    }

    @Test
    void headersEndAtTheFirstEmptyLine() {
        assertEquals(List.of("\r\n", "x"), parts(reader("--b\r\n\r\nx\r\n--b--"), 10));
        assertEquals(List.of("A\r\r\n\r\n", "x"), parts(reader("--b\r\nA\r\r\n\r\nx\r\n--b--"), 10));
        assertEquals(List.of("A\r\n\r\r\n\r\n", ""), parts(reader("--b\r\nA\r\n\r\r\n\r\n\r\n--b--"), 10));
    }

    @Test
    void headersAreLimited() {
        BoundaryReader reader = reader("--b\r\nA: 1\r\n\r\n\r\n--b--");
        reader.next();
        HttpException e = assertThrows(HttpException.class, () -> reader.headers(7));
        assertEquals("413: Headers of a part exceeded maximum size of 7 bytes.", e.getMessage());
        BoundaryReader enough = reader("--b\r\nA: 1\r\n\r\n\r\n--b--");
        enough.next();
        assertEquals("A: 1\r\n\r\n", enough.headers(8));
    }

    /** Neither content that is always nearly a boundary, nor bytes that come one by one, take more than their length. */
    @Test
    void timeGrowsWithTheLengthOnly() {
        String content = ("\r\n--" + "b".repeat(60)).repeat(40_000);
        byte[] body =
                ("--" + "b".repeat(70) + "\r\n\r\n" + content + "\r\n--" + "b".repeat(70) + "--").getBytes(ISO_8859_1);
        InputStream slow = new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1));
            }
        };
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertEquals(
                        content, parts(reader(slow, "b".repeat(70)), 8192).get(1)));
    }
}
