package dev.servlette.requests;

import dev.servlette.datastructures.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The cookies of a request, read as leniently as browsers write them: a cookie that one application on a host has set must not break
 * another (RFC 6265, section 4.2.2, leaves their meaning to the server).
 *
 * <p>Every semicolon ends a cookie, in quotes too. The first equals sign ends its name; without one the name is empty.
 */
final class ReceivedCookies {
    private static final int MAX_COOKIES = 1000; // browsers keep some 200 for a host

    private final Map<String, String> cookies = new LinkedHashMap<>();
    private int count;

    private ReceivedCookies() {}

    /** The cookies of all lines, the last one of a name; no map is made when there are none. */
    static Map<String, String> of(Headers headers) {
        if (!headers.contains("Cookie")) {
            return Map.of();
        }
        ReceivedCookies received = new ReceivedCookies();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equalsIgnoreCase("Cookie")) {
                received.add(headers.value(i));
            }
        }
        return Collections.unmodifiableMap(received.cookies);
    }

    /** What comes after too many is passed over. */
    private void add(String line) {
        for (int begin = 0; begin < line.length() && count < MAX_COOKIES; count++) {
            int semicolon = line.indexOf(';', begin);
            int end = semicolon < 0 ? line.length() : semicolon;
            add(line, begin, end);
            begin = end + 1;
        }
    }

    private void add(String line, int begin, int end) {
        int equals = line.indexOf('=', begin);
        boolean isNamed = equals >= 0 && equals < end;
        String name = isNamed ? line.substring(begin, equals).strip() : "";
        String value = line.substring(isNamed ? equals + 1 : begin, end).strip();
        if (!name.isEmpty() || !value.isEmpty()) {
            cookies.put(name, unquoted(value));
        }
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        return last > 0 && value.charAt(0) == '"' && value.charAt(last) == '"'
                ? unescaped(value.substring(1, last))
                : value;
    }

    /** A backslash is followed by three octal digits, as Python and old servlets write them, or by the character that it stands for. */
    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        boolean isAscii = true;
        for (int i = 0; i < text.length(); i++) {
            int octal = octal(text, i);
            if (octal >= 0) {
                plain.append((char) octal);
                isAscii &= octal < 0x80;
                i += 3;
            } else {
                boolean escapes = text.charAt(i) == '\\' && i + 1 < text.length();
                i += escapes ? 1 : 0;
                plain.append(text.charAt(i));
            }
        }
        return isAscii ? plain.toString() : decoded(plain.toString());
    }

    /** Escapes stand for bytes: of UTF-8, as a {@link dev.servlette.datastructures.Cookie} has it, or else of Latin-1. */
    private static String decoded(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }

    /** The character that {@code \012} at this place stands for; -1 when no such escape is there. */
    private static int octal(String text, int at) {
        if (text.charAt(at) != '\\' || at + 3 >= text.length() || text.charAt(at + 1) > '3') {
            return -1;
        }
        int code = 0;
        for (int i = at + 1; i <= at + 3; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            code = code << 3 | digit;
        }
        return code;
    }
}
