package dev.servlette.convertors;

/**
 * Reads the text of a path parameter, and writes its value into a URL. An app's own convertor implements it (Starlette:
 * <a href="https://www.starlette.io/routing/#path-parameters">Path Parameters</a>).
 *
 * @param <T> what the text becomes
 */
public interface Convertor<T> {
    /** Whether this text, one decoded segment, is a value; when not, the route does not match. */
    boolean matches(String text);

    /** The value of a text that {@link #matches}. */
    T convert(String text);

    /**
     * The text of a value, not yet encoded.
     *
     * @throws IllegalArgumentException when its text would not match
     */
    String toString(T value);

    /** The class of the values. */
    Class<T> type();

    /** Whether it takes several segments, joined by slashes. */
    default boolean spansSegments() {
        return false;
    }
}
