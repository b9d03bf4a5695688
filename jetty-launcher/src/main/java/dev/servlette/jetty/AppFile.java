package dev.servlette.jetty;

import dev.servlette.applications.Servlette;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** An app in one Java source file, compiled into memory. Its {@code main} is never called. */
final class AppFile {
    private static final String METHOD = "app";

    private final Path file;
    private final MemoryClasses classes;

    private AppFile(Path file, MemoryClasses classes) {
        this.file = file;
        this.classes = classes;
    }

    /** The file, compiled by the compiler of the running JDK. */
    static AppFile compile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandException("There is no file \"" + file + "\".");
        }
        if (!file.toString().endsWith(".java")) {
            throw new CommandException("\"" + file + "\" is no Java source file; the name of one ends in .java.");
        }
        return new AppFile(file, MemoryClasses.compile(file, ToolProvider.getSystemJavaCompiler()));
    }

    ClassLoader classes() {
        return classes;
    }

    /** The app that its method makes; the one method {@code static Servlette app()} when none is named. */
    Servlette app(@Nullable String named) throws ReflectiveOperationException {
        Method method = named == null ? onlyMethod() : namedMethod(named);
        try {
            method.setAccessible(true); // neither it nor its class need be public
            if (method.invoke(null) instanceof Servlette app) {
                return app;
            }
        } catch (InvocationTargetException | ExceptionInInitializerError e) {
            throw new CommandException(
                    name(method) + " of " + file + " failed: " + describe(Objects.requireNonNullElse(e.getCause(), e)));
        }
        throw new CommandException(name(method) + " of " + file + " returned null. It must return a Servlette.");
    }

    private Method onlyMethod() throws ClassNotFoundException {
        List<Method> found = methods(METHOD);
        if (found.isEmpty()) {
            throw new CommandException(
                    file + " has no app. Add \"static Servlette app()\" to one of its classes, or name"
                            + " another method of that kind with --app Class::method.");
        }
        if (found.size() > 1) {
            throw new CommandException(file + " has " + found.size() + " apps: "
                    + String.join(", ", found.stream().map(AppFile::name).toList())
                    + ". Choose one with --app Class::method.");
        }
        return found.get(0);
    }

    private Method namedMethod(String named) throws ClassNotFoundException {
        int colons = named.indexOf("::");
        if (colons < 0) {
            throw new CommandException("--app \"" + named + "\" names no method. Write it as Class::method.");
        }
        for (Method method : methods(named.substring(colons + 2))) {
            Class<?> owner = method.getDeclaringClass();
            String type = named.substring(0, colons);
            if (type.equals(owner.getName()) || type.equals(owner.getSimpleName())) {
                return method;
            }
        }
        throw new CommandException(
                file + " has no method \"" + named + "\" that is static, has no parameters and returns a Servlette.");
    }

    private List<Method> methods(String name) throws ClassNotFoundException {
        List<Method> found = new ArrayList<>();
        for (Class<?> type : classes.all()) {
            for (Method method : type.getDeclaredMethods()) {
                boolean makesApp = method.getReturnType() == Servlette.class && method.getParameterCount() == 0;
                if (makesApp && method.getName().equals(name) && Modifier.isStatic(method.getModifiers())) {
                    found.add(method);
                }
            }
        }
        return found;
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "::" + method.getName();
    }

    /** A failure in one line, with the line of the file that it came from. */
    String describe(Throwable e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            if (classes.has(frame.getClassName())) {
                return e + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
            }
        }
        return e instanceof IllegalStateException ? String.valueOf(e.getMessage()) : e.toString();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
