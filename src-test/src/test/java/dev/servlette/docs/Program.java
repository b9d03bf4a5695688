package dev.servlette.docs;

import dev.servlette.applications.Servlette;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A Java program on a page, compiled as strictly as the toolkit itself. */
final class Program {
    private static final Pattern NAME = Pattern.compile("^(?:public )?(?:final )?class (\\w+)", Pattern.MULTILINE);

    private final String name;
    private final String source;
    private final Path directory;

    Program(String source, Path directory) {
        Matcher matcher = NAME.matcher(source);
        this.name = matcher.find() ? matcher.group(1) : "Unnamed";
        this.source = source;
        this.directory = directory;
    }

    /** Compiles it; what the compiler says, {@code ""} when it has nothing to say. */
    String compile() throws IOException {
        Path file = Files.writeString(Files.createDirectories(directory).resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options =
                List.of("-d", directory.toString(), "-Xlint:all,-classfile,-processing", "-Werror", "--release", "17");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean good = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            return good ? "" : name + ": " + said;
        }
    }

    /** The apps that it makes, with {@code static Servlette app()} or as a {@code ServletteApplication}. */
    List<Servlette> apps(ClassLoader loader) throws ReflectiveOperationException {
        List<Servlette> apps = new ArrayList<>();
        Class<?> type = loader.loadClass(name);
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("app") && method.getParameterCount() == 0 && !method.isSynthetic()) {
                method.setAccessible(true);
                boolean isStatic = Modifier.isStatic(method.getModifiers());
                apps.add((Servlette)
                        method.invoke(isStatic ? null : type.getConstructor().newInstance()));
            }
        }
        return apps;
    }

    /** Finds the classes that it was compiled to; to be closed when its apps have answered. */
    URLClassLoader loader() throws IOException {
        return new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
    }

    @Override
    public String toString() {
        return name;
    }
}
