package dev.servlette.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code servlette}, in a checkout that has been built, with a Java that says what it was given. */
@Timeout(60)
class ScriptTest {
    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "%s"' >&2; exit; fi
            for argument; do echo "$argument"; done
            """;

    @TempDir
    private Path top;

    @BeforeEach
    void checkOut() throws IOException {
        Path script = Path.of("").toAbsolutePath().getParent().resolve("servlette");
        Files.copy(script, top.resolve("servlette"));
        for (String file : List.of("pom.xml", "toolkit/pom.xml", "jetty-launcher/pom.xml")) {
            Files.createDirectories(top.resolve(file).getParent().resolve("src/main"));
            Files.createFile(top.resolve(file));
        }
        Files.createDirectories(top.resolve("jetty-launcher/target"));
        Path built = Files.createFile(top.resolve("jetty-launcher/target/servlette-built"));
        Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(60)));
        install("17.0.1");
    }

    private void install(String version) throws IOException {
        Path java = top.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, JAVA.formatted(version));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    private Process start(String... args) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("bash", top.resolve("servlette").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", top.resolve("jdk").toString());
        return builder.start();
    }

    private static List<String> said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
    }

    private void assertRuns(String added, String... args) throws IOException, InterruptedException {
        Process process = start(args);
        String target = top.toRealPath().resolve("jetty-launcher/target").toString();
        List<String> expected = new ArrayList<>(
                List.of("-cp", target + "/classes:" + target + "/lib/*" + added, "dev.servlette.jetty.Command"));
        expected.addAll(List.of(args));
        assertEquals(expected, said(process));
        assertEquals(0, process.waitFor());
    }

    @Test
    void theCommandHasItsArgumentsAsTheyWereGiven() throws Exception {
        assertRuns("");
        assertRuns("", "run", "my app.java", "--port", "0", "");
    }

    @Test
    void theClassPathOfTheAppLiesBesideServlette() throws Exception {
        assertRuns(":a.jar:my lib/*", "run", "--class-path", "a.jar:my lib/*", "App.java");
        assertRuns(":a.jar", "run", "App.java", "--class-path=a.jar");
        assertRuns(":a.jar", "run", "-cp", "a.jar", "App.java");
        assertRuns(":a.jar", "run", "-cp=a.jar", "App.java");
    }

    @Test
    void anOldJavaIsNamed() throws Exception {
        install("1.8.0_402");
        Process process = start("run", "App.java");
        List<String> said = said(process);
        assertEquals(1, said.size());
        assertTrue(
                said.get(0).endsWith("is Java 8. Servlette needs a JDK, 17 or newer; set JAVA_HOME to one."),
                said.get(0));
        assertEquals(1, process.waitFor());
    }
}
