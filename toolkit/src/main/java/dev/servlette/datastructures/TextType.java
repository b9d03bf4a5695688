package dev.servlette.datastructures;

import dev.servlette.config.Secret;
import dev.servlette.convertors.Convertor;
import dev.servlette.convertors.Convertors;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the text that a client sent is read as a value of one type, and how the client is told what to send. */
final class TextType {
    private static final Map<Class<?>, TextType> KNOWN = Map.ofEntries(
            Map.entry(String.class, new TextType("a text", text -> text)),
            Map.entry(Secret.class, new TextType("a text", Secret::of)),
            Map.entry(boolean.class, new TextType("true or false", TextType::bool)),
            Map.entry(Boolean.class, new TextType("true or false", TextType::bool)),
            Map.entry(byte.class, whole(Byte::valueOf)),
            Map.entry(Byte.class, whole(Byte::valueOf)),
            Map.entry(short.class, whole(Short::valueOf)),
            Map.entry(Short.class, whole(Short::valueOf)),
            Map.entry(int.class, whole(Integer::valueOf)),
            Map.entry(Integer.class, whole(Integer::valueOf)),
            Map.entry(long.class, whole(Long::valueOf)),
            Map.entry(Long.class, whole(Long::valueOf)),
            Map.entry(float.class, new TextType("a number", TextType::floating)),
            Map.entry(Float.class, new TextType("a number", TextType::floating)),
            Map.entry(double.class, new TextType("a number", TextType::number)),
            Map.entry(Double.class, new TextType("a number", TextType::number)),
            Map.entry(UUID.class, new TextType("a UUID", TextType::uuid)));

    private final Supplier<String> expected;
    private final Function<String, Object> parse;

    private TextType(String expected, Function<String, Object> parse) {
        this(() -> expected, parse);
    }

    private TextType(Supplier<String> expected, Function<String, Object> parse) {
        this.expected = expected;
        this.parse = parse;
    }

    /** How this type is read; {@code null} when it is not known. */
    static @Nullable TextType of(Class<?> type) {
        if (type.isEnum()) {
            return enumerated(type.getEnumConstants());
        }
        return type.getPackageName().equals("java.time") ? time(type) : KNOWN.get(type);
    }

    /** What such a text must be: {@code a whole number}. */
    String expected() {
        return expected.get();
    }

    /** The value; {@code null} when the text is none of this type. */
    @Nullable
    Object read(String text) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static TextType whole(Function<String, Object> parse) {
        return new TextType("a whole number", parse);
    }

    static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "on" -> true; // on: a box of a form that is checked
            case "false", "0", "off" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static float floating(String text) {
        float value = (float) number(text);
        if (Float.isInfinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    /** Decimal and finite: Java's own parser also takes {@code NaN}, {@code 1d} and {@code 0x1p3}. */
    private static double number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException(text);
            }
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static Object uuid(String text) {
        Convertor<?> convertor = Objects.requireNonNull(Convertors.standard().find("uuid"));
        if (!convertor.matches(text)) {
            throw new IllegalArgumentException(text); // UUID.fromString takes "1-1-1-1-1"
        }
        return convertor.convert(text);
    }

    private static TextType enumerated(Object[] constants) {
        return new TextType(() -> "one of " + names(constants), text -> constant(constants, text));
    }

    private static String names(Object[] constants) {
        StringJoiner names = new StringJoiner(", ");
        for (Object constant : constants) {
            names.add(name(constant));
        }
        return names.toString();
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name();
    }

    private static Object constant(Object[] constants, String text) {
        for (Object constant : constants) {
            if (name(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(text);
    }

    private static @Nullable TextType time(Class<?> type) {
        try {
            Method parse = type.getMethod("parse", CharSequence.class);
            return new TextType(() -> "ISO 8601 (" + type.getSimpleName() + ")", text -> parsed(parse, text));
        } catch (NoSuchMethodException e) {
            return null; // Clock, ZoneId: not written in ISO 8601
        }
    }

    private static Object parsed(Method parse, String text) {
        try {
            return parse.invoke(null, text);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
