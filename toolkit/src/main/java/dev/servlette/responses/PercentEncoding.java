package dev.servlette.responses;

import java.nio.charset.StandardCharsets;

/** Writes text of any kind where only some ASCII may stand (RFC 3986, section 2.1). */
final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    /**
     * The text in UTF-8, percent-encoded.
     *
     * @param kept what is not encoded, besides letters and digits of ASCII
     */
    static String encode(String text, String kept) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }
}
