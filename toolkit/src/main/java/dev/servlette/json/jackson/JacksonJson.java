package dev.servlette.json.jackson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.servlette.config.Secret;
import dev.servlette.datastructures.Url;
import dev.servlette.json.Json;
import dev.servlette.json.JsonException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON by Jackson 2. */
public final class JacksonJson implements Json {
    private final ObjectMapper mapper;

    /**
     * Jackson as most apps want it: the modules that lie beside it, dates and times as text, members that are not known
     * passed over, anything after the value refused; refused is what has no properties, and so are NaN and infinities, which are
     * text in arrays of primitives. A {@link Url} is a text; a {@link Secret} is read as one, and refused where it is written.
     */
    public JacksonJson() {
        this(JsonMapper.builder()
                .addModule(new SimpleModule()
                        .addSerializer(Double.class, new FiniteNumbers())
                        .addSerializer(double.class, new FiniteNumbers())
                        .addSerializer(Float.class, new FiniteNumbers())
                        .addSerializer(float.class, new FiniteNumbers())
                        .addSerializer(Secret.class, new UnwrittenSecrets())
                        .addDeserializer(Secret.class, new FromText<>(Secret::of))
                        .addSerializer(Url.class, ToStringSerializer.instance)
                        .addDeserializer(Url.class, new FromText<>(Url::of)))
                .addModules(ObjectMapper.findModules(JacksonJson.class.getClassLoader()))
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build());
    }

    /** A mapper of one's own, as it is. */
    public JacksonJson(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public String write(@Nullable Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw notWritable(value, e);
        }
    }

    @Override
    public byte[] writeBytes(@Nullable Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw notWritable(value, e);
        }
    }

    private static JsonException notWritable(@Nullable Object value, JsonProcessingException e) {
        String type = value == null ? "null" : value.getClass().getName();
        return new JsonException("A value of " + type + " has no form in JSON: " + e.getOriginalMessage(), e);
    }

    @Override
    public <T> T read(String text, Class<T> type) {
        try {
            T value = mapper.readValue(text, type);
            if (value == null) {
                throw new JsonException("null was read where a " + type.getSimpleName() + " was asked for.", null);
            }
            return value;
        } catch (IOException e) {
            throw notReadable(type, e);
        }
    }

    /** What a constructor of the app threw is the app's; the rest is the text's fault. */
    private static RuntimeException notReadable(Class<?> type, IOException e) {
        Throwable cause = e.getCause();
        if (e instanceof JsonMappingException && cause instanceof RuntimeException thrown) {
            return thrown;
        }
        return new JsonException("The text is no JSON for " + type.getSimpleName() + ".", e);
    }
}
