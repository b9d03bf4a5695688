package dev.servlette.json.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.function.Function;

/** Reads values that are texts in JSON. */
final class FromText<T> extends JsonDeserializer<T> {
    private final Function<String, T> parse;

    /** The function refuses no text. */
    FromText(Function<String, T> parse) {
        this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return parse.apply(StringDeserializer.instance.deserialize(in, context));
    }
}
