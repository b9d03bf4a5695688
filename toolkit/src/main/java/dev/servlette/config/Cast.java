package dev.servlette.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a setting is read as a value of one type.
 *
 * @param expected what such a text must be: {@code a whole number}
 * @param parse throws an {@code IllegalArgumentException}, {@code ArithmeticException} or {@code DateTimeException} when it is not
 * @param mayBeQuoted whether a message may say what was given instead
 * @param <T> the type
 */
record Cast<T>(String expected, Function<String, T> parse, boolean mayBeQuoted) {
    private static final Cast<Boolean> BOOLEAN = new Cast<>("true or false, 1 or 0", Cast::bool);
    private static final Cast<Double> DOUBLE = new Cast<>("a number", Cast::number);
    private static final Cast<Integer> INT = new Cast<>("a whole number", Integer::valueOf);
    private static final Cast<Long> LONG = new Cast<>("a whole number", Long::valueOf);

    private static final Map<Class<?>, Cast<?>> KNOWN = Map.ofEntries(
            Map.entry(String.class, new Cast<>("a text", text -> text)),
            Map.entry(Integer.class, INT),
            Map.entry(int.class, INT),
            Map.entry(Long.class, LONG),
            Map.entry(long.class, LONG),
            Map.entry(Double.class, DOUBLE),
            Map.entry(double.class, DOUBLE),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Duration.class, new Cast<>("a time such as 30s, 500ms, 5m, 2h, 1d or PT30S", Cast::duration)),
            Map.entry(Secret.class, new Cast<>("a text", Secret::of)),
            Map.entry(URI.class, new Cast<>("a URI (RFC 3986)", URI::create, false)),
            Map.entry(Path.class, new Cast<>("a path", Path::of)),
            Map.entry(
                    CommaSeparatedStrings.class,
                    new Cast<>("texts with commas between them, each quote closed", CommaSeparatedStrings::of)));

    private Cast(String expected, Function<String, T> parse) {
        this(expected, parse, true);
    }

    /** The cast to this type; {@code null} when there is none. */
    @SuppressWarnings("unchecked") // the map has each cast under its own type
    static <T> @Nullable Cast<T> to(Class<T> type) {
        return type.isEnum() ? constant(type.getEnumConstants()) : (Cast<T>) KNOWN.get(type);
    }

    /** The types that there are casts to, for messages. */
    static String known() {
        return "String, Integer, Long, Double, Boolean, Duration, Secret, URI, Path, CommaSeparatedStrings, enums";
    }

    /** The value; {@code null} when the text is none of this type. */
    @Nullable
    T read(String text) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return null;
        }
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** Decimal and finite: Java's own parser also takes {@code NaN}, {@code 1d} and {@code 0x1p3}. */
    private static double number(String text) {
        double value =
                text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0) ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static Duration duration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int unit = lower.length();
        while (unit > 0 && Character.isLetter(lower.charAt(unit - 1))) {
            unit--;
        }
        if (unit == 0 || !Character.isDigit(lower.charAt(0))) {
            return Duration.parse(text);
        }
        long count = Long.parseLong(lower.substring(0, unit));
        return switch (lower.substring(unit)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static <T> Cast<T> constant(T[] constants) {
        StringJoiner names = new StringJoiner(", ", "one of ", "");
        for (T constant : constants) {
            names.add(((Enum<?>) constant).name());
        }
        return new Cast<>(names.toString(), text -> constant(constants, text));
    }

    private static <T> T constant(T[] constants, String text) {
        for (T constant : constants) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(text);
    }
}
