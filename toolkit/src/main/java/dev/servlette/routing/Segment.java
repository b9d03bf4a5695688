package dev.servlette.routing;

import dev.servlette.convertors.Convertor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One segment of a route's path: a literal, a parameter, or both mixed, as in {@code /{name}.json}. A mixed one matches no
 * text of more than 256 characters, and has three parameters at most: so the ways to divide a text are few.
 */
final class Segment {
    private static final int MAX_PARAMETERS = 3;
    private static final int MAX_MIXED_LENGTH = 256;

    /** What a parameter of the standard convertors also takes, by their shapes. */
    private static final Map<String, List<String>> COVERED =
            Map.of("{str}", List.of("{int}", "{float}", "{uuid}"), "{float}", List.of("{int}"));

    private static final Map<Class<?>, String> SAMPLES = Map.of(
            String.class, "~",
            Long.class, "9007199254740993",
            Double.class, "0.30000000000000004",
            UUID.class, "8d6c3a8e-96a5-4d4c-9f1a-3f0c6ba1d5e7");

    private final List<Object> pieces; // String or Convertor, in order
    private final int first;
    private final String shape;
    private final boolean takesAll;

    private Segment(List<Object> pieces, int first, String shape, boolean takesAll) {
        this.pieces = pieces;
        this.first = first;
        this.shape = shape;
        this.takesAll = takesAll;
    }

    /**
     * A segment of these pieces.
     *
     * @param first the index of its first parameter among those of the route
     * @param shape its text without the names: two segments of one shape match the same
     * @param path the convertor that takes every text
     */
    static Segment of(List<Object> pieces, int first, String shape, @Nullable Convertor<?> path) {
        return new Segment(List.copyOf(pieces), first, shape, pieces.size() == 1 && pieces.get(0) == path);
    }

    String shape() {
        return shape;
    }

    /** The literal text, when it is one. */
    @Nullable
    String literal() {
        return pieces.size() == 1 && pieces.get(0) instanceof String text ? text : null;
    }

    boolean spans() {
        return pieces.get(0) instanceof Convertor<?> convertor && convertor.spansSegments();
    }

    /** Whether it takes every text, so that nobody need be asked. */
    boolean takesAll() {
        return takesAll;
    }

    /** Whether it matches, as far as can be known, whatever another one matches. */
    boolean covers(Segment other) {
        if (shape.equals(other.shape)) {
            return true;
        }
        String literal = other.literal();
        if (literal() != null || pieces.size() > 1) {
            return false;
        }
        return literal == null ? COVERED.getOrDefault(shape, List.of()).contains(other.shape) : matches(literal);
    }

    /** A text that it matches, and that no other is likely to; {@code null} when none is known. */
    @Nullable
    String sample() {
        String whole = literal();
        if (whole != null) {
            return whole;
        }
        StringBuilder text = new StringBuilder();
        for (Object piece : pieces) {
            String sample = piece instanceof String literal ? literal : SAMPLES.get(((Convertor<?>) piece).type());
            if (sample == null) {
                return null;
            }
            text.append(sample);
        }
        return matches(text.toString()) ? text.toString() : null;
    }

    /** Refuses what could not be matched, or only by trying without end. */
    void check(PathTemplate template) {
        int parameters = 0;
        for (Object piece : pieces) {
            if (pieces.size() > 1 && piece instanceof Convertor<?> convertor && convertor.spansSegments()) {
                throw new IllegalArgumentException(
                        template + " mixes text and a parameter that takes slashes in one segment."
                                + " Such a parameter needs a segment of its own; write \"/{name:path}\".");
            }
            parameters += piece instanceof Convertor<?> ? 1 : 0;
        }
        if (parameters > MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    template + " has " + parameters + " parameters in one segment. There may be " + MAX_PARAMETERS
                            + ", as every way to divide a text is tried; take it apart in the handler.");
        }
    }

    /** Whether it matches; asked of what is no literal, as literals are looked up. */
    boolean matches(String text) {
        if (pieces.size() == 1) {
            return ((Convertor<?>) pieces.get(0)).matches(text);
        }
        return text.length() <= MAX_MIXED_LENGTH && match(text, new String[pieces.size()], 0, 0, 0);
    }

    /** Whether it matches; if so its parameters are among the texts. */
    boolean match(String text, String[] texts) {
        boolean divided = pieces.size() > 1;
        return (!divided || text.length() <= MAX_MIXED_LENGTH) && match(text, texts, 0, 0, first);
    }

    private boolean match(String text, String[] texts, int index, int at, int parameter) {
        if (index == pieces.size()) {
            return at == text.length();
        }
        if (pieces.get(index) instanceof Convertor<?> convertor) {
            return matchParameter(text, texts, index, at, parameter, convertor);
        }
        String literal = (String) pieces.get(index);
        return text.startsWith(literal, at) && match(text, texts, index + 1, at + literal.length(), parameter);
    }

    /** Takes as much as it can, as a regular expression would; the last piece takes all that is left or nothing. */
    private boolean matchParameter(
            String text, String[] texts, int index, int at, int parameter, Convertor<?> convertor) {
        int shortest = index == pieces.size() - 1 ? text.length() : at;
        for (int end = text.length(); end >= shortest; end--) {
            if (mayGoOn(text, index + 1, end)) {
                String part = text.substring(at, end);
                if (convertor.matches(part) && match(text, texts, index + 1, end, parameter + 1)) {
                    texts[parameter] = part;
                    return true;
                }
            }
        }
        return false;
    }

    /** The text that has these parameters, not encoded. */
    String text(String[] texts) {
        StringBuilder text = new StringBuilder();
        int parameter = first;
        for (Object piece : pieces) {
            text.append(piece instanceof String literal ? literal : texts[parameter++]);
        }
        return text.toString();
    }

    private boolean mayGoOn(String text, int index, int at) {
        boolean isLiteral = index < pieces.size() && pieces.get(index) instanceof String;
        return !isLiteral || text.startsWith((String) pieces.get(index), at);
    }
}
