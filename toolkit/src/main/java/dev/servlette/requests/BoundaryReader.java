package dev.servlette.requests;

import dev.servlette.exceptions.HttpException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a multipart body at its boundaries while it arrives (RFC 2046, section 5.1.1). The boundary is looked for from its end
 * (Horspool), so that most bytes of a file are not even looked at.
 *
 * <p>Everything here throws an {@link HttpException} with 400 when the body is malformed, or ends before its last boundary.
 */
final class BoundaryReader {
    private static final int BUFFER = 16 << 10;
    private static final int MAX_PREAMBLE = 8 << 10; // a note for readers of mail; clients of HTTP send none
    private static final String LINE_END = "\r\n";

    private final FormInput in;
    private final byte[] delimiter;
    private final int[] skips = new int[256];
    private final byte[] buffer = new byte[BUFFER];
    private int begin;
    private int end;

    /** Up to here there is no boundary. */
    private int searched;

    /** Whether one begins there. */
    private boolean isFound;

    private boolean hasBegun;

    /** A reader of this body; it has read nothing yet. */
    BoundaryReader(FormInput in, String boundary) {
        this.in = in;
        delimiter = (LINE_END + "--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(skips, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            skips[delimiter[i] & 0xFF] = delimiter.length - 1 - i;
        }
        for (byte b : LINE_END.getBytes(StandardCharsets.ISO_8859_1)) {
            buffer[end++] = b; // the first boundary may stand at the very beginning
        }
    }

    /** Goes to the headers of the next part, when the content was read to its end; {@code false} after the last part. */
    boolean next() {
        if (!hasBegun) {
            hasBegun = true;
            skipPreamble();
        }
        begin = searched + delimiter.length;
        int first = nextByte();
        int second = nextByte();
        boolean isLast = first == '-' && second == '-';
        if (!isLast && (first != '\r' || second != '\n')) {
            throw ReceivedForm.malformed(null);
        }
        return !isLast;
    }

    private void skipPreamble() {
        byte[] preamble = new byte[MAX_PREAMBLE];
        int length = 0;
        for (int read = 0; read >= 0; read = read(preamble, 0, MAX_PREAMBLE)) {
            length += read;
            if (length > MAX_PREAMBLE) {
                throw ReceivedForm.malformed(null);
            }
        }
    }

    private int nextByte() {
        if (begin == end) {
            fill();
        }
        return buffer[begin++] & 0xFF;
    }

    /**
     * The lines of the headers, up to the empty one that ends them, each byte as a character.
     *
     * @throws HttpException 413 when they are longer than the limit
     */
    String headers(int maxBytes) {
        StringBuilder lines = new StringBuilder();
        int matched = LINE_END.length(); // a line has ended right before
        while (matched < 2 * LINE_END.length()) {
            char c = (char) nextByte();
            lines.append(c);
            if (lines.length() > maxBytes) {
                throw FormLimits.tooLarge("Headers of a part", maxBytes);
            }
            boolean goesOn = c == LINE_END.charAt(matched % LINE_END.length());
            matched = goesOn ? matched + 1 : c == '\r' ? 1 : 0;
        }
        searched = begin;
        isFound = false;
        return lines.toString();
    }

    /** Reads content of the part; {@code -1} at its boundary. */
    int read(byte[] target, int offset, int length) {
        while (searched == begin && !isFound) {
            search();
            if (searched == begin && !isFound) {
                fill();
            }
        }
        int read = Math.min(length, searched - begin);
        System.arraycopy(buffer, begin, target, offset, read);
        begin += read;
        return read == 0 && length > 0 ? -1 : read;
    }

    private void search() {
        int last = delimiter.length - 1;
        int at = searched;
        while (at + last < end && !isFound) {
            isFound = Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length);
            at += isFound ? 0 : skips[buffer[at + last] & 0xFF];
        }
        searched = at;
    }

    /** Reads more behind what is there, of which only a piece of a boundary may be left. */
    private void fill() {
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        searched -= begin;
        end -= begin;
        begin = 0;
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw ReceivedForm.malformed(null);
        }
        end += read;
    }
}
