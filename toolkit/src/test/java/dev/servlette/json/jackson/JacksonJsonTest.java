package dev.servlette.json.jackson;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.servlette.config.Secret;
import dev.servlette.datastructures.Url;
import dev.servlette.json.Json;
import dev.servlette.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonJsonTest {
    record Book(String title, int year) {
        static final IllegalArgumentException TOO_OLD = new IllegalArgumentException("too old");

        Book {
            if (year < 1450) {
                throw TOO_OLD;
            }
        }
    }

    record Login(@Nullable String name, @Nullable Secret password) {}

    record Nothing() {}

    record Any(@Nullable Object a, List<@Nullable Object> b, LocalDate c) {}

    private final Json json = new JacksonJson();

    @Test
    void recordsAreReadAndWritten() {
        assertEquals(new Book("Emma", 1815), json.read("{\"title\":\"Emma\",\"year\":1815,\"more\":1}", Book.class));
        assertEquals("{\"title\":\"Emma\",\"year\":1815}", json.write(new Book("Emma", 1815)));
        assertArrayEquals("null".getBytes(StandardCharsets.UTF_8), json.writeBytes(null));
        assertThrows(JsonException.class, () -> json.write(new Object()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"year\":\"x\"}", "{\"title\":\"a\",\"year\":1815} x"})
    void aTextThatIsNotOfTheTypeIsRefused(String text) {
        JsonException e = assertThrows(JsonException.class, () -> json.read(text, Book.class));
        assertEquals("The text is no JSON for Book.", e.getMessage());
    }

    /** So a record of a login may be logged. */
    @Test
    void aSecretIsReadAndNotWritten() {
        Login login = json.read("{\"name\":\"ada\",\"password\":\"s3cret\"}", Login.class);
        assertEquals(new Login("ada", Secret.of("s3cret")), login);
        JsonException e = assertThrows(JsonException.class, () -> json.write(login));
        assertEquals(
                "A value of " + Login.class.getName()
                        + " has no form in JSON: A Secret has no form in JSON. Leave it out,"
                        + " or write what reveal() gives if it may be seen.",
                e.getMessage());
        assertThrows(JsonException.class, () -> json.read("{\"password\":{}}", Login.class));
        assertEquals(new Login(null, null), json.read("{\"password\":null}", Login.class));
    }

    record Link(Url url) {}

    /** What {@code request.urlFor(..)} gives. */
    @Test
    void aUrlIsAText() {
        Link link = new Link(Url.of("http://testserver/a?b"));
        assertEquals("{\"url\":\"http://testserver/a?b\"}", json.write(link));
        assertEquals(link, json.read(json.write(link), Link.class));
    }

    @Test
    void nullIsNoValue() {
        JsonException e = assertThrows(JsonException.class, () -> json.read("null", Book.class));
        assertEquals("null was read where a Book was asked for.", e.getMessage());
    }

    @Test
    void whatAConstructorThrowsComesOutUnchanged() {
        assertSame(
                Book.TOO_OLD,
                assertThrows(
                        IllegalArgumentException.class, () -> json.read("{\"title\":\"a\",\"year\":1}", Book.class)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void numbersWithoutAFormAreRefused(double value) {
        JsonException e = assertThrows(JsonException.class, () -> json.write(Map.of("a", value)));
        assertEquals(
                "A value of java.util.ImmutableCollections$Map1 has no form in JSON: " + value
                        + " has no form in JSON. Write null or a text in its place.",
                e.getMessage());
        assertThrows(JsonException.class, () -> json.writeBytes(List.of((float) value)));
        assertEquals("[1.5,2.5]", json.write(List.of(1.5, 2.5f)));
    }

    @Test
    void aMapperOfOnesOwnIsUsedAsItIs() {
        JsonException e = assertThrows(
                JsonException.class,
                () -> new JacksonJson(new ObjectMapper() {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public String writeValueAsString(@Nullable Object value)
                                    throws com.fasterxml.jackson.core.JsonProcessingException {
                                throw new com.fasterxml.jackson.core.JsonParseException(null, "mine");
                            }
                        })
                        .write(null));
        assertEquals("A value of null has no form in JSON: mine", e.getMessage());
    }

    /** OLD2: the built-in writer and Jackson write the same, and refuse the same. */
    @Test
    void theBuiltInWriterWritesWhatJacksonWrites() {
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            Object value = value(random, 4);
            String written = outcome(json, value);
            assertEquals(written, outcome(Json.builtIn(), value));
            refused += written.equals("refused") ? 1 : 0;
        }
        assertTrue(refused > 100 && refused < 1000, refused + " were refused");
    }

    private static String outcome(Json library, @Nullable Object value) {
        try {
            return library.write(value);
        } catch (JsonException e) {
            return "refused";
        }
    }

    private static @Nullable Object value(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 12 : 9);
        return switch (kind) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong();
            case 4 -> random.nextInt(1000) / 8.0;
            case 5 -> new UUID(random.nextLong(), random.nextLong());
            case 6 -> LocalDate.ofEpochDay(random.nextInt(40000));
            case 7 -> text(random);
            case 8 -> random.nextInt(5) == 0 ? new Object() : new Nothing();
            case 9 -> list(random, depth - 1);
            case 10 -> map(random, depth - 1);
            default -> new Any(value(random, depth - 1), list(random, depth - 1), LocalDate.EPOCH);
        };
    }

    private static List<@Nullable Object> list(Random random, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int length = random.nextInt(4); length > 0; length--) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(Random random, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int length = random.nextInt(4); length > 0; length--) {
            map.put(text(random), value(random, depth));
        }
        return map;
    }

    /** Text from all planes; halves of characters apart, which Jackson writes in another way. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x20000);
            text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 'x' : c);
        }
        return text.toString();
    }
}
