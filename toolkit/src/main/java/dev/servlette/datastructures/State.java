package dev.servlette.datastructures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values by their class, or by a key where there are two of a class. What an app opens lives here; each request starts with
 * a copy (Starlette: <a href="https://www.starlette.io/lifespan/#lifespan-state">Lifespan State</a>). Mutable; may be used
 * by several threads.
 *
 * <p>Made for a handful of values: a copy costs nothing, a look-up walks a flat array, and what is set replaces that array.
 */
public final class State {
    /**
     * Names one of several values of a class.
     *
     * @param name tells keys apart: two keys of one name are the same
     * @param <T> what is stored
     */
    public record Key<T>(String name) {
        @Override
        public String toString() {
            return '"' + name + '"';
        }
    }

    private static final Object[] NONE = {};

    /** Key, value, key, value. An array is never changed once it is here, so copies share it and readers need no lock. */
    private volatile Object[] values;

    /** A state without values. */
    public State() {
        this(NONE);
    }

    private State(Object[] values) {
        this.values = values;
    }

    /** A shallow copy, as of now: what is set or removed on one later is not seen on the other; the values are shared. */
    public State copy() {
        return new State(values);
    }

    /**
     * The value of this class.
     *
     * @throws IllegalStateException when none was set
     */
    public <T> T get(Class<T> type) {
        return present(find(type), type.getSimpleName(), type.getSimpleName() + ".class");
    }

    /**
     * The value of this key.
     *
     * @throws IllegalStateException when none was set
     */
    public <T> T get(Key<T> key) {
        return present(find(key), key.toString(), "key");
    }

    private static <T> T present(@Nullable T value, String name, String key) {
        if (value == null) {
            throw new IllegalStateException(
                    "State has no " + name + ". Set it in the lifespan or in middleware: state.set(" + key + ", ...).");
        }
        return value;
    }

    /** The value of this class; {@code null} when none was set. */
    @SuppressWarnings(
            "unchecked") // set(Class<T>, T) is the only way in; int.class has Integers, which it would not cast
    public <T> @Nullable T find(Class<T> type) {
        return (T) lookUp(type);
    }

    /** The value of this key; {@code null} when none was set. */
    @SuppressWarnings("unchecked") // set(Key<T>, T) is the only way in
    public <T> @Nullable T find(Key<T> key) {
        return (T) lookUp(key);
    }

    private @Nullable Object lookUp(Object key) {
        Object[] now = values;
        int at = indexOf(now, key);
        return at < 0 ? null : now[at + 1];
    }

    private static int indexOf(Object[] values, Object key) {
        for (int i = 0; i < values.length; i += 2) {
            if (values[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there is a value of this class. */
    public boolean contains(Class<?> type) {
        return lookUp(type) != null;
    }

    /** Whether there is a value of this key. */
    public boolean contains(Key<?> key) {
        return lookUp(key) != null;
    }

    /** What has a value, without the values: the names of classes and keys, in the order they were set. For tools. */
    public List<String> names() {
        Object[] now = values;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < now.length; i += 2) {
            names.add(name(now[i]));
        }
        return Collections.unmodifiableList(names);
    }

    private static String name(Object key) {
        return key instanceof Class<?> type ? type.getName() : ((Key<?>) key).name();
    }

    /** The names of the values that are other objects than in this earlier copy, where they had been set already. For tools. */
    public List<String> replacedSince(State earlier) {
        Object[] now = values;
        Object[] before = earlier.values;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < now.length; i += 2) {
            int at = indexOf(before, now[i]);
            if (at >= 0 && before[at + 1] != now[i + 1]) {
                names.add(name(now[i]));
            }
        }
        return Collections.unmodifiableList(names);
    }

    /** Sets the value of this class, in the place of one that was there. */
    public <T> void set(Class<T> type, T value) {
        put(type, value);
    }

    /** Sets the value of this key, in the place of one that was there. */
    public <T> void set(Key<T> key, T value) {
        put(key, value);
    }

    private synchronized void put(Object key, Object value) {
        Objects.requireNonNull(value, "A State was given null. It holds values; remove(...) takes one out.");
        int at = indexOf(values, key);
        int place = at < 0 ? values.length : at;
        Object[] copy = Arrays.copyOf(values, Math.max(values.length, place + 2));
        copy[place] = key;
        copy[place + 1] = value;
        values = copy;
    }

    /** Removes the value of this class, if there is one. */
    public void remove(Class<?> type) {
        drop(type);
    }

    /** Removes the value of this key, if there is one. */
    public void remove(Key<?> key) {
        drop(key);
    }

    private synchronized void drop(Object key) {
        int at = indexOf(values, key);
        if (at >= 0) {
            Object[] copy = Arrays.copyOf(values, values.length - 2);
            System.arraycopy(values, at + 2, copy, at, copy.length - at);
            values = copy;
        }
    }
}
