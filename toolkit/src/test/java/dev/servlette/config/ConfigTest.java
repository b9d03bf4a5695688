package dev.servlette.config;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    @TempDir
    private Path directory;

    private static Config config(Map<String, String> environment) {
        return new Config().environ(new Environ(environment));
    }

    private static Config config(String value) {
        return config(Map.of("X", value));
    }

    private Config file(String text) throws IOException {
        return new Config(Files.writeString(directory.resolve(".env"), text)).environ(new Environ(Map.of("HERE", "1")));
    }

    private static String refusal(Runnable read) {
        return assertThrows(IllegalStateException.class, read::run).getMessage();
    }

    /** CF1. */
    @Test
    void theEnvironmentComesBeforeTheFileAndTheFileBeforeTheFallback() throws IOException {
        Config config = file("HERE=2\nFILE=3");
        assertEquals("1", config.get("HERE"));
        assertEquals("1", config.get("HERE", "4"));
        assertEquals("3", config.get("FILE", "4"));
        assertEquals("4", config.get("NOWHERE", "4"));
    }

    @Test
    void theEnvironmentIsThatOfTheProcess() {
        Map.Entry<String, String> any = System.getenv().entrySet().iterator().next();
        assertEquals(any.getValue(), new Config().get(any.getKey()));
    }

    /** CF1. */
    @Test
    void whatIsMissingIsNamedWithThePlacesToSetIt() throws IOException {
        String start = "Config \"X\" is missing, and has no fallback. Set it in the environment";
        Config config = config(Map.of());
        assertEquals(start + ".", refusal(() -> config.get("X")));
        assertEquals(start + ".", refusal(() -> config.get("X", Integer.class)));
        assertEquals(start + ".", refusal(() -> config.get("X", ZoneId::of)));
        Config file = file("");
        assertEquals(start + ", or in the file \"" + directory.resolve(".env") + "\".", refusal(() -> file.get("X")));
    }

    /** CF1. */
    @Test
    void thePrefixStandsBeforeEveryName() throws IOException {
        Config config = file("SHOP_DEBUG=true\nDEBUG=false").envPrefix("SHOP_");
        assertEquals("true", config.get("DEBUG"));
        assertEquals(
                "Config \"SHOP_HERE\" is missing, and has no fallback. Set it in the environment, or in the file \""
                        + directory.resolve(".env") + "\".",
                refusal(() -> config.get("HERE")));
        assertEquals("1", config.envPrefix("").get("HERE"));
    }

    /** CF1. */
    @Test
    void theFileMayHaveAnotherCharset() throws IOException {
        Path path = Files.writeString(directory.resolve(".env"), "X=caf\u00e9", UTF_16);
        assertEquals("caf\u00e9", new Config(path, UTF_16).get("X"));
    }

    /** CF2. */
    @Test
    void theFallbackIsOfTheTypeThatIsAskedFor() {
        Config config = config(Map.of("PORT", "8000"));
        assertEquals(8000, config.get("PORT", Integer.class, 1));
        assertEquals(1, config.get("NONE", Integer.class, 1));
        assertEquals(ZoneId.of("UTC"), config.get("NONE", ZoneId::of, ZoneId.of("UTC")));
        assertEquals(ZoneId.of("Z"), config("Z").get("X", ZoneId::of, ZoneId.of("UTC")));
    }

    /** CF2: what is no fallback. */
    @Test
    void whatIsMissingMayBeFoundToBeNull() {
        assertNull(config(Map.of()).find("X", Duration.class));
        assertEquals(Duration.ofSeconds(1), config("1s").find("X", Duration.class));
    }

    /** CF2. */
    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "1,true", "false,false", "False,false", "0,false"})
    void booleansHaveTwoFormsInAnyCase(String text, boolean expected) {
        assertEquals(expected, config(text).get("X", Boolean.class));
        assertEquals(expected, config(text).get("X", boolean.class));
    }

    /** CF2. */
    @Test
    void aValueOfAnotherTypeSaysWhereItIs() throws IOException {
        Config config = config(Map.of("DEBUG", "2"));
        assertEquals(
                "Config \"DEBUG\" is \"2\" in the environment. It must be true or false, 1 or 0.",
                refusal(() -> config.get("DEBUG", Boolean.class, false)));
        Config file = file("PORT=x");
        assertEquals(
                "Config \"PORT\" is \"x\" in the file \"" + directory.resolve(".env")
                        + "\". It must be a whole number.",
                refusal(() -> file.get("PORT", Integer.class)));
    }

    @Test
    void valuesAreReadAsTheirTypes() {
        assertEquals(-7, config("-7").get("X", Integer.class));
        assertEquals(7, config("7").get("X", int.class));
        assertEquals(1L << 40, config("1099511627776").get("X", Long.class));
        assertEquals(7L, config("7").get("X", long.class));
        assertEquals(1.5, config("1.5").get("X", Double.class));
        assertEquals(1e3, config("1e3").get("X", double.class));
        assertEquals("text", config("text").get("X", String.class));
        assertEquals(URI.create("http://a/b"), config("http://a/b").get("X", URI.class));
        assertEquals(Path.of("a", "b"), config("a/b").get("X", Path.class));
        assertEquals("shh", config("shh").get("X", Secret.class).reveal());
        assertEquals(List.of("a", "b"), config("a, b").get("X", CommaSeparatedStrings.class));
        assertEquals(TimeUnit.DAYS, config("days").get("X", TimeUnit.class));
    }

    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "30s,PT30S",
        "5M,PT5M",
        "2h,PT2H",
        "1d,PT24H",
        "PT1M30S,PT1M30S",
        "pt1s,PT1S",
        "-PT1S,PT-1S"
    })
    void durationsHaveAUnitOrAreIso8601(String text, Duration expected) {
        assertEquals(expected, config(text).get("X", Duration.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "s",
                "30 s",
                "-30s",
                "30x",
                "99999999999999999999s",
                "9223372036854775807d",
                "PT",
                "\u0663"
            })
    void whatIsNoDurationIsRefused(String text) {
        assertEquals(
                "Config \"X\" is \"" + text
                        + "\" in the environment. It must be a time such as 30s, 500ms, 5m, 2h, 1d or PT30S.",
                refusal(() -> config(text).get("X", Duration.class)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "NaN", "1d", "0x1p3", "1e999", "Infinity", "-"})
    void whatIsNoNumberIsRefused(String text) {
        assertEquals(
                "Config \"X\" is \"" + text + "\" in the environment. It must be a number.",
                refusal(() -> config(text).get("X", Double.class)));
    }

    @Test
    void eachTypeSaysWhatItMustBe() {
        String start = "Config \"X\" is \"a b'\\\0\" in the environment. It must be ";
        Config config = config("a b'\\\0");
        assertEquals(start + "a whole number.", refusal(() -> config.get("X", Long.class)));
        assertEquals(start + "a path.", refusal(() -> config.get("X", Path.class)));
        assertEquals(
                start + "texts with commas between them, each quote closed.",
                refusal(() -> config.get("X", CommaSeparatedStrings.class)));
        assertEquals(
                start + "one of SOURCE, CLASS, RUNTIME.",
                refusal(() -> config.get("X", java.lang.annotation.RetentionPolicy.class)));
    }

    /** CF2. */
    @Test
    void otherTypesAreReadByAFunction() {
        assertEquals(ZoneId.of("Europe/Paris"), config("Europe/Paris").get("X", ZoneId::of));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> config("EUR").get("X", Currency.class));
        assertEquals(
                "Config \"X\" is asked for as Currency. Known: String, Integer, Long, Double, Boolean, Duration, Secret, URI,"
                        + " Path, CommaSeparatedStrings, enums. Give a function that reads it: get(\"X\", text -> ..).",
                e.getMessage());
    }

    /** Its password is what makes it none, often. */
    @Test
    void aUriIsNotQuoted() {
        assertEquals(
                "Config \"X\" in the environment is not quoted, as it may hold a password. It must be a URI (RFC 3986).",
                refusal(() -> config("db://me:s3^cret@host").get("X", URI.class)));
    }

    /** The value may be a part of a secret, and whatever parses a text quotes it. */
    @Test
    void whatAFunctionThrowsIsNotQuoted() {
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> config("s3cret").get("X", ConfigTest::port));
        assertEquals(
                "Config \"X\" of the environment cannot be read: java.lang.NumberFormatException. The function that reads it"
                        + " threw that, at the trace of the cause; its message is left out, as it may quote a secret.",
                e.getMessage());
        StringWriter printed = new StringWriter();
        e.printStackTrace(new PrintWriter(printed));
        assertTrue(printed.toString()
                .contains("Caused by: java.lang.IllegalStateException: java.lang.NumberFormatException"));
        assertTrue(printed.toString().contains("ConfigTest.port("), printed::toString);
        assertFalse(printed.toString().contains("s3cret"), printed::toString);
    }

    private static int port(String text) {
        return Integer.parseInt(text);
    }

    @Test
    void aConfigPrintsNoValues() throws IOException {
        String printed = file("X=s3cret").toString();
        assertEquals("Config(the environment, the file \"" + directory.resolve(".env") + "\")", printed);
        assertEquals("Config(the environment)", new Config().toString());
    }

    @Test
    void theFileIsReadOnce() throws IOException {
        Config config = file("X=1");
        Files.delete(directory.resolve(".env"));
        assertEquals("1", config.get("X"));
        assertEquals(UTF_8, config.get("CHARSET", java.nio.charset.Charset::forName, UTF_8));
    }
}
