package dev.servlette.routing;

import dev.servlette.convertors.Convertor;
import java.util.function.Function;

/**
 * A convertor as an app may have one.
 *
 * @param regex what it matches
 * @param reader what a text becomes
 */
record OwnConvertor<T>(Class<T> type, String regex, Function<String, T> reader, boolean spansSegments)
        implements Convertor<T> {
    @Override
    public boolean matches(String text) {
        return text.matches(regex);
    }

    @Override
    public T convert(String text) {
        return reader.apply(text);
    }

    @Override
    public String toString(T value) {
        return value.toString();
    }
}
