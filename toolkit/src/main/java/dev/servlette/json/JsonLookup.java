package dev.servlette.json;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the library that is there: that of the first adapter whose library the toolkit's own class loader has. One that is
 * there and cannot be used is an error: JSON that is written otherwise without a word would be found out by clients.
 */
final class JsonLookup {
    /** A class of ours, and the class of a library without which it is nothing. */
    record Adapter(String name, String library) {}

    /** Looked up once, when it is first asked for. */
    static final class Found {
        static final Json STANDARD = new JsonLookup(
                        List.of(new Adapter(
                                "dev.servlette.json.jackson.JacksonJson",
                                "com.fasterxml.jackson.databind.ObjectMapper")),
                        Json.class.getClassLoader())
                .json();

        private Found() {}
    }

    private final List<Adapter> adapters;
    private final @Nullable ClassLoader loader;

    JsonLookup(List<Adapter> adapters, @Nullable ClassLoader loader) {
        this.adapters = adapters;
        this.loader = loader;
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
