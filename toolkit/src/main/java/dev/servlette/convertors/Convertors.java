package dev.servlette.convertors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The convertors that paths may name. An immutable value, handed to a router; there is no global table. */
public final class Convertors {
    private static final Convertors STANDARD = new Convertors(new LinkedHashMap<>())
            .with("str", new StringConvertor(false))
            .with("int", new LongConvertor())
            .with("float", new DoubleConvertor())
            .with("uuid", new UuidConvertor())
            .with("path", new StringConvertor(true));

    private final Map<String, Convertor<?>> known;

    private Convertors(Map<String, Convertor<?>> known) {
        this.known = Collections.unmodifiableMap(known);
    }

    /** {@code str}, {@code int}, {@code float}, {@code uuid} and {@code path}. */
    public static Convertors standard() {
        return STANDARD;
    }

    /**
     * A copy that knows one more.
     *
     * @throws IllegalArgumentException when the name is known already
     */
    public Convertors with(String name, Convertor<?> convertor) {
        Map<String, Convertor<?>> more = new LinkedHashMap<>(known);
        if (more.put(name, convertor) != null) {
            throw new IllegalArgumentException("Convertor \"" + name
                    + "\" was added, but there is one of that name. A name" + " has one meaning; choose another.");
        }
        return new Convertors(more);
    }

    /** The convertor of this name; {@code null} when there is none. */
    public @Nullable Convertor<?> find(String name) {
        return known.get(name);
    }

    /** The names, in the order they were added. */
    public List<String> names() {
        return List.copyOf(known.keySet());
    }
}
