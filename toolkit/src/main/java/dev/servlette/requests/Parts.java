package dev.servlette.requests;

import dev.servlette.datastructures.Headers;
import dev.servlette.exceptions.HttpException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The parts of one multipart body, one after the other. */
final class Parts implements Iterable<Part>, Iterator<Part> {
    private final BoundaryReader reader;
    private final PartHeaders headers;
    private final FormLimits limits;
    private @Nullable Part next;
    private @Nullable PartStream current;
    private @Nullable RuntimeException failure;
    private boolean isAsked;
    private boolean hasEnded;
    private int files;
    private int fields;

    Parts(BoundaryReader reader, PartHeaders headers, FormLimits limits) {
        this.reader = reader;
        this.headers = headers;
        this.limits = limits;
    }

    @Override
    public Iterator<Part> iterator() {
        if (isAsked) {
            throw new IllegalStateException(
                    "The parts of a request were iterated twice. They are read while they arrive; keep what"
                            + " is needed, or use request.form().");
        }
        isAsked = true;
        return this;
    }

    @Override
    public boolean hasNext() {
        if (failure != null) {
            throw failure;
        }
        try {
            next = next == null && !hasEnded ? advance() : next;
            hasEnded = next == null;
            return !hasEnded;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public Part next() {
        Part part = hasNext() ? next : null;
        if (part == null) {
            throw new NoSuchElementException("The last part of the request has been given.");
        }
        next = null;
        return part;
    }

    private @Nullable Part advance() {
        if (current != null) {
            current.pass();
        }
        return reader.next() ? part(headers.parse(reader.headers(limits.partHeaderBytes()))) : null;
    }

    private Part part(Headers its) {
        String disposition = its.get("Content-Disposition", "");
        String name = HeaderParameter.find(disposition, "name");
        if (name == null) {
            throw new HttpException(400, "The Content-Disposition header field \"name\" must be provided.");
        }
        String filename = filename(disposition);
        if (filename == null) {
            limits.checkFields(++fields);
        } else {
            limits.checkFiles(++files);
        }
        return new Part(name, filename, its, this);
    }

    /** RFC 7578, section 4.2 forbids {@code filename*}, but some clients send nothing else for names beyond ASCII. */
    private static @Nullable String filename(String disposition) {
        String plain = HeaderParameter.find(disposition, "filename");
        String extended = plain == null ? HeaderParameter.find(disposition, "filename*") : null;
        if (extended == null || !extended.regionMatches(true, 0, "UTF-8'", 0, 6)) {
            return plain != null ? plain : extended;
        }
        try {
            String encoded = extended.substring(extended.indexOf('\'', 6) + 1);
            return PartHeaders.checked(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw ReceivedForm.malformed(e);
        }
    }

    /** The content of the part whose turn it is. */
    PartStream stream(String name, boolean isFile) {
        PartStream stream = isFile
                ? new PartStream(reader, name, "File", limits.fileBytes())
                : new PartStream(reader, name, "Part", limits.fieldBytes());
        current = stream;
        return stream;
    }

    String text(byte[] bytes) {
        return headers.text(bytes);
    }

    FormLimits limits() {
        return limits;
    }
}
