package dev.servlette.staticfiles;

import dev.servlette.responses.Response;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Where files lie. */
interface Place {
    /**
     * The file of this name, as it is answered with a 200: with its type, {@code ETag} and {@code Last-Modified}; {@code null}
     * when no file is there, or it lies outside.
     *
     * @param name names that {@link FileName} allows, with slashes between them
     * @param followsSymlinks whether a file may lie outside that a symbolic link leads to
     * @throws AccessDeniedException when the file may not be read
     */
    @Nullable
    Response find(String name, boolean followsSymlinks, Clock clock) throws IOException;
}
