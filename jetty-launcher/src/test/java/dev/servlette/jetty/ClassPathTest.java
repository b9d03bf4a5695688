package dev.servlette.jetty;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
    @TempDir
    private Path directory;

    private void assertRefuses(String entry, ClassPath path, String option) {
        CommandException e = assertThrows(CommandException.class, () -> path.check(option));
        assertEquals(
                "\"" + entry
                        + "\" of --class-path adds nothing. Give jars, directories of classes, or 'lib/*' for all jars"
                        + " of lib; only the script servlette adds them.",
                e.getMessage());
    }

    @Test
    void noOptionIsFine() {
        assertDoesNotThrow(() -> new ClassPath(List.of()).check(null));
    }

    @Test
    void whatIsThereIsFine() throws IOException {
        String jar = Files.createFile(directory.resolve("a.jar")).toString();
        ClassPath path = new ClassPath(List.of("classes", directory.toString(), jar));
        assertDoesNotThrow(() -> path.check(jar));
        assertDoesNotThrow(() -> path.check(directory + File.pathSeparator + jar));
        assertDoesNotThrow(() -> path.check(directory + "/*"));
    }

    /** Java itself would pass it over. */
    @Test
    void whatAddsNothingIsNamed() throws IOException {
        String jar = Files.createFile(directory.resolve("a.jar")).toString();
        String missing = directory.resolve("b.jar").toString();
        assertRefuses(missing, new ClassPath(List.of(jar, missing)), jar + File.pathSeparator + missing);
        assertRefuses(directory + "/*", new ClassPath(List.of(directory.toString())), directory + "/*");
        assertRefuses("lib/*", new ClassPath(List.of(jar, "lib/a.txt")), "lib/*");
    }

    /** An option that the script did not see. */
    @Test
    void whatIsNotOnTheClassPathIsNamed() {
        assertRefuses(directory.toString(), ClassPath.ofProcess(), directory.toString());
    }
}
