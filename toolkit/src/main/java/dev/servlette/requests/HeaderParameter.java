package dev.servlette.requests;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a header such as {@code form-data; name="a"; filename="b.txt"} (RFC 9110, section 5.6.6).
 *
 * <p>In quotes a backslash escapes a quote and a backslash only: browsers never write one, and some clients send a path of Windows
 * as it is.
 */
final class HeaderParameter {
    private HeaderParameter() {}

    /** The value before the parameters, in lower case: {@code multipart/form-data}. */
    static String main(String header) {
        int semicolon = header.indexOf(';');
        return (semicolon < 0 ? header : header.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** The first parameter of that name, which compares without case; {@code null} when there is none. */
    static @Nullable String find(String header, String name) {
        int begin = end(header, 0);
        while (begin < header.length()) {
            int end = end(header, begin + 1);
            String parameter = header.substring(begin + 1, end);
            int equals = parameter.indexOf('=');
            if (equals >= 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return unquoted(parameter.substring(equals + 1).strip());
            }
            begin = end;
        }
        return null;
    }

    /** Where the next semicolon is, outside of quotes. */
    private static int end(String header, int from) {
        boolean quoted = false;
        for (int i = from; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && isEscape(header, i)) {
                i++;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return header.length();
    }

    private static boolean isEscape(String text, int at) {
        boolean isLast = at + 1 >= text.length();
        return text.charAt(at) == '\\' && !isLast && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || value.charAt(0) != '"' || value.charAt(value.length() - 1) != '"') {
            return value;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < value.length() - 1; i++) {
            if (isEscape(value, i)) {
                i++;
            }
            text.append(value.charAt(i));
        }
        return text.toString();
    }
}
