package dev.servlette.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The program of the package {@code probe} as a module of its own, on a module path that holds only what it is given: the
 * jar, or the directory, that each of some types was loaded from.
 */
final class ModularProgram {
    private static final String DECLARATION = "open module probe { requires dev.servlette; }\n";
    private static final Path SOURCE = Path.of("src/test/java/dev/servlette/modules/probe/Probe.java");

    private final Path directory;

    /** Everything that it needs and makes lies in this directory. */
    ModularProgram(Path directory) {
        this.directory = directory;
    }

    private static String modulePath(List<Class<?>> oneOfEach) {
        return oneOfEach.stream()
                .map(ModularProgram::origin)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String classes() {
        return directory.resolve("classes").toString();
    }

    /** Compiles it as a module, without a warning, and gives it a resource. */
    ModularProgram compile(List<Class<?>> oneOfEach) throws IOException {
        Files.createDirectories(directory.resolve("classes/static"));
        Files.writeString(directory.resolve("classes/static/a.txt"), "a resource of the module");
        Path declaration = Files.writeString(directory.resolve("module-info.java"), DECLARATION);
        List<String> options = List.of(
                "-d", classes(), "-p", modulePath(oneOfEach), "--release", "17", "-Xlint:all,-processing", "-Werror");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var sources = files.getJavaFileObjects(declaration, SOURCE);
            assertTrue(
                    compiler.getTask(said, files, null, options, null, sources).call(), said::toString);
        }
        return this;
    }

    /** Runs it in a JVM of its own, and gives the lines that it prints. */
    List<String> run(List<Class<?>> oneOfEach, String... options) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String path = modulePath(oneOfEach) + File.pathSeparator + classes();
        List<String> command = Stream.of(
                        Stream.of(java.toString(), "-p", path),
                        Stream.of(options),
                        Stream.of("-m", "probe/dev.servlette.modules.probe.Probe"))
                .flatMap(words -> words)
                .toList();
        return output(new ProcessBuilder(command));
    }

    private List<String> output(ProcessBuilder program) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process =
                program.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it did not end within 60 s");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), Files.readString(err));
        return Files.readAllLines(out);
    }
}
