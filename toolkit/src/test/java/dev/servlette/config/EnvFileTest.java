package dev.servlette.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.LoggedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
    private static final Path ENV = Path.of(".env");
    private static final String LINES =
            " A line is NAME=value without \"export\", empty, or a comment that starts with #.";
    private static final Pattern LINE = Pattern.compile("\\s*([^#=\\s][^=\\s]*)\\s*=\\s*(.*?)\\s*");
    private static final String[] PIECES = {
        "=",
        "=",
        "=",
        "#",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "'",
        "\"",
        " ",
        "\t",
        "\\",
        "\0",
        "\uFEFF",
        "\u00a0",
        "A",
        "B",
        "export ",
        "caf\u00e9",
        "\ud83d\ude00"
    };

    @TempDir
    private Path directory;

    private static Map<String, String> parsed(String text) {
        return EnvFile.parse(ENV, text).values();
    }

    private static String refusal(String text) {
        return assertThrows(IllegalStateException.class, () -> parsed(text)).getMessage();
    }

    /** CF3. */
    @Test
    void eachLineIsANameAndAValue() {
        assertEquals(
                Map.of("A", "1", "B", "x=y # z", "C", "", "D", "it's", "E", " kept "),
                parsed("A=1\n  B =  x=y # z \r\nC=\n\n   \n# F=1\n  # G=1\rD=it's\nE=' kept '"));
    }

    /** CF3: one pair. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"a\",a",
                "'a',a",
                "\"'a'\",'a'",
                "'a\",'a\"",
                "\",\"",
                "\"\",``",
                "a'b',a'b'",
                "'a'b,'a'b",
                "'it's',it's"
            })
    void aPairOfQuotesIsTakenOff(String value, String expected) {
        assertEquals(Map.of("A", expected), parsed("A=" + value));
    }

    @Test
    void theLastLineOfANameHolds() {
        assertEquals(Map.of("A", "2"), parsed("A=1\nA=2"));
    }

    @Test
    void theMarkThatSomeEditorsWriteIsPassedOver() {
        assertEquals(Map.of("A", "1"), parsed("\uFEFFA=1"));
    }

    @Test
    void anotherLineIsRefusedAndNotQuoted() {
        assertEquals("Line 2 of the file \".env\" has no \"=\"." + LINES, refusal("A=1\ns3cret"));
        String noName = "Line 1 of the file \".env\" has no name of one word before its \"=\"." + LINES;
        assertEquals(noName, refusal("=s3cret"));
        assertEquals(noName, refusal("export A=s3cret"));
    }

    /** CF1. */
    @ParameterizedTest
    @ValueSource(strings = {"nothing.env", "."})
    void aFileThatIsNotThereIsAWarning(String name) {
        Path path = directory.resolve(name);
        try (LoggedLines log = new LoggedLines()) {
            assertEquals(Map.of(), EnvFile.read(path, UTF_8).values());
            assertEquals(
                    List.of("WARNING There is no file \"" + path + "\". Config reads the environment only."),
                    log.lines());
        }
    }

    @Test
    void aFileInAnotherCharsetIsRefused() throws IOException {
        Path path = Files.writeString(directory.resolve(".env"), "A=caf\u00e9", ISO_8859_1);
        Throwable e = assertThrows(IllegalStateException.class, () -> EnvFile.read(path, UTF_8));
        assertEquals(
                "The file \"" + path
                        + "\" cannot be read as text in UTF-8: java.nio.charset.MalformedInputException: Input"
                        + " length = 1. One in another charset is read by new Config(path, charset).",
                e.getMessage());
        assertEquals(Map.of("A", "caf\u00e9"), EnvFile.read(path, ISO_8859_1).values());
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        Path path = Files.writeString(directory.resolve(".env"), "A=" + "x".repeat((1 << 20) - 2));
        assertEquals((1 << 20) - 2, EnvFile.read(path, UTF_8).values().get("A").length());
        Files.writeString(path, "A=" + "x".repeat((1 << 20) - 1));
        Throwable e = assertThrows(IllegalStateException.class, () -> EnvFile.read(path, UTF_8));
        assertEquals("The file \"" + path + "\" is larger than 1 MiB, which no file of settings is.", e.getMessage());
    }

    /** Seeded, so that a failure comes again. */
    @Test
    void anyTextIsReadOrRefusedWithoutBeingQuoted() {
        int read = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            String text = random(new Random(seed));
            String outcome = outcome(text);
            assertEquals(expected(text), outcome, text);
            read += outcome.startsWith("{") ? 1 : 0;
        }
        assertTrue(read > 3000 && read < 17_000, read + " were read");
    }

    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(8); pieces >= 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String outcome(String text) {
        try {
            return new TreeMap<>(parsed(text)).toString();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    /** The same by other means. */
    private static String expected(String text) {
        Map<String, String> values = new TreeMap<>();
        String[] lines = text.replaceFirst("^\uFEFF", "").split("\r\n|\r|\n");
        for (int i = 0; i < lines.length; i++) {
            Matcher line = LINE.matcher(lines[i]);
            if (line.matches()) {
                values.put(line.group(1), line.group(2).replaceFirst("^(['\"])(.*)\\1$", "$2"));
            } else if (!lines[i].matches("\\s*(#.*)?")) {
                String missing = lines[i].contains("=") ? "name of one word before its \"=\"" : "\"=\"";
                return "Line " + (i + 1) + " of the file \".env\" has no " + missing + "." + LINES;
            }
        }
        return values.toString();
    }
}
