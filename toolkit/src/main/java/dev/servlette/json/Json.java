package dev.servlette.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns values into JSON and back. An app has one; it is used by many threads at once. */
public interface Json {
    /**
     * The value as compact JSON.
     *
     * @throws JsonException when it, or something in it, has no form in JSON; NaN and infinities have none (RFC 8259,
     *     section 6)
     */
    String write(@Nullable Object value);

    /** The value as compact JSON in UTF-8; throws what {@link #write} throws. */
    default byte[] writeBytes(@Nullable Object value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The value of this type that the text is. An exception that a constructor of that type throws comes out unchanged.
     *
     * @throws JsonException when the text is no JSON, or not of that type
     */
    <T> T read(String text, Class<T> type);

    /**
     * What an app uses that was given no other: Jackson, if it lies beside the toolkit; without it {@link #builtIn}, and
     * reading fails with a message that says what to add.
     *
     * @throws IllegalStateException when Jackson is there and cannot be used, as a part of it is missing
     */
    static Json standard() {
        return JsonLookup.standard();
    }

    /**
     * Writes maps, iterables, arrays, records, texts, numbers, booleans, enums, dates and times, {@code null}, without any
     * library. Reading fails with a message that says what to add. Starlette's {@code UJSONResponse} is a response written
     * with it.
     */
    static Json builtIn() {
        return BuiltInJson.INSTANCE;
    }
}
