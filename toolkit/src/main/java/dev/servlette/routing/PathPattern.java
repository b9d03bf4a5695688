package dev.servlette.routing;

import dev.servlette.convertors.Convertor;
import dev.servlette.convertors.Convertors;
import dev.servlette.datastructures.Url;
import dev.servlette.datastructures.UrlPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The path of one route, tied to the convertors of its router. Matches by itself, which says what the tree of a router
 * must find, and reads the parameters once the tree has found it.
 */
final class PathPattern {
    private final PathTemplate template;
    private final boolean isPrefix;
    private final List<Segment> segments = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Convertor<?>> convertors = new ArrayList<>();

    PathPattern(PathTemplate template, boolean isPrefix, Convertors known) {
        this.template = template;
        this.isPrefix = isPrefix;
        for (List<PathTemplate.Part> parts : template.segments()) {
            segments.add(segment(parts, known));
        }
        checkSpans();
    }

    private Segment segment(List<PathTemplate.Part> parts, Convertors known) {
        int first = names.size();
        List<Object> pieces = new ArrayList<>();
        StringBuilder shape = new StringBuilder();
        for (PathTemplate.Part part : parts) {
            String name = part.convertor();
            if (name == null) {
                pieces.add(part.text());
                shape.append(part.text());
            } else {
                pieces.add(parameter(part.text(), name, known));
                shape.append('{').append(name).append('}');
            }
        }
        return Segment.of(pieces, first, shape.toString(), known.find("path"));
    }

    private Convertor<?> parameter(String name, String convertor, Convertors known) {
        Convertor<?> found = known.find(convertor);
        if (found == null) {
            throw new IllegalArgumentException(
                    template.owner() + " \"" + template.text() + "\" uses the unknown convertor \"" + convertor
                            + "\". Known: " + String.join(", ", known.names()) + ".");
        }
        names.add(name);
        convertors.add(found);
        return found;
    }

    private void checkSpans() {
        int spans = 0;
        for (Segment segment : segments) {
            spans += segment.spans() ? 1 : 0;
        }
        if (spans > (isPrefix ? 0 : 1)) {
            throw new IllegalArgumentException(
                    template + (isPrefix ? " takes slashes in its prefix" : " takes slashes twice")
                            + ". A route may have one parameter that spans segments, a mount none; use {name} for one segment.");
        }
        for (int i = 0; i < segments.size(); i++) {
            segments.get(i).check(template);
        }
    }

    /** Whether it matches, as far as can be known, every path that another one does. Asked when it matches a sample of those. */
    boolean covers(PathPattern other) {
        for (int i = 0; i < segments.size(); i++) {
            Segment own = segments.get(i);
            if (own.spans()) {
                return own.takesAll() && i == segments.size() - 1;
            }
            if (other.segments.get(i).spans() || !own.covers(other.segments.get(i))) {
                return false;
            }
        }
        return isPrefix || !other.isPrefix;
    }

    PathTemplate template() {
        return template;
    }

    boolean isPrefix() {
        return isPrefix;
    }

    List<Segment> segments() {
        return segments;
    }

    List<String> names() {
        return names;
    }

    List<Convertor<?>> convertors() {
        return convertors;
    }

    /** The texts of the parameters, in the order of {@link #names}; {@code null} when the path does not match. */
    String @Nullable [] match(UrlPath path) {
        String[] texts = new String[names.size()];
        return match(path, 0, 0, texts) ? texts : null;
    }

    /**
     * The encoded path that has these parameters.
     *
     * @throws IllegalArgumentException when a value is not one of its convertor's, or the path would be read otherwise
     */
    String write(Map<String, Object> values) {
        String[] texts = texts(values);
        StringBuilder path = new StringBuilder();
        for (Segment segment : segments) {
            String text = segment.text(texts);
            path.append('/').append(segment.spans() ? UrlPath.encode(text) : UrlPath.encodeSegment(text));
        }
        String written = path.toString();
        if (!reads(written, texts)) {
            throw cannotBeWritten(values, written);
        }
        return written;
    }

    private boolean reads(String written, String[] texts) {
        try {
            return written.isEmpty() || Arrays.equals(match(UrlPath.parse(written)), texts);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private IllegalArgumentException cannotBeWritten(Map<String, Object> values, String written) {
        return new IllegalArgumentException(template.owner() + " \"" + template.text() + "\" cannot be written with "
                + values + ". A request for " + written + " would not give these values back.");
    }

    /** The same for the pattern of a host. */
    String writeHost(Map<String, Object> values) {
        String[] texts = texts(values);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = texts[i].toLowerCase(Locale.ROOT);
        }
        String host = segments.get(0).text(texts);
        if (!Url.isValidAuthority(host) || !Arrays.equals(matchHost(host), texts)) {
            throw cannotBeWritten(values, host);
        }
        return host;
    }

    /** The texts of the parameters of a host without its port, in lower case; {@code null} when it does not match. */
    String @Nullable [] matchHost(String host) {
        String[] texts = new String[names.size()];
        return segments.get(0).match(host, texts) ? texts : null;
    }

    private String[] texts(Map<String, Object> values) {
        String[] texts = new String[names.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(i, Objects.requireNonNull(values.get(names.get(i))));
        }
        return texts;
    }

    private String text(int index, Object value) {
        Convertor<?> convertor = convertors.get(index);
        if (value instanceof CharSequence text && convertor.matches(text.toString())) {
            return text.toString();
        }
        try {
            return written(convertor, value);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Parameter \"" + names.get(index) + "\" of " + template.owner() + " \"" + template.text()
                            + "\" was given \"" + value + "\". " + reason(convertor, e),
                    e);
        }
    }

    private static String reason(Convertor<?> convertor, RuntimeException e) {
        return e instanceof ClassCastException
                ? "It takes a " + convertor.type().getSimpleName() + "; give one, or its text."
                : String.valueOf(e.getMessage());
    }

    private static <T> String written(Convertor<T> convertor, Object value) {
        Class<T> type = convertor.type();
        Object widened = value;
        if (type == String.class) {
            widened = String.valueOf(value);
        } else if (value instanceof Number number && type == Long.class && isWhole(number)) {
            widened = number.longValue();
        } else if (value instanceof Number number && type == Double.class) {
            widened = number.doubleValue();
        }
        return convertor.toString(type.cast(widened));
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    private boolean match(UrlPath path, int index, int at, String[] texts) {
        if (index == segments.size()) {
            return isPrefix || at == path.size();
        }
        Segment segment = segments.get(index);
        if (segment.spans()) {
            return matchSpan(path, index, at, texts);
        }
        return at < path.size() && segment.match(path.segment(at), texts) && match(path, index + 1, at + 1, texts);
    }

    /** Takes as much as it can, as a regular expression would. */
    private boolean matchSpan(UrlPath path, int index, int at, String[] texts) {
        for (int end = path.size(); end > at; end--) {
            if (segments.get(index).match(path.join(at, end), texts) && match(path, index + 1, end, texts)) {
                return true;
            }
        }
        return false;
    }
}
