package dev.servlette.applications;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells for one debug page which frames are the app's, and finds their source while the app is developed: as a resource
 * of the class loader, or where Maven and Gradle keep it, beside the compiled class or below the working directory.
 *
 * <p>Classes in directories, and those that are nowhere, are the app's; those in jars are libraries. Nothing fails: what
 * cannot be read is not there.
 */
final class SourceFiles {
    private static final int MAX_BYTES = 2 << 20;
    private static final int LEVELS = 5; // build/classes/java/main is four deep
    private static final List<String> DIRECTORIES = List.of("src/main/java", "src/test/java");

    private final ClassLoader loader;
    private final Path workingDirectory;
    private final @Nullable String toolkit;
    private final Map<String, List<String>> read = new HashMap<>();

    SourceFiles(ClassLoader loader, Path workingDirectory) {
        this.loader = loader;
        this.workingDirectory = workingDirectory;
        this.toolkit = root(SourceFiles.class.getName());
    }

    /** The frame of a stack trace; only the app's have a source. */
    Frame frame(StackTraceElement element) {
        String root = root(element.getClassName());
        boolean isApp = isApp(element, root);
        return new Frame(element, isApp, isApp ? excerpt(element, root) : null);
    }

    private boolean isApp(StackTraceElement element, @Nullable String root) {
        String module = String.valueOf(element.getModuleName());
        if (module.startsWith("java.") || module.startsWith("jdk.")) {
            return false;
        }
        if (root == null) {
            return element.getFileName() != null; // without one it was made while the app runs, by some library
        }
        return !root.startsWith("jar:") && !root.equals(toolkit);
    }

    /** Where a class lies, the name of its file left out; {@code null} when it lies nowhere. */
    private @Nullable String root(String className) {
        try {
            String name = className.replace('.', '/') + ".class";
            URL url = loader.getResource(name);
            return url == null
                    ? null
                    : url.toString().substring(0, url.toString().length() - name.length());
        } catch (RuntimeException | LinkageError e) {
            return null;
        }
    }

    private @Nullable Excerpt excerpt(StackTraceElement element, @Nullable String root) {
        String file = element.getFileName();
        if (file == null || !file.endsWith(".java")) {
            return null;
        }
        String type = element.getClassName();
        String name = type.substring(0, type.lastIndexOf('.') + 1).replace('.', '/') + file;
        return Excerpt.around(element.getLineNumber(), read.computeIfAbsent(name, n -> lines(n, root)));
    }

    private List<String> lines(String name, @Nullable String root) {
        try (InputStream in = open(name, root)) {
            return lines(in);
        } catch (IOException | RuntimeException | LinkageError e) {
            return List.of();
        }
    }

    private InputStream open(String name, @Nullable String root) throws IOException {
        InputStream resource = loader.getResourceAsStream(name);
        if (resource != null) {
            return resource;
        }
        Path file = find(name, root);
        return file == null ? InputStream.nullInputStream() : Files.newInputStream(file);
    }

    /** A source that is larger is none that somebody reads; bytes that are not UTF-8 do not matter here. */
    private static List<String> lines(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        return bytes.length > MAX_BYTES
                ? List.of()
                : new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }

    private @Nullable Path find(String name, @Nullable String root) {
        Path above = root != null && root.startsWith("file:") ? Path.of(URI.create(root)) : null;
        for (int i = 0; i < LEVELS && above != null; i++) {
            Path found = below(above, name);
            if (found != null) {
                return found;
            }
            above = above.getParent();
        }
        return below(workingDirectory, name);
    }

    private static @Nullable Path below(Path project, String name) {
        for (String directory : DIRECTORIES) {
            Path file = project.resolve(directory).resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }
}
