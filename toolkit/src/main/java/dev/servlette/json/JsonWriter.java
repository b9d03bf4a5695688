package dev.servlette.json;

import dev.servlette.config.Secret;
import dev.servlette.datastructures.Url;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes one value as compact JSON (RFC 8259), the way Jackson does for the types that it knows. */
final class JsonWriter {
    private static final int MAX_DEPTH = 500;
    private static final String HEX = "0123456789ABCDEF";

    /** The components of a record class, opened once. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            for (RecordComponent component : components) {
                component.getAccessor().setAccessible(true); // the record of an app is seldom public
            }
            return components;
        }
    };

    private final StringBuilder out = new StringBuilder(128);
    private int depth;

    String write(@Nullable Object value) {
        append(value);
        return out.toString();
    }

    private void append(@Nullable Object value) {
        if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            quote(value instanceof Enum<?> constant ? constant.name() : value.toString());
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            appendNumber(number);
        } else {
            nested(value);
        }
    }

    private void appendNumber(Number number) {
        if (isExact(number)) {
            out.append(number);
            return;
        }
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new JsonException(number + " has no form in JSON. Write null or a text in its place.", null);
        }
        out.append(number instanceof Float ? number : (Number) value); // what another class prints may be no number
    }

    private static boolean isExact(Number number) {
        return number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger
                || number instanceof BigDecimal
                || number instanceof AtomicInteger
                || number instanceof AtomicLong;
    }

    private void nested(Object value) {
        depth++;
        if (depth > MAX_DEPTH) {
            throw new JsonException(
                    "The value is nested deeper than " + MAX_DEPTH + " levels. A value that contains itself has"
                            + " no form in JSON; leave the way back out.",
                    null);
        }
        if (value instanceof Map<?, ?> map) {
            appendMap(map);
        } else if (value instanceof Iterable<?> all && !(value instanceof java.nio.file.Path)) {
            appendAll(all);
        } else if (value instanceof Record record) {
            appendRecord(record);
        } else if (value instanceof byte[] bytes) {
            quote(Base64.getEncoder().encodeToString(bytes));
        } else if (value.getClass().isArray()) {
            appendArray(value);
        } else {
            appendScalar(value);
        }
        depth--;
    }

    private void appendMap(Map<?, ?> map) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            separate(first);
            first = false;
            quote(key(entry.getKey()));
            out.append(':');
            append(entry.getValue());
        }
        out.append('}');
    }

    private static String key(@Nullable Object key) {
        if (key == null) {
            throw new JsonException("A map has null as a key, which has no form in JSON. Use a text.", null);
        }
        return key instanceof Enum<?> constant ? constant.name() : key.toString();
    }

    private void appendAll(Iterable<?> all) {
        out.append('[');
        boolean first = true;
        for (Object item : all) {
            separate(first);
            first = false;
            append(item);
        }
        out.append(']');
    }

    private void appendArray(Object array) {
        out.append('[');
        for (int i = 0; i < Array.getLength(array); i++) {
            separate(i == 0);
            append(Array.get(array, i));
        }
        out.append(']');
    }

    private void appendRecord(Record record) {
        out.append('{');
        boolean first = true;
        for (RecordComponent component : COMPONENTS.get(record.getClass())) {
            separate(first);
            first = false;
            quote(component.getName());
            out.append(':');
            append(read(record, component));
        }
        out.append('}');
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new JsonException(name(record, component) + " failed.", e.getCause());
        }
    }

    private static String name(Record record, RecordComponent component) {
        return record.getClass().getSimpleName() + "." + component.getName() + "()";
    }

    private void appendScalar(Object value) {
        if (value instanceof Temporal
                || value instanceof TemporalAmount
                || value instanceof UUID
                || value instanceof URI
                || value instanceof Url
                || value instanceof java.nio.file.Path) {
            quote(value.toString());
        } else if (value instanceof Date date) {
            quote(Instant.ofEpochMilli(date.getTime()).toString());
        } else if (value instanceof Optional<?> optional) {
            append(optional.orElse(null));
        } else if (value instanceof Secret) {
            throw new JsonException(
                    "A Secret has no form in JSON. Leave it out, or write what reveal() gives if it may be seen.",
                    null);
        } else {
            throw new JsonException(
                    value.getClass().getName() + " has no form in JSON here. Use a record or a map, or add Jackson"
                            + " (com.fasterxml.jackson.core:jackson-databind).",
                    null);
        }
    }

    private void separate(boolean first) {
        if (!first) {
            out.append(',');
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                control(c);
            } else if (Character.isSurrogate(c) && !isPaired(text, i)) {
                escape(c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Half of a character has no bytes in UTF-8. */
    private static boolean isPaired(String text, int at) {
        char c = text.charAt(at);
        int other = Character.isHighSurrogate(c) ? at + 1 : at - 1;
        if (other < 0 || other == text.length()) {
            return false;
        }
        return Character.isHighSurrogate(c)
                ? Character.isLowSurrogate(text.charAt(other))
                : Character.isHighSurrogate(text.charAt(other));
    }

    private void control(char c) {
        int known = "\b\t\n\f\r".indexOf(c);
        if (known >= 0) {
            out.append('\\').append("btnfr".charAt(known));
        } else {
            escape(c);
        }
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 15));
        }
    }
}
