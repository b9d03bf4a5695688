package dev.servlette.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the library that is there: the first of the adapters that loads, by the toolkit's own class loader. */
final class JsonLookup {
    /** Looked up once, when it is first asked for. */
    static final class Found {
        static final Json STANDARD =
                new JsonLookup(List.of("dev.servlette.json.jackson.JacksonJson"), Json.class.getClassLoader()).json();

        private Found() {}
    }

    private final List<String> adapters;
    private final @Nullable ClassLoader loader;

    JsonLookup(List<String> adapters, @Nullable ClassLoader loader) {
        this.adapters = adapters;
        this.loader = loader;
    }

    Json json() {
        for (String adapter : adapters) {
            Json found = load(adapter);
            if (found != null) {
                return found;
            }
        }
        return BuiltInJson.INSTANCE;
    }

    private @Nullable Json load(String adapter) {
        try {
            return (Json) Class.forName(adapter, true, loader).getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return null; // the library is not there, or not whole
        }
    }
}
