package dev.servlette.responses;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.HttpDate;
import dev.servlette.exceptions.HttpException;
import dev.servlette.requests.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of a file that a client asks for by {@code Range} (RFC 9110, section 14). */
final class Ranges {
    private static final int MAX_RANGES = 100;
    private static final int BOUNDARY_LETTERS = 26;

    /**
     * A part of a file.
     *
     * @param first its first byte
     * @param end the first byte after it
     */
    record Part(long first, long end) {
        long length() {
            return end - first;
        }

        Body.File of(Body.File file) {
            return new Body.File(file.path(), file.offset() + first, length());
        }

        String header(long size) {
            return "bytes " + first + '-' + (end - 1) + '/' + size;
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private boolean isAsked;
    private boolean isBackwards;

    private Ranges() {}

    /**
     * The response with what the client asks for of its file: all of it, one part or many.
     *
     * @throws HttpException 400 when that is written wrong, 416 when nothing of it is there
     */
    static Response select(Request request, Response response, Body.File file) {
        if (!response.headers().get("Accept-Ranges", "bytes").equals("bytes")) {
            return response;
        }
        Response whole = response.withHeader("Accept-Ranges", "bytes");
        String range = request.headers().get("Range");
        String condition = request.headers().get("If-Range");
        boolean isCurrent = condition == null || isCurrent(condition, response.headers(), request.clock());
        return range == null || !isCurrent ? whole : select(range, whole, file);
    }

    /**
     * Whether the client has parts of the same content (RFC 9110, section 13.1.5). A date says so only when its second is over: until
     * then another content may come that has the same (section 8.8.2.2).
     */
    private static boolean isCurrent(String condition, Headers validators, Clock clock) {
        if (condition.endsWith("\"")) {
            return condition.equals(validators.get("ETag")) && !condition.startsWith("W/");
        }
        Instant date = HttpDate.parse(condition, clock);
        return date != null
                && date.equals(HttpDate.parse(validators.get("Last-Modified", ""), clock))
                && !clock.instant().isBefore(date.plusSeconds(1));
    }

    private static Response select(String range, Response whole, Body.File file) {
        int equals = range.indexOf('=');
        if (equals < 0) {
            throw new HttpException(400, "Malformed range header.");
        }
        if (!range.substring(0, equals).strip().equalsIgnoreCase("bytes")) {
            return whole;
        }
        Ranges ranges = read(range.substring(equals + 1), file.length());
        return ranges == null ? whole : ranges.answer(whole, file);
    }

    /** The ranges of a file of this size; {@code null} when they are too many. */
    static @Nullable Ranges read(String set, long size) {
        Ranges ranges = new Ranges();
        int begin = 0;
        for (int count = 0; begin <= set.length(); count++) {
            if (count == MAX_RANGES) {
                return null;
            }
            int comma = set.indexOf(',', begin);
            int end = comma < 0 ? set.length() : comma;
            ranges.add(set.substring(begin, end).strip(), size);
            begin = end + 1;
        }
        ranges.merge();
        return ranges;
    }

    /** What is no range is passed over. */
    private void add(String range, long size) {
        int dash = range.indexOf('-');
        String from = range.substring(0, Math.max(0, dash)).strip();
        String to = range.substring(dash + 1).strip();
        boolean isRange = dash >= 0 && isNumber(from) && isNumber(to) && from.length() + to.length() > 0;
        if (!isRange) {
            return;
        }
        isAsked = true;
        isBackwards |= !from.isEmpty() && !to.isEmpty() && number(to) < number(from);
        long first = from.isEmpty() ? size - Math.min(size, number(to)) : number(from);
        long end = from.isEmpty() || to.isEmpty() ? size : Math.min(size, number(to) + 1);
        if (first < end) {
            parts.add(new Part(first, end));
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The number that digits are, or one that is larger than any file. */
    private static long number(String digits) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            number = Math.min(Long.MAX_VALUE / 20, 10 * number + digits.charAt(i) - '0');
        }
        return number;
    }

    /** Sorts, and makes one of those that overlap or touch. */
    private void merge() {
        parts.sort(Comparator.comparingLong(Part::first));
        for (int i = 1; i < parts.size(); ) {
            Part before = parts.get(i - 1);
            Part part = parts.get(i);
            if (part.first <= before.end) {
                parts.set(i - 1, new Part(before.first, Math.max(before.end, part.end)));
                parts.remove(i);
            } else {
                i++;
            }
        }
    }

    /** The parts, sorted and apart from each other. */
    List<Part> parts() {
        return parts;
    }

    private Response answer(Response whole, Body.File file) {
        if (!isAsked) {
            throw new HttpException(400, "Range header: range must be requested");
        }
        if (isBackwards) {
            throw new HttpException(400, "Range header: start must be less than end");
        }
        if (parts.isEmpty()) {
            throw new HttpException(416).withHeader("Content-Range", "bytes */" + file.length());
        }
        Response partial = whole.withStatus(206).withoutHeader("Content-Length");
        Part first = parts.get(0);
        return parts.size() > 1
                ? many(partial, file)
                : partial.withHeader("Content-Range", first.header(file.length()))
                        .withBody(first.of(file));
    }

    private Response many(Response partial, Body.File file) {
        String boundary = UUID.randomUUID().toString().replace("-", "").substring(0, BOUNDARY_LETTERS);
        String type = partial.headers().get("Content-Type");
        List<byte[]> heads = new ArrayList<>();
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
        long length = tail.length;
        for (Part part : parts) {
            String head = (heads.isEmpty() ? "--" : "\r\n--") + boundary + "\r\n"
                    + (type == null ? "" : "Content-Type: " + type + "\r\n")
                    + "Content-Range: " + part.header(file.length()) + "\r\n\r\n";
            heads.add(head.getBytes(StandardCharsets.ISO_8859_1));
            length += head.length() + part.length();
        }
        return partial.withHeader("Content-Type", "multipart/byteranges; boundary=" + boundary)
                .withHeader("Content-Length", String.valueOf(length))
                .withBody(new Body.Stream(out -> write(out, file, heads, tail)));
    }

    private void write(OutputStream out, Body.File file, List<byte[]> heads, byte[] tail) throws IOException {
        ByteBuffer buffer = FileBuffers.array(file.length());
        try (FileChannel channel = FileChannel.open(file.path())) {
            for (int i = 0; i < heads.size(); i++) {
                out.write(heads.get(i));
                FileSending.copy(channel, parts.get(i).of(file), buffer, b -> out.write(b.array(), 0, b.limit()));
            }
        }
        out.write(tail);
    }
}
