package dev.servlette.config;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An environment in which tests may set what a {@link Config} reads, but not any more once it was read: what is set too late is an
 * error, and not a test of the wrong thing (Starlette: <a href="https://www.starlette.io/config/#reading-or-modifying-the-environment">
 * Reading or modifying the environment</a>). Mutable; may be used by several threads.
 *
 * <pre>{@code
 * Environ environ = new Environ();
 * environ.set("TESTING", "true");
 * Servlette app = app(new Config().environ(environ));
 * }</pre>
 */
public final class Environ {
    private final Map<String, String> values;
    private final Set<String> read = ConcurrentHashMap.newKeySet();

    /** What the environment of the process has at this moment. The process's own is never changed. */
    public Environ() {
        this(System.getenv());
    }

    /** These values, and nothing else. */
    public Environ(Map<String, String> values) {
        this.values = new ConcurrentHashMap<>(values);
    }

    /** The value of this name; {@code null} when there is none. Counts as read either way. */
    public @Nullable String get(String name) {
        read.add(name);
        return values.get(name);
    }

    /** Whether there is a value of this name. Counts as read. */
    public boolean contains(String name) {
        return get(name) != null;
    }

    /**
     * Sets a value.
     *
     * @throws IllegalStateException when the name was read before
     */
    public void set(String name, String value) {
        refuseRead("set", name);
        values.put(name, value);
    }

    /**
     * Removes a value, if there is one.
     *
     * @throws IllegalStateException when the name was read before
     */
    public void remove(String name) {
        refuseRead("remove", name);
        values.remove(name);
    }

    private void refuseRead(String action, String name) {
        if (read.contains(name)) {
            throw new IllegalStateException("environ." + action + "(\"" + name
                    + "\") came after the value was read, and would not" + " be seen. Do it before the app is made.");
        }
    }
}
