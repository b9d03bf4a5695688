package dev.servlette.datastructures;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, in their order and with duplicates. Immutable.
 *
 * <p>Parsed as browsers write them: {@code &} between, {@code +} is a blank, percent-encoded UTF-8. A percent sign that
 * encodes nothing stands for itself, bytes that are not UTF-8 become U+FFFD. Blank names and values are kept.
 */
public final class QueryParams {
    private static final int MAX_PARAMETERS = 1000;

    private final List<Map.Entry<String, String>> entries;

    private QueryParams(List<Map.Entry<String, String>> entries) {
        this.entries = Collections.unmodifiableList(entries);
    }

    /**
     * The parameters of a query without its {@code ?}; {@code null} has none.
     *
     * @throws InvalidValueException when there are more than 1000
     */
    public static QueryParams parse(@Nullable String rawQuery) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        String query = rawQuery == null ? "" : rawQuery;
        int begin = 0;
        while (begin < query.length()) {
            int ampersand = query.indexOf('&', begin);
            int end = ampersand < 0 ? query.length() : ampersand;
            if (end > begin) {
                add(entries, query.substring(begin, end));
            }
            begin = end + 1;
        }
        return new QueryParams(entries);
    }

    static QueryParams of(List<Map.Entry<String, String>> entries) {
        return new QueryParams(entries);
    }

    private static void add(List<Map.Entry<String, String>> entries, String pair) {
        if (entries.size() == MAX_PARAMETERS) {
            throw new InvalidValueException("The query has more than " + MAX_PARAMETERS + " parameters.");
        }
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        entries.add(Map.entry(decoded(name), decoded(value)));
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low >= 0) {
                raw[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                raw[length++] = raw[i] == '+' ? (byte) ' ' : raw[i];
            }
        }
        return new String(raw, 0, length, StandardCharsets.UTF_8);
    }

    /** The last value of this name; {@code null} when there is none. */
    public @Nullable String get(String name) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).getKey().equals(name)) {
                return entries.get(i).getValue();
            }
        }
        return null;
    }

    /** The last value of this name, or the fallback. */
    public String get(String name, String fallback) {
        String value = get(name);
        return value == null ? fallback : value;
    }

    /** All values of this name, in their order. */
    public List<String> getAll(String name) {
        List<String> values = new ArrayList<>();
        for (Map.Entry<String, String> entry : entries) {
            if (entry.getKey().equals(name)) {
                values.add(entry.getValue());
            }
        }
        return Collections.unmodifiableList(values);
    }

    /**
     * The last value of this name as a number, or the fallback.
     *
     * @throws InvalidValueException answered as 400, when it is no number, or too large for an {@code int}
     */
    public int getInt(String name, int fallback) {
        String value = get(name);
        try {
            return value == null ? fallback : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw invalid(name, "a whole number");
        }
    }

    /**
     * The last value of this name as a number, or the fallback.
     *
     * @throws InvalidValueException answered as 400, when it is no number, or too large for a {@code long}
     */
    public long getLong(String name, long fallback) {
        String value = get(name);
        try {
            return value == null ? fallback : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw invalid(name, "a whole number");
        }
    }

    /**
     * The last value of this name, {@code true} or {@code false}, {@code 1} or {@code 0}, or the fallback.
     *
     * @throws InvalidValueException answered as 400, when it is something else
     */
    public boolean getBoolean(String name, boolean fallback) {
        String value = get(name);
        try {
            return value == null ? fallback : TextType.bool(value);
        } catch (IllegalArgumentException e) {
            throw invalid(name, "true or false");
        }
    }

    /**
     * A record whose components have the values of these names, the last of each. What is absent is {@code null}, a list
     * empty; so a component that may be absent is boxed. Components are texts, numbers, booleans, enums, {@code UUID}, the
     * types of {@code java.time} that have {@code parse}, and lists of those. What the record's constructor throws comes
     * out unchanged.
     *
     * @throws InvalidValueException answered as 400, when a text is no value of its component, or a primitive is absent
     * @throws IllegalArgumentException when a component has another type, or the record cannot be reached
     */
    public <T extends Record> T as(Class<T> type) {
        return new RecordBinding<>(type, "query parameter").bind(this::getAll);
    }

    private static InvalidValueException invalid(String name, String expected) {
        return new InvalidValueException("The query parameter \"" + name + "\" must be " + expected + ".");
    }

    /** Whether there is a parameter of this name. */
    public boolean contains(String name) {
        return get(name) != null;
    }

    /** The names, each once, in the order they came. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Map.Entry<String, String> entry : entries) {
            names.add(entry.getKey());
        }
        return Collections.unmodifiableSet(names);
    }

    /** All names and values, in their order. */
    public List<Map.Entry<String, String>> entries() {
        return entries;
    }

    /** The query that these parameters make. */
    @Override
    public String toString() {
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, String> entry : entries) {
            query.append(query.length() == 0 ? "" : "&")
                    .append(URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8));
        }
        return query.toString();
    }
}
