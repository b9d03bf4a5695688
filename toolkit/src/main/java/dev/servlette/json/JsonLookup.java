package dev.servlette.json;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the library that is there: that of the first adapter whose library the toolkit's own class loader has. One that is
 * there and cannot be used is an error: JSON that is written otherwise without a word would be found out by clients.
 */
final class JsonLookup {
    /** A class of ours, and the class of a library without which it is nothing. */
    record Adapter(String name, String library) {}

    /** What was found, or why it cannot be used: everyone who asks is told the same. */
    private record Found(@Nullable Json json, @Nullable IllegalStateException unusable) {}

    /** Looked up once, when it is first asked for. Never fails, or the second one to ask would only learn that it had. */
    private static final class Standard {
        static final Found FOUND = new JsonLookup(
                        List.of(new Adapter(
                                "dev.servlette.json.jackson.JacksonJson",
                                "com.fasterxml.jackson.databind.ObjectMapper")),
                        Json.class.getClassLoader())
                .found();

        private Standard() {}
    }

    private final List<Adapter> adapters;
    private final @Nullable ClassLoader loader;

    JsonLookup(List<Adapter> adapters, @Nullable ClassLoader loader) {
        this.adapters = adapters;
        this.loader = loader;
    }

    /** What an app uses that was given no other; throws when the library that is there cannot be used. */
    static Json standard() {
        if (Standard.FOUND.unusable != null) {
            throw Standard.FOUND.unusable;
        }
        return Objects.requireNonNull(Standard.FOUND.json);
    }

    private Found found() {
        try {
            return new Found(json(), null);
        } catch (IllegalStateException e) {
            return new Found(null, e);
        }
    }

    Json json() {
        for (Adapter adapter : adapters) {
            if (isThere(adapter.library())) {
                return load(adapter);
            }
        }
        return BuiltInJson.INSTANCE;
    }

    private boolean isThere(String library) {
        try {
            Class.forName(library, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        } catch (LinkageError e) {
            return true; // in part; what is missing will be said
        }
    }

    private Json load(Adapter adapter) {
        try {
            return (Json)
                    Class.forName(adapter.name(), true, loader).getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw unusable(adapter, e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw unusable(adapter, e);
        }
    }

    private static IllegalStateException unusable(Adapter adapter, @Nullable Throwable why) {
        return new IllegalStateException(
                adapter.library() + " is there, and " + adapter.name() + " cannot use it: " + why
                        + ". Bring the whole library, its modules included, in one version, or pass a Json to the builder.",
                why);
    }
}
