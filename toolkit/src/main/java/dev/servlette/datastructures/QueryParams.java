package dev.servlette.datastructures;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, in their order and with duplicates. Immutable.
 *
 * <p>Parsed as browsers write them: {@code &} between, {@code +} is a blank, percent-encoded UTF-8. A percent sign that
 * encodes nothing stands for itself, bytes that are not UTF-8 become U+FFFD. Blank names and values are kept.
 */
public final class QueryParams extends NamedTexts {
    private static final int MAX_PARAMETERS = 1000;

    private QueryParams(List<Map.Entry<String, String>> entries) {
        super(entries, "query parameter");
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

    /** The query that these parameters make. */
    @Override
    public String toString() {
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, String> entry : entries()) {
            query.append(query.length() == 0 ? "" : "&")
                    .append(URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8));
        }
        return query.toString();
    }
}
