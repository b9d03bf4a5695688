package dev.servlette.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings by name: from the environment, else from a file, else the fallback (Starlette:
 * <a href="https://www.starlette.io/config/">Configuration</a>). Immutable; each option gives a copy.
 *
 * <pre>{@code
 * Config config = new Config(Path.of(".env"));
 * boolean debug = config.get("DEBUG", Boolean.class, false);
 * Secret key = config.get("SECRET_KEY", Secret.class);
 * }</pre>
 *
 * <p>A value that is missing and has no fallback, or is not of its type, is an {@link IllegalStateException} whose message says
 * where it comes from and what it must be. It quotes the value, but for a {@code URI}, which may hold a password; so what is secret is
 * read as a {@link Secret}.
 */
public final class Config {
    private final Environ environ;
    private final @Nullable EnvFile file;
    private final String prefix;

    /** A value, and where it was found. */
    private record Found(String value, String where) {}

    /** The environment only. */
    public Config() {
        this(new Environ(), null, "");
    }

    /** The environment, and a file in UTF-8. */
    public Config(Path envFile) {
        this(envFile, StandardCharsets.UTF_8);
    }

    /**
     * The environment, and a file in this charset. It is read now, and once; a file that is not there is a warning in the log.
     *
     * <p>A line is {@code NAME=value}, empty, or a comment that starts with {@code #}. What is around name and value is
     * trimmed, and one pair of quotes around the value taken off. Of lines with the same name the last one holds.
     *
     * @throws IllegalStateException when the file has another line, is larger than 1 MiB, or cannot be read as text in that charset
     */
    public Config(Path envFile, Charset encoding) {
        this(new Environ(), EnvFile.read(envFile, encoding), "");
    }

    private Config(Environ environ, @Nullable EnvFile file, String prefix) {
        this.environ = environ;
        this.file = file;
        this.prefix = prefix;
    }

    /** A copy that reads this environment in place of the one of the process. */
    public Config environ(Environ other) {
        return new Config(other, file, prefix);
    }

    /** A copy that puts this before every name: with {@code "SHOP_"}, {@code get("DEBUG")} reads {@code SHOP_DEBUG}. */
    public Config envPrefix(String before) {
        return new Config(environ, file, before);
    }

    /** The text of this name, which must be there. */
    public String get(String name) {
        return present(name).value();
    }

    /** The text of this name, or the fallback. */
    public String get(String name, String fallback) {
        Found found = found(name);
        return found == null ? fallback : found.value();
    }

    /**
     * The value of this name, which must be there and be of this type: {@code String}, {@code Integer}, {@code Long},
     * {@code Double}, {@code Boolean} ({@code true}, {@code false}, {@code 1}, {@code 0}), {@code Duration} ({@code 30s},
     * {@code PT30S}), {@link Secret}, {@code URI}, {@code Path}, {@link CommaSeparatedStrings}, or an enum by the names of its
     * constants. Case does not matter to booleans, durations and enums.
     *
     * @throws IllegalArgumentException when the type is another
     */
    public <T> T get(String name, Class<T> type) {
        return read(name, cast(name, type), present(name));
    }

    /** The value of this name as {@link #get(String, Class)} reads it, or the fallback. */
    public <T> T get(String name, Class<T> type, T fallback) {
        T value = find(name, type);
        return value == null ? fallback : value;
    }

    /** The value of this name as {@link #get(String, Class)} reads it; {@code null} when it is missing. */
    public <T> @Nullable T find(String name, Class<T> type) {
        Cast<T> cast = cast(name, type);
        Found found = found(name);
        return found == null ? null : read(name, cast, found);
    }

    /**
     * The value of this name, which must be there, as the function reads it. Of what the function throws, the
     * {@link IllegalStateException} has the class and as its cause the trace; not the message, which may quote a secret.
     *
     * <pre>{@code
     * ZoneId zone = config.get("ZONE", ZoneId::of);
     * }</pre>
     */
    public <T> T get(String name, Function<String, T> reader) {
        return read(name, reader, present(name));
    }

    /** The value of this name as {@link #get(String, Function)} reads it, or the fallback. */
    public <T> T get(String name, Function<String, T> reader, T fallback) {
        Found found = found(name);
        return found == null ? fallback : read(name, reader, found);
    }

    private <T> T read(String name, Cast<T> cast, Found found) {
        T value = cast.read(found.value());
        if (value == null) {
            String given = cast.mayBeQuoted()
                    ? " is \"" + found.value() + "\" in " + found.where()
                    : " in " + found.where() + " is not quoted, as it may hold a password";
            throw new IllegalStateException("Config " + quoted(name) + given + ". It must be " + cast.expected() + ".");
        }
        return value;
    }

    private <T> T read(String name, Function<String, T> reader, Found found) {
        try {
            return reader.apply(found.value());
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "Config " + quoted(name) + " of " + found.where() + " cannot be read: "
                            + e.getClass().getName()
                            + ". The function that reads it threw that, at the trace of the cause; its"
                            + " message is left out, as it may quote a secret.",
                    withoutMessage(e));
        }
    }

    private static Throwable withoutMessage(RuntimeException e) {
        Throwable bare = new IllegalStateException(e.getClass().getName());
        bare.setStackTrace(e.getStackTrace());
        return bare;
    }

    private <T> Cast<T> cast(String name, Class<T> type) {
        Cast<T> cast = Cast.to(type);
        if (cast == null) {
            throw new IllegalArgumentException(
                    "Config " + quoted(name) + " is asked for as " + type.getSimpleName() + ". Known: " + Cast.known()
                            + ". Give a function that reads it: get(\"" + name + "\", text -> ..).");
        }
        return cast;
    }

    private Found present(String name) {
        Found found = found(name);
        if (found == null) {
            throw new IllegalStateException("Config " + quoted(name) + " is missing, and has no fallback. Set it in the"
                    + " environment" + (file == null ? "" : ", or in " + file) + ".");
        }
        return found;
    }

    private @Nullable Found found(String name) {
        String whole = prefix + name;
        String value = environ.get(whole);
        if (value != null) {
            return new Found(value, "the environment");
        }
        String inFile = file == null ? null : file.values().get(whole);
        return inFile == null ? null : new Found(inFile, String.valueOf(file));
    }

    private String quoted(String name) {
        return '"' + prefix + name + '"';
    }

    /** Where it reads, without any value. */
    @Override
    public String toString() {
        return "Config(the environment" + (file == null ? "" : ", " + file) + ")";
    }
}
