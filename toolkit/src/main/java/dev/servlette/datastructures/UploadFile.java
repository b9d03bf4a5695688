package dev.servlette.datastructures;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that was sent with a form: in memory when it is small, else in a temporary file. What is not moved is deleted when the
 * answer has ended, before background tasks run. Used by one thread at a time.
 */
public final class UploadFile {
    private final String filename;
    private final Headers headers;
    private final long sizeBytes;
    private final byte @Nullable [] content;
    private final @Nullable Path file;
    private volatile @Nullable String gone;

    private UploadFile(
            String filename, Headers headers, long sizeBytes, byte @Nullable [] content, @Nullable Path file) {
        this.filename = filename;
        this.headers = headers;
        this.sizeBytes = sizeBytes;
        this.content = content;
        this.file = file;
    }

    /** A file of these bytes, which are not copied, with the headers of its part. */
    public static UploadFile of(String filename, Headers headers, byte[] content) {
        return new UploadFile(filename, headers, content.length, content, null);
    }

    /**
     * A file that lies there, with the headers of its part; moving it moves that file.
     *
     * @throws UncheckedIOException when it cannot be looked at
     */
    public static UploadFile of(String filename, Headers headers, Path file) {
        try {
            return new UploadFile(filename, headers, Files.size(file), null, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name that the client gave it. It may be empty, or a path that leads anywhere: never a place to write to. */
    public String filename() {
        return filename;
    }

    /** The media type that the client says it has; {@code null} when it says none. */
    public @Nullable String contentType() {
        return headers.get("Content-Type");
    }

    /** The headers of its part. */
    public Headers headers() {
        return headers;
    }

    /** How many bytes it has. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /**
     * Its content, from the beginning at each call. To be closed.
     *
     * @throws IllegalStateException when it was moved or deleted
     * @throws UncheckedIOException when it cannot be read
     */
    public InputStream stream() {
        checkHere();
        try {
            return content != null ? new ByteArrayInputStream(content) : Files.newInputStream(place());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its content as a whole; throws what {@link #stream} throws. */
    public byte[] bytes() {
        try (InputStream stream = stream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Moves it to a place where it stays, in place of a file that is there; makes the directories above it. The file appears whole
     * or not at all.
     *
     * @throws IllegalStateException when it was moved or deleted
     * @throws UncheckedIOException when it cannot be moved
     */
    public void moveTo(Path target) {
        checkHere();
        try {
            if (content != null || !hasRenamed(place(), target)) {
                copyTo(target);
                delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gone = "was moved to \"" + target + "\". Read it there.";
    }

    /** Whether the file could be moved without a copy, which is so within a file store. */
    private static boolean hasRenamed(Path file, Path target) throws IOException {
        createParents(target);
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            return false;
        }
    }

    private void copyTo(Path target) throws IOException {
        try (InputStream stream = stream()) {
            write(stream, target);
        }
    }

    /**
     * Writes what a stream gives to a file, in place of one that is there; makes the directories above it. The file appears whole or
     * not at all.
     *
     * @return how many bytes it has
     * @throws UncheckedIOException when it cannot be written
     */
    public static long store(InputStream content, Path target) {
        try {
            return write(content, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long write(InputStream content, Path target) throws IOException {
        Path beside = target.resolveSibling("." + UUID.randomUUID());
        createParents(target);
        try {
            long bytes = copy(content, beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            return bytes;
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static long copy(InputStream content, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return content.transferTo(out);
        }
    }

    private static void createParents(Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null
                && !Files.isDirectory(parent)) { // which may be a link: createDirectories of JDK 17 refuses those
            Files.createDirectories(parent);
        }
    }

    /**
     * Deletes it, unless it was moved. The request does so when the answer has ended.
     *
     * @throws UncheckedIOException when it cannot be deleted
     */
    public void delete() {
        if (gone == null) {
            gone = "was deleted, as all are that nobody moved when the answer has ended. Call moveTo(..) before.";
            try {
                if (file != null) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void checkHere() {
        if (gone != null) {
            throw new IllegalStateException("The upload \"" + filename + "\" " + gone);
        }
    }

    private Path place() {
        return Objects.requireNonNull(file);
    }

    /** What the client says of it, for logs. */
    @Override
    public String toString() {
        return "UploadFile[" + filename + ", " + contentType() + ", " + sizeBytes + " bytes]";
    }
}
