package dev.servlette.staticfiles;

import dev.servlette.responses.Body;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The files of a directory, and of those in it. */
final class Directory implements Place {
    private final Path root;
    private final Access access;

    /** A directory that is there; where the link that it may be leads is looked up once. */
    Directory(Path directory) {
        this(directory, Access.OF_PROCESS);
    }

    Directory(Path directory, Access access) {
        this.access = access;
        root = real(directory);
        if (!Files.isDirectory(root)) {
            throw refused(directory, "which is a file");
        }
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw refused(directory, "and nothing is there");
        }
    }

    private static IllegalArgumentException refused(Path directory, String what) {
        return new IllegalArgumentException("StaticFiles was given the directory \"" + directory + "\", " + what
                + ". It must be there when the app is built; a relative path begins at \""
                + Path.of("").toAbsolutePath() + "\".");
    }

    @Override
    public @Nullable Response find(String name, boolean followsSymlinks, Clock clock) throws IOException {
        Path path;
        try {
            path = root.resolve(name);
        } catch (InvalidPathException e) {
            return null;
        }
        if (!access.isReadable(path)) {
            return null;
        }
        Path real = followsSymlinks ? path : path.toRealPath();
        return real.startsWith(root) ? file(path, real, clock) : null;
    }

    /** A file that lies here and has its type by the name that was asked for; {@code null} when it is none, or has just gone. */
    static @Nullable Response file(Path named, Path real, Clock clock) throws IOException {
        try {
            return FileResponse.measured(new FileResponse(named).withBody(new Body.File(real)), clock);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
