package dev.servlette.requests;

import dev.servlette.datastructures.UploadFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The files of one form: in memory while there is room, else in temporary files. These lie in a directory that no other user can
 * look into, and so have the rights of ordinary files where they are moved to.
 */
final class Uploads {
    /** Says whose directories are left behind when a process was killed. */
    static final String PREFIX = "servlette-" + ProcessHandle.current().pid() + "-";

    private final ReentrantLock lock =
            new ReentrantLock(); // an answer may end while another thread still reads the form
    private final List<Map.Entry<String, UploadFile>> received = new ArrayList<>();
    private final Path parent;
    private long memory;
    private @Nullable Path directory;
    private int files;
    private boolean hasEnded;

    /** Uploads of which so many bytes stay in memory; what is more goes below this directory. */
    Uploads(long memory, Path parent) {
        this.memory = memory;
        this.parent = parent;
    }

    List<Map.Entry<String, UploadFile>> received() {
        return received;
    }

    /**
     * Takes the content of a part.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    void receive(Part part, String filename) {
        byte[] head = part.head(memory + 1);
        UploadFile upload;
        if (head.length > memory) {
            upload = UploadFile.of(filename, part.headers(), write(head, part.stream()));
        } else {
            memory -= head.length;
            upload = UploadFile.of(filename, part.headers(), head);
        }
        keep(part.name(), upload);
    }

    private void keep(String name, UploadFile upload) {
        lock.lock();
        try {
            received.add(Map.entry(name, upload));
            if (hasEnded) {
                upload.delete();
            }
        } finally {
            lock.unlock();
        }
    }

    private Path write(byte[] head, InputStream rest) {
        try {
            Path file = next();
            try (OutputStream out =
                    Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                out.write(head);
                rest.transferTo(out);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "An upload could not be written to a temporary file below " + parent + ".", e);
        }
    }

    private Path next() throws IOException {
        lock.lock();
        try {
            if (hasEnded) {
                throw new IOException("The answer has ended.");
            }
            Path known = directory;
            if (known == null) {
                known = Files.createTempDirectory(parent, PREFIX); // for its owner only, where there are such rights
                directory = known;
            }
            return known.resolve(String.valueOf(files++));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes what was not moved. What still arrives is deleted too.
     *
     * @throws UncheckedIOException when something cannot be deleted
     */
    void delete() {
        lock.lock();
        try {
            hasEnded = true;
            received.forEach(upload -> upload.getValue().delete());
            Path known = directory;
            if (known != null) {
                for (int i = 0; i < files; i++) {
                    Files.deleteIfExists(known.resolve(String.valueOf(i))); // one that came in part only
                }
                Files.deleteIfExists(known);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary files of a form could not be deleted.", e);
        } finally {
            lock.unlock();
        }
    }
}
