package dev.servlette.json.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import dev.servlette.config.Secret;
import java.io.IOException;

/** Reads secrets as texts: the password of a login. */
final class ReadSecrets extends JsonDeserializer<Secret> {
    @Override
    public Secret deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return Secret.of(StringDeserializer.instance.deserialize(in, context));
    }
}
