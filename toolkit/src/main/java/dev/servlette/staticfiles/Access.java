package dev.servlette.staticfiles;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process may read, as the file system says; tests say it themselves, as for the superuser nothing is denied. */
@FunctionalInterface
interface Access {
    /** What the file system of a path lets this process read. */
    Access OF_PROCESS = path -> path.getFileSystem().provider().checkAccess(path, AccessMode.READ);

    /** Does nothing if this may be read, and else throws what is in the way. */
    void check(Path path) throws IOException;

    /**
     * Whether something is there that may be read.
     *
     * @throws AccessDeniedException when it is there and may not, and is no directory, which is not sent anyway
     */
    default boolean isReadable(Path path) throws AccessDeniedException {
        try {
            check(path);
            return true;
        } catch (AccessDeniedException e) {
            if (Files.isDirectory(path)) {
                return false;
            }
            throw e;
        } catch (IOException e) {
            return false; // nothing is there, or the name is one that no file has
        }
    }
}
