package dev.servlette.routing;

import dev.servlette.convertors.Convertor;
import dev.servlette.convertors.Convertors;
import dev.servlette.datastructures.UrlPath;
import java.util.ArrayList;
import java.util.List;
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
