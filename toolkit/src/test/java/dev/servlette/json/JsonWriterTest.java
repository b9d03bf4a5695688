package dev.servlette.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.datastructures.Url;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
    private enum Colour {
        RED
    }

    private record Book(String title, @Nullable Integer year) {}

    private record Broken(String text) {
        @Override
        public String text() {
            throw new IllegalStateException("no text");
        }
    }

    private static String write(@Nullable Object value) {
        return Json.builtIn().write(value);
    }

    /** RS5: compact, in UTF-8, null allowed. */
    @Test
    void simpleValuesAreWritten() {
        assertEquals("null", write(null));
        assertEquals("true", write(true));
        assertEquals("\"a\"", write("a"));
        assertEquals("\"x\"", write('x'));
        assertEquals("\"RED\"", write(Colour.RED));
        assertEquals("[1,2.5,3,4.75]", write(List.of(1, 2.5, new BigInteger("3"), new BigDecimal("4.75"))));
        assertEquals("\"é€😀\"", write("é€😀"));
        assertEquals("\"é\"", new String(Json.builtIn().writeBytes("é"), StandardCharsets.UTF_8));
    }

    @Test
    void structuresAreWritten() {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put(Colour.RED, List.of());
        map.put(7, Map.of());
        assertEquals("{\"a\":null,\"RED\":[],\"7\":{}}", write(map));
        assertEquals("{\"title\":\"Emma\",\"year\":null}", write(new Book("Emma", null)));
        assertEquals("[[1,2],[\"a\"],\"AQI=\"]", write(new Object[] {
            new int[] {1, 2}, new String[] {"a"}, new byte[] {1, 2}
        }));
    }

    @Test
    void commonTypesAreTexts() {
        UUID uuid = UUID.fromString("ec38df32-ceda-4cfa-9b4a-1aeb94ad551a");
        assertEquals("\"" + uuid + "\"", write(uuid));
        assertEquals("\"/a\"", write(URI.create("/a")));
        assertEquals("\"http://a/b\"", write(Url.of("http://a/b")));
        assertEquals("\"a\"", write(Path.of("a")));
        assertEquals("\"2026-11-23\"", write(LocalDate.of(2026, 11, 23)));
        assertEquals("\"PT1S\"", write(Duration.ofSeconds(1)));
        assertEquals("\"1970-01-01T00:00:00Z\"", write(Instant.EPOCH));
        assertEquals("\"1970-01-01T00:00:00Z\"", write(new Date(0)));
        assertEquals("[1,null]", write(List.of(Optional.of(1), Optional.empty())));
    }

    @Test
    void whatMustBeEscapedIs() {
        assertEquals("\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001F\"", write("\"\\/\b\t\n\f\r\u0000\u001f"));
        assertEquals("\"\\uD800\"", write("\ud800"));
        assertEquals("\"\\uDC00a\"", write("\udc00a"));
        assertEquals("\"a\\uDC00\"", write("a\udc00"));
        assertEquals("\"\\uD800a\"", write("\ud800a"));
    }

    /** RS5. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersWithoutAFormAreRefused(double value) {
        assertEquals(value + " has no form in JSON. Write null or a text in its place.", refusal(value));
        assertEquals(value + " has no form in JSON. Write null or a text in its place.", refusal((float) value));
    }

    private static String refusal(Object value) {
        return assertThrows(JsonException.class, () -> write(value)).getMessage();
    }

    @Test
    void numbersOfOtherClassesAreWrittenByTheirValue() {
        DoubleAdder sum = new DoubleAdder();
        sum.add(1.5);
        LongAdder count = new LongAdder();
        count.add(2);
        assertEquals("[1.5,2.0,3,4]", write(List.of(sum, count, new AtomicInteger(3), new AtomicLong(4))));
        assertEquals("[1,2,0.1]", write(List.of((short) 1, (byte) 2, 0.1f)));
        sum.add(Double.POSITIVE_INFINITY);
        assertEquals("Infinity has no form in JSON. Write null or a text in its place.", refusal(sum));
        sum.add(Double.NaN);
        assertEquals("NaN has no form in JSON. Write null or a text in its place.", refusal(sum));
    }

    @Test
    void otherTypesAreRefusedByName() {
        assertEquals(
                "java.lang.Object has no form in JSON here. Use a record or a map, or add Jackson"
                        + " (com.fasterxml.jackson.core:jackson-databind).",
                refusal(new Object()));
        assertEquals(
                "A map has null as a key, which has no form in JSON. Use a text.",
                refusal(Collections.singletonMap(null, 1)));
    }

    @Test
    void aValueThatContainsItselfIsRefused() {
        List<Object> loop = new ArrayList<>();
        loop.add(loop);
        assertEquals(
                "The value is nested deeper than 500 levels. A value that contains itself has no form in JSON; leave the way"
                        + " back out.",
                refusal(loop));
    }

    @Test
    void manySiblingsAreNotDeep() {
        assertEquals(2001, write(Collections.nCopies(1000, List.of())).length() - 1000);
    }

    @Test
    void anAccessorThatFailsIsNamed() {
        JsonException e = assertThrows(JsonException.class, () -> write(new Broken("x")));
        assertEquals("Broken.text() failed.", e.getMessage());
        assertEquals("no text", e.getCause().getMessage());
    }

    @Test
    void readingNeedsALibrary() {
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> Json.builtIn().read("1", Integer.class));
        assertEquals(
                "request.json(Integer.class) found no JSON library. Add Jackson (com.fasterxml.jackson.core:jackson-databind)"
                        + " or pass a Json to the builder. The library must lie in the same class loader as the toolkit; in a WAR,"
                        + " both in WEB-INF/lib.",
                e.getMessage());
    }
}
