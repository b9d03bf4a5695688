package dev.servlette.convertors;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the routes and mounts that matched took from the path. Immutable; the parameters of an inner route hide those of
 * the mounts around it.
 */
public final class PathParams {
    private static final PathParams EMPTY = new PathParams(null, List.of(), List.of(), new String[0]);

    private final @Nullable PathParams outer;
    private final List<String> names;
    private final List<Convertor<?>> convertors;
    private final String[] texts;

    private PathParams(@Nullable PathParams outer, List<String> names, List<Convertor<?>> convertors, String[] texts) {
        this.outer = outer;
        this.names = names;
        this.convertors = convertors;
        this.texts = texts;
    }

    /** No parameters. */
    public static PathParams empty() {
        return EMPTY;
    }

    /** These and those of an inner route; texts and convertors stand in the order of the names. Nothing is copied. */
    public PathParams with(List<String> innerNames, List<Convertor<?>> innerConvertors, String[] innerTexts) {
        return new PathParams(this, innerNames, innerConvertors, innerTexts);
    }

    /** Whether there is a parameter of this name. */
    public boolean contains(String name) {
        return holder(name) != null;
    }

    /**
     * The decoded text of a parameter.
     *
     * @throws IllegalArgumentException when the route has no such parameter
     */
    public String get(String name) {
        PathParams holder = known(name);
        return holder.texts[holder.names.indexOf(name)];
    }

    /**
     * A parameter as its convertor reads it, or in a smaller type of number: a {@code Long} as {@code Integer} or
     * {@code Short}, a {@code Double} as {@code Float}. A primitive class stands for its box.
     *
     * @return {@code null} when the value does not fit the smaller type
     * @throws IllegalArgumentException when the route has no such parameter, or it is of another type
     */
    public <T> @Nullable T find(String name, Class<T> type) {
        PathParams holder = known(name);
        int at = holder.names.indexOf(name);
        if (type == String.class) {
            return type.cast(holder.texts[at]);
        }
        Object value = holder.convertors.get(at).convert(holder.texts[at]);
        return narrowed(name, value, type);
    }

    // The box of a primitive class is not an instance of it, so Class.cast would refuse it.
    @SuppressWarnings("unchecked")
    private static <T> @Nullable T narrowed(String name, Object value, Class<T> type) {
        Class<?> box = type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
        if (box.isInstance(value)) {
            return (T) value;
        }
        if (value instanceof Long number && (box == Integer.class || box == Short.class)) {
            return (T) narrowed(number, box == Short.class);
        }
        if (value instanceof Double number && box == Float.class) {
            float narrow = number.floatValue();
            return Float.isInfinite(narrow) ? null : (T) (Object) narrow;
        }
        throw new IllegalArgumentException("Path parameter \"" + name + "\" was asked for as " + type.getSimpleName()
                + ". Its" + " convertor gives " + value.getClass().getSimpleName() + "; ask for that, or for String.");
    }

    private static @Nullable Object narrowed(long number, boolean isShort) {
        if (isShort) {
            return (short) number == number ? (Object) (short) number : null;
        }
        return (int) number == number ? (Object) (int) number : null;
    }

    private @Nullable PathParams holder(String name) {
        PathParams params = this;
        while (params != null && !params.names.contains(name)) {
            params = params.outer;
        }
        return params;
    }

    private PathParams known(String name) {
        PathParams holder = holder(name);
        if (holder == null) {
            throw new IllegalArgumentException("Path parameter \"" + name + "\" was asked for. The route has "
                    + allNames() + "; use one of those, or add {" + name + "} to its path.");
        }
        return holder;
    }

    private List<String> allNames() {
        return new ArrayList<>(names());
    }

    /** The names, each once, those of the outermost mount first. */
    public Set<String> names() {
        Set<String> all = new LinkedHashSet<>();
        if (outer != null) {
            all.addAll(outer.names());
        }
        all.addAll(names);
        return Collections.unmodifiableSet(all);
    }

    /** All parameters as their convertors read them, those of the outermost mount first. */
    public Map<String, Object> toMap() {
        Map<String, Object> values = new LinkedHashMap<>();
        if (outer != null) {
            values.putAll(outer.toMap());
        }
        for (int i = 0; i < texts.length; i++) {
            values.put(names.get(i), convertors.get(i).convert(texts[i]));
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
