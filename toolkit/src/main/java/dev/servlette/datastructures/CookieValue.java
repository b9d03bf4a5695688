package dev.servlette.datastructures;

import java.nio.charset.StandardCharsets;

/** How any text is written as the value of a cookie: in quotes and with octal escapes where it must be. */
final class CookieValue {
    private CookieValue() {}

    /** The text itself when it may be sent so (RFC 6265, section 4.1.1, cookie-octet), else in quotes, in UTF-8. */
    static String quoted(String text) {
        boolean isPlain = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            isPlain &= isOctet(text.charAt(i));
        }
        return isPlain ? text : quoted(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isOctet(char c) {
        return c > ' ' && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\';
    }

    private static String quoted(byte[] bytes) {
        StringBuilder quoted = new StringBuilder(bytes.length + 8).append('"');
        for (byte b : bytes) {
            char c = (char) (b & 0xFF);
            if (isOctet(c) || c == ' ') {
                quoted.append(c);
            } else if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append('\\')
                        .append(digit(c >> 6))
                        .append(digit(c >> 3 & 7))
                        .append(digit(c & 7));
            }
        }
        return quoted.append('"').toString();
    }

    private static char digit(int value) {
        return (char) ('0' + value);
    }
}
