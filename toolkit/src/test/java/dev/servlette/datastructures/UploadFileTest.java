package dev.servlette.datastructures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFileTest {
    private static final Headers HEADERS = Headers.of("Content-Type", "text/plain", "X-A", "1");
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @TempDir
    private Path temp;

    private UploadFile onDisk() throws IOException {
        return UploadFile.of("a.txt", HEADERS, Files.write(temp.resolve("spooled"), CONTENT));
    }

    private static UploadFile inMemory() {
        return UploadFile.of("a.txt", HEADERS, CONTENT);
    }

    private List<UploadFile> both() throws IOException {
        return List.of(inMemory(), onDisk());
    }

    private List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::getFileName).sorted().toList();
        }
    }

    /** FM11. */
    @Test
    void itSaysWhatTheClientSaid() throws IOException {
        for (UploadFile file : both()) {
            assertEquals("a.txt", file.filename());
            assertEquals("text/plain", file.contentType());
            assertEquals(HEADERS, file.headers());
            assertEquals(7, file.sizeBytes());
            assertEquals("UploadFile[a.txt, text/plain, 7 bytes]", file.toString());
        }
        assertNull(UploadFile.of("", Headers.empty(), CONTENT).contentType());
    }

    /** FM11. */
    @Test
    void itIsReadFromItsBeginningEachTime() throws IOException {
        for (UploadFile file : both()) {
            try (InputStream stream = file.stream()) {
                assertEquals('c', stream.read());
            }
            assertArrayEquals(CONTENT, file.bytes());
            assertArrayEquals(CONTENT, file.bytes());
        }
    }

    @Test
    void itIsMovedBelowNewDirectoriesAndInPlaceOfAnother() throws IOException {
        for (UploadFile file : both()) {
            Path target = temp.resolve("new/deep").resolve(String.valueOf(file.hashCode()));
            file.moveTo(target);
            assertArrayEquals(CONTENT, Files.readAllBytes(target));
            Path again = Files.writeString(temp.resolve("there"), "old");
            UploadFile.of("b", HEADERS, target).moveTo(again);
            assertEquals("content", Files.readString(again));
        }
        assertEquals(List.of(Path.of("new"), Path.of("there")), files(temp));
        assertEquals(List.of(), files(temp.resolve("new/deep")));
    }

    /** A store of uploads is often a link to another disk. */
    @Test
    void aDirectoryMayBeALink() throws IOException {
        Path real = Files.createDirectory(temp.resolve("real"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), real);
        onDisk().moveTo(link.resolve("a"));
        inMemory().moveTo(link.resolve("b"));
        assertEquals(List.of(Path.of("a"), Path.of("b")), files(real));
    }

    @Test
    void itHasTheSameRightsWhereverItWas() throws IOException {
        Path file = temp.resolve("1");
        Path bytes = temp.resolve("2");
        onDisk().moveTo(file);
        inMemory().moveTo(bytes);
        assertEquals(Files.getPosixFilePermissions(bytes), Files.getPosixFilePermissions(file));
    }

    /** A rename is not possible from one file system to another. */
    @Test
    void toAnotherFileSystemItIsCopied() throws IOException {
        try (FileSystem other = FileSystems.newFileSystem(temp.resolve("other.zip"), Map.of("create", "true"))) {
            onDisk().moveTo(other.getPath("/deep/a"));
            assertEquals("content", Files.readString(other.getPath("/deep/a")));
            assertEquals(List.of(other.getPath("a")), files(other.getPath("/deep")));
        }
        assertEquals(List.of(Path.of("other.zip")), files(temp));
    }

    @Test
    void whatWasMovedIsNotReadHereAndNotDeleted() throws IOException {
        Path target = temp.resolve("target");
        for (UploadFile file : both()) {
            file.moveTo(target);
            file.delete();
            String message =
                    assertThrows(IllegalStateException.class, file::bytes).getMessage();
            assertEquals("The upload \"a.txt\" was moved to \"" + target + "\". Read it there.", message);
            assertThrows(IllegalStateException.class, () -> file.moveTo(target));
            assertEquals("content", Files.readString(target));
        }
    }

    /** Of either kind: code that works with small files only would be found too late. */
    @Test
    void whatWasDeletedIsNotRead() throws IOException {
        for (UploadFile file : both()) {
            file.delete();
            file.delete();
            String message =
                    assertThrows(IllegalStateException.class, file::stream).getMessage();
            assertEquals(
                    "The upload \"a.txt\" was deleted, as all are that nobody moved when the answer has ended. Call moveTo(..)"
                            + " before.",
                    message);
            assertEquals(7, file.sizeBytes());
        }
        assertEquals(List.of(), files(temp));
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsAnError() throws IOException {
        Path occupied = Files.createDirectories(temp.resolve("occupied/inside")).getParent();
        for (UploadFile file : both()) {
            assertThrows(UncheckedIOException.class, () -> file.moveTo(occupied));
            assertThrows(UncheckedIOException.class, () -> file.moveTo(Path.of("/")));
            assertArrayEquals(CONTENT, file.bytes());
        }
        assertEquals(List.of(Path.of("occupied"), Path.of("spooled")), files(temp));
    }

    @Test
    void aFileThatIsNotThereIsAnError() throws IOException {
        Path missing = temp.resolve("missing");
        assertThrows(UncheckedIOException.class, () -> UploadFile.of("a", HEADERS, missing));
        UploadFile file = onDisk();
        Files.delete(temp.resolve("spooled"));
        assertThrows(UncheckedIOException.class, file::stream);
        Files.createDirectories(temp.resolve("spooled/inside"));
        assertThrows(UncheckedIOException.class, file::bytes);
        assertThrows(UncheckedIOException.class, file::delete);
    }

    /** The source breaks while it is copied to another file system. */
    @Test
    void whatCannotBeCopiedIsAnError() throws IOException {
        UploadFile file = onDisk();
        Files.delete(temp.resolve("spooled"));
        Files.createDirectory(temp.resolve("spooled"));
        try (FileSystem other = FileSystems.newFileSystem(temp.resolve("other.zip"), Map.of("create", "true"))) {
            Path target = other.getPath("/a");
            assertThrows(UncheckedIOException.class, () -> file.moveTo(target));
            assertFalse(Files.exists(target));
        }
    }

    @Test
    void aStoredStreamAppearsWholeOrNotAtAll() throws IOException {
        Path target = temp.resolve("deep/a");
        assertEquals(7, UploadFile.store(new ByteArrayInputStream(CONTENT), target));
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }
        };
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> UploadFile.store(broken, target));
        assertEquals("java.io.IOException: broken", e.getMessage());
        assertEquals("content", Files.readString(target));
        assertEquals(List.of(Path.of("a")), files(temp.resolve("deep")));
    }
}
