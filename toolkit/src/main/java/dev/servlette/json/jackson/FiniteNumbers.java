package dev.servlette.json.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;

/** Refuses the numbers that JSON has no form for; Jackson would write them as text. */
final class FiniteNumbers extends JsonSerializer<Number> {
    @Override
    public void serialize(Number value, JsonGenerator out, SerializerProvider provider) throws IOException {
        double number = value.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw JsonMappingException.from(out, value + " has no form in JSON. Write null or a text in its place.");
        }
        if (value instanceof Float) {
            out.writeNumber(value.floatValue());
        } else {
            out.writeNumber(number);
        }
    }
}
