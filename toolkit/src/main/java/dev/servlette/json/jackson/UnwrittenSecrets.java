package dev.servlette.json.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.servlette.config.Secret;
import java.io.IOException;

/** Refuses secrets; Jackson would write them as empty objects. */
final class UnwrittenSecrets extends JsonSerializer<Secret> {
    @Override
    public void serialize(Secret value, JsonGenerator out, SerializerProvider provider) throws IOException {
        throw JsonMappingException.from(
                out, "A Secret has no form in JSON. Leave it out, or write what reveal() gives if it may be seen.");
    }
}
