package dev.servlette.staticfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.responses.Body;
import dev.servlette.responses.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
    @TempDir
    private Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        folder = folder.toRealPath();
        root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(root.resolve("a.txt"), "a");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createDirectory(folder.resolve("root-2"));
        Files.writeString(folder.resolve("root-2/secret.txt"), "secret");
    }

    private @Nullable Response find(String name, boolean followsSymlinks) throws IOException {
        return new Directory(root).find(name, followsSymlinks, Clock.systemUTC());
    }

    private static Path path(@Nullable Response response) {
        return ((Body.File) Objects.requireNonNull(response).body()).path();
    }

    /** ST1. */
    @Test
    void aDirectoryThatIsMissingIsAMistake() {
        String rest = "\". It must be there when the app is built; a relative path begins at \""
                + Path.of("").toAbsolutePath() + "\".";
        Path missing = folder.resolve("missing");
        assertEquals(
                "StaticFiles was given the directory \"" + missing
                        + rest.replaceFirst("\"", "\", and nothing is there"),
                assertThrows(IllegalArgumentException.class, () -> new StaticFiles(missing))
                        .getMessage());
        Path file = root.resolve("a.txt");
        assertEquals(
                "StaticFiles was given the directory \"" + file + rest.replaceFirst("\"", "\", which is a file"),
                assertThrows(IllegalArgumentException.class, () -> new StaticFiles(file))
                        .getMessage());
    }

    /** ST2, ST6. */
    @Test
    void onlyAFileIsFound() throws IOException {
        assertEquals(root.resolve("a.txt"), path(find("a.txt", false)));
        for (String name :
                new String[] {"b.txt", "a.txt/b", "", "../root-2", "a\0", "x".repeat(300), "x/".repeat(3000)}) {
            assertNull(find(name, false), name);
            assertNull(find(name, true), name);
        }
    }

    /** ST2: the names are checked before; should one slip through, it is outside, and that a neighbour begins alike does not help. */
    @Test
    void nothingOutsideIsFound() throws IOException {
        for (String name :
                new String[] {"../secret.txt", "../root-2/secret.txt", folder + "/secret.txt", "/etc/passwd"}) {
            assertNull(find(name, false), name);
        }
    }

    /** ST3. */
    @Test
    void aLinkInsideIsFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("latest.css"), Path.of("a.txt"));
        Files.createSymbolicLink(root.resolve("self"), Path.of("."));
        Response found = Objects.requireNonNull(find("latest.css", false));
        assertEquals(root.resolve("a.txt"), path(found));
        assertEquals("text/css; charset=utf-8", found.headers().get("Content-Type"));
        assertEquals(root.resolve("a.txt"), path(find("self/self/a.txt", false)));
    }

    /** ST3. */
    @Test
    void aLinkThatLeadsOutIsFollowedWhenTold() throws IOException {
        Files.createSymbolicLink(root.resolve("out.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("out"), folder.resolve("root-2"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nothing"));
        for (String name : new String[] {"out.txt", "out/secret.txt", "loop", "dangling"}) {
            assertNull(find(name, false), name);
        }
        assertNotNull(find("out.txt", true));
        assertNotNull(find("out/secret.txt", true));
        assertNull(find("loop", true));
        assertNull(find("dangling", true));
    }

    /** ST3: a root that is a link may be changed without a restart doing more than it should: it stays what it was. */
    @Test
    void aRootMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("current"), root);
        Directory directory = new Directory(link);
        Files.delete(link);
        assertNotNull(directory.find("a.txt", false, Clock.systemUTC()));
    }
}
