package dev.servlette.datastructures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts with names, in their order and with duplicates, as a query and a form have them. Immutable. */
abstract sealed class NamedTexts permits QueryParams, FormData {
    private final List<Map.Entry<String, String>> entries;
    private final String kind;

    /** The kind says to the client what the names are: {@code query parameter}. */
    NamedTexts(List<Map.Entry<String, String>> entries, String kind) {
        this.entries = Collections.unmodifiableList(entries);
        this.kind = kind;
    }

    /** The last value of this name; {@code null} when there is none. */
    public @Nullable String get(String name) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).getKey().equals(name)) {
                return entries.get(i).getValue();
            }
        }
        return null;
    }

    /** The last value of this name, or the fallback. */
    public String get(String name, String fallback) {
        String value = get(name);
        return value == null ? fallback : value;
    }

    /** All values of this name, in their order. */
    public List<String> getAll(String name) {
        List<String> values = new ArrayList<>();
        for (Map.Entry<String, String> entry : entries) {
            if (entry.getKey().equals(name)) {
                values.add(entry.getValue());
            }
        }
        return Collections.unmodifiableList(values);
    }

    /**
     * The last value of this name as a number, or the fallback.
     *
     * @throws InvalidValueException answered as 400, when it is no number, or too large for an {@code int}
     */
    public int getInt(String name, int fallback) {
        String value = get(name);
        try {
            return value == null ? fallback : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw invalid(name, "a whole number");
        }
    }

    /**
     * The last value of this name as a number, or the fallback.
     *
     * @throws InvalidValueException answered as 400, when it is no number, or too large for a {@code long}
     */
    public long getLong(String name, long fallback) {
        String value = get(name);
        try {
            return value == null ? fallback : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw invalid(name, "a whole number");
        }
    }

    /**
     * The last value of this name, {@code true} or {@code false}, {@code 1} or {@code 0}, {@code on} or {@code off}, or the
     * fallback.
     *
     * @throws InvalidValueException answered as 400, when it is something else
     */
    public boolean getBoolean(String name, boolean fallback) {
        String value = get(name);
        try {
            return value == null ? fallback : TextType.bool(value);
        } catch (IllegalArgumentException e) {
            throw invalid(name, "true or false");
        }
    }

    /**
     * A record whose components have the values of these names, the last of each. What is absent is {@code null}, a list
     * empty; so a component that may be absent is boxed, but a {@code boolean} of a form, which is {@code false} as a box that is
     * not checked. Components are texts, secrets, numbers, booleans, enums, {@code UUID}, the types of {@code java.time} that have
     * {@code parse}, and lists of those. What the record's constructor throws comes out unchanged.
     *
     * @throws InvalidValueException answered as 400, when a text is no value of its component, or a primitive is absent
     * @throws IllegalArgumentException when a component has another type, or the record cannot be reached
     */
    public <T extends Record> T as(Class<T> type) {
        return binding(type).bind(this::getAll);
    }

    /** How {@link #as} makes a record. */
    <T extends Record> RecordBinding<T> binding(Class<T> type) {
        return new RecordBinding<>(type, kind);
    }

    private InvalidValueException invalid(String name, String expected) {
        return new InvalidValueException("The " + kind + " \"" + name + "\" must be " + expected + ".");
    }

    /** Whether there is a value of this name. */
    public boolean contains(String name) {
        return get(name) != null;
    }

    /** The names, each once, in the order they came. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Map.Entry<String, String> entry : entries) {
            names.add(entry.getKey());
        }
        return Collections.unmodifiableSet(names);
    }

    /** All names and values, in their order. */
    public List<Map.Entry<String, String>> entries() {
        return entries;
    }
}
