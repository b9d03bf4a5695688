package dev.servlette.datastructures;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values by their class, or by a key where there are two of a class. What an app opens lives here; each request starts with
 * a copy (Starlette: <a href="https://www.starlette.io/lifespan/#lifespan-state">Lifespan State</a>). Mutable; may be used
 * by several threads.
 *
 * <p>The copy is shallow and costs nothing until something is set on it.
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

    private final @Nullable State parent;
    private volatile @Nullable Map<Object, Object> own;

    /** A state without values. */
    public State() {
        this(null);
    }

    private State(@Nullable State parent) {
        this.parent = parent;
    }

    /** A copy: what is set on it later is not seen here. What is set here later is seen there, unless it was set there. */
    public State copy() {
        return new State(this);
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
    public <T> @Nullable T find(Class<T> type) {
        return type.cast(lookUp(type));
    }

    /** The value of this key; {@code null} when none was set. */
    @SuppressWarnings("unchecked") // set(Key<T>, T) is the only way in
    public <T> @Nullable T find(Key<T> key) {
        return (T) lookUp(key);
    }

    private @Nullable Object lookUp(Object key) {
        Map<Object, Object> values = own;
        Object value = values == null ? null : values.get(key);
        return value != null || parent == null ? value : parent.lookUp(key);
    }

    /** Whether there is a value of this class. */
    public boolean contains(Class<?> type) {
        return lookUp(type) != null;
    }

    /** Whether there is a value of this key. */
    public boolean contains(Key<?> key) {
        return lookUp(key) != null;
    }

    /** Sets the value of this class, in the place of one that was there. */
    public <T> void set(Class<T> type, T value) {
        put(type, value);
    }

    /** Sets the value of this key, in the place of one that was there. */
    public <T> void set(Key<T> key, T value) {
        put(key, value);
    }

    private void put(Object key, Object value) {
        values().put(key, value);
    }

    private synchronized Map<Object, Object> values() {
        Map<Object, Object> values = own;
        if (values == null) {
            values = new ConcurrentHashMap<>(4);
            own = values;
        }
        return values;
    }
}
