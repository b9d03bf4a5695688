package dev.servlette.requests;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.UploadFile;
import dev.servlette.exceptions.HttpException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One field or file of a multipart form, while it arrives. It can be read once, and until the next part is asked for; what
 * is not read is passed over.
 */
public final class Part {
    private final String name;
    private final @Nullable String filename;
    private final Headers headers;
    private final PartStream stream;
    private final Parts parts;

    Part(String name, @Nullable String filename, Headers headers, Parts parts) {
        this.name = name;
        this.filename = filename;
        this.headers = headers;
        this.parts = parts;
        this.stream = parts.stream(name, filename != null);
    }

    /** The name of the field. */
    public String name() {
        return name;
    }

    /**
     * The name that the client gave to the file, {@code null} when this is no file. It may be empty, or a path that leads anywhere:
     * never a place to write to.
     */
    public @Nullable String filename() {
        return filename;
    }

    /** Whether this is a file: it has a file name, even an empty one. */
    public boolean isFile() {
        return filename != null;
    }

    /** The media type that the client says it has; {@code null} when it says none. */
    public @Nullable String contentType() {
        return headers.get("Content-Type");
    }

    /** The headers of this part. */
    public Headers headers() {
        return headers;
    }

    /**
     * Its content as it arrives. Reading it throws an {@link HttpException}: 413 when it is larger than its limit, 400 when the
     * body is malformed or ends too early; a {@link ClientDisconnect} when the client goes; and an
     * {@link IllegalStateException} when the next part was asked for.
     */
    public InputStream stream() {
        return stream;
    }

    /**
     * What is left of its content as text, in the charset that the request names, UTF-8 unless it does; in Latin-1 when it is no
     * text of that. At most {@code maxFieldBytes}, of a file too.
     *
     * @throws HttpException 413 when it is longer; and what {@link #stream} throws
     */
    public String text() {
        byte[] bytes = head(parts.limits().fieldBytes() + 1);
        parts.limits().checkField("Part", bytes.length);
        return parts.text(bytes);
    }

    /** What is left of its content, but at most so many bytes. */
    byte[] head(long most) {
        return stream.readUpTo(most);
    }

    /** How many bytes of its content were read. */
    long count() {
        return stream.count();
    }

    /**
     * Writes what is left of its content to a file, in place of one that is there; makes the directories above it. The file appears
     * whole or not at all.
     *
     * @return how many bytes it has
     * @throws UncheckedIOException when it cannot be written; and what {@link #stream} throws
     */
    public long saveTo(Path target) {
        return UploadFile.store(stream, target);
    }
}
