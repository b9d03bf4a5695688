package dev.servlette.json;

import org.jspecify.annotations.Nullable;

/** Writes without a library; to read, one is needed. */
final class BuiltInJson implements Json {
    static final Json INSTANCE = new BuiltInJson();

    private BuiltInJson() {}

    @Override
    public String write(@Nullable Object value) {
        return new JsonWriter().write(value);
    }

    @Override
    public <T> T read(String text, Class<T> type) {
        throw new IllegalStateException(
                "request.json(" + type.getSimpleName() + ".class) found no JSON library. Add Jackson"
                        + " (com.fasterxml.jackson.core:jackson-databind) or pass a Json to the builder. The library must lie in the"
                        + " same class loader as the toolkit; in a WAR, both in WEB-INF/lib.");
    }
}
