package dev.servlette.staticfiles;

import java.util.Locale;
import java.util.Set;

/**
 * Names that mean one file, and the same one on every system. What Windows reads as a drive, a stream, a device or the short form
 * of another name is no file anywhere, so that an app that is safe here is safe there.
 */
final class FileName {
    private static final String SPECIAL = "/\\:*?\"<>|";
    private static final Set<String> DEVICES = Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$");

    private FileName() {}

    /** Whether a segment of a path is the name of a file or a directory. */
    static boolean isOne(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c < ' ' || c == 0x7F || SPECIAL.indexOf(c) >= 0 || isShort(segment, i)) {
                return false;
            }
        }
        return !segment.isEmpty() && !segment.endsWith(".") && !segment.endsWith(" ") && !isDevice(segment);
    }

    /** Whether the name of a file that systems and tools hide begins here. */
    static boolean isHidden(String segment) {
        return segment.startsWith(".");
    }

    /** {@code GIT~1} is {@code .git}. */
    private static boolean isShort(String segment, int at) {
        return segment.charAt(at) == '~' && at + 1 < segment.length() && Character.isDigit(segment.charAt(at + 1));
    }

    /** Whatever follows a dot, and blanks before it, do not count there. */
    private static boolean isDevice(String segment) {
        int dot = segment.indexOf('.');
        String base =
                (dot < 0 ? segment : segment.substring(0, dot)).stripTrailing().toUpperCase(Locale.ROOT);
        boolean isPort = base.length() == 4
                && (base.startsWith("COM") || base.startsWith("LPT"))
                && "0123456789\u00b9\u00b2\u00b3".indexOf(base.charAt(3)) >= 0;
        return isPort || DEVICES.contains(base);
    }

    /**
     * Whether a name has a part that a build tool made of the content: eight letters and digits or more between a dot or hyphen
     * and the last dot.
     */
    static boolean isHashed(String name) {
        int end = name.lastIndexOf('.');
        int begin = Math.max(name.lastIndexOf('.', end - 1), name.lastIndexOf('-', end - 1)) + 1;
        return end - begin >= 8 && begin > 0 && isHash(name.substring(begin, end));
    }

    /** Hexadecimal, or such that no word and no version is taken for one: with digits, and with capital letters. */
    private static boolean isHash(String part) {
        boolean isWord = true;
        boolean isHex = true;
        boolean hasDigit = false;
        boolean hasSmall = false;
        boolean hasCapital = false;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            boolean isSmall = c >= 'a' && c <= 'z';
            boolean isCapital = c >= 'A' && c <= 'Z';
            isWord &= isDigit || isSmall || isCapital || c == '_';
            isHex &= isDigit || isSmall && c <= 'f';
            hasDigit |= isDigit;
            hasSmall |= isSmall;
            hasCapital |= isCapital;
        }
        return isWord && hasDigit && (isHex ? hasSmall : hasCapital);
    }
}
