package dev.servlette.jetty;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one source file, compiled into memory against the class path of this process. The source is a resource
 * beside them, as it was when it was compiled: the debug page shows its lines.
 */
final class MemoryClasses extends ClassLoader {
    private final Map<String, byte[]> compiled;
    private final String sourceName;
    private final byte[] source;

    private MemoryClasses(Map<String, byte[]> compiled, String sourceName, byte[] source) {
        super(MemoryClasses.class.getClassLoader());
        this.compiled = compiled;
        this.sourceName = sourceName;
        this.source = source;
    }

    /**
     * Compiles a file.
     *
     * @param compiler {@code null} when this Java has none
     */
    static MemoryClasses compile(Path file, @Nullable JavaCompiler compiler) throws IOException {
        if (compiler == null) {
            throw new CommandException("This Java has no compiler, which " + file
                    + " needs. Run the command with a JDK: " + System.getProperty("java.home") + " is a bare runtime.");
        }
        byte[] source = Files.readAllBytes(file);
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, StandardCharsets.UTF_8);
                InMemory memory = new InMemory(files)) {
            List<String> options =
                    List.of("-classpath", System.getProperty("java.class.path"), "-g", "-parameters", "-proc:none");
            if (!compiler.getTask(null, memory, problems, options, null, files.getJavaFileObjects(file))
                    .call()) {
                throw new CommandException(file + " does not compile." + errors(problems));
            }
            Map<String, byte[]> compiled = memory.classes();
            return new MemoryClasses(compiled, sourceName(compiled, file), source);
        }
    }

    /** All classes of a file are of one package. */
    private static String sourceName(Map<String, byte[]> compiled, Path file) {
        String first = compiled.isEmpty() ? "" : compiled.keySet().iterator().next();
        return first.substring(0, first.lastIndexOf('.') + 1).replace('.', '/') + file.getFileName();
    }

    private static String errors(DiagnosticCollector<JavaFileObject> problems) {
        StringBuilder text = new StringBuilder();
        for (Diagnostic<?> problem : problems.getDiagnostics()) {
            if (problem.getKind() == Diagnostic.Kind.ERROR) {
                text.append(System.lineSeparator()).append(problem);
            }
        }
        return text.toString();
    }

    boolean has(String name) {
        return compiled.containsKey(name);
    }

    /** All classes of the file, in the order of their names. */
    List<Class<?>> all() throws ClassNotFoundException {
        List<Class<?>> all = new ArrayList<>();
        for (String name : compiled.keySet()) {
            all.add(loadClass(name));
        }
        return all;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = compiled.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        return name.equals(sourceName) ? new ByteArrayInputStream(source) : super.getResourceAsStream(name);
    }

    /** Takes what the compiler writes. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            written.put(name, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new TreeMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }
}
