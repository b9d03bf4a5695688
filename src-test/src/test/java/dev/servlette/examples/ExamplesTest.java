package dev.servlette.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What all example programs have in common. */
class ExamplesTest {
    private static List<String> programs() throws IOException {
        Path here = Path.of("src/test/java/dev/servlette/examples");
        try (Stream<Path> files = Files.list(here)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith("Test.java") && !name.equals("package-info.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .toList();
        }
    }

    /** By {@code java} and by {@code servlette run}, whose name for the app is {@code static Servlette app()}. */
    @Test
    void eachRunsByItsMainAndByTheCommand() throws Exception {
        List<String> programs = programs();
        assertTrue(programs.size() >= 4, programs.toString());
        for (String program : programs) {
            Class<?> type = Class.forName("dev.servlette.examples." + program);
            assertEquals(void.class, type.getMethod("main", String[].class).getReturnType());
            Method app = type.getDeclaredMethod("app");
            assertTrue(Modifier.isStatic(app.getModifiers()), app.toString());
            assertEquals(Servlette.class, app.getReturnType());
        }
    }

    @Test
    void eachHasItsTest() throws Exception {
        for (String program : programs()) {
            Class.forName("dev.servlette.examples." + program + "Test");
        }
    }
}
