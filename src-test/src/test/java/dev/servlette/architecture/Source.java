package dev.servlette.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One source file as the JDK's compiler parses it.
 *
 * @param unit the file
 * @param trees where its parts and comments are
 */
record Source(CompilationUnitTree unit, DocTrees trees) {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    /** The main sources of the modules that other projects use. */
    static List<Source> ofModules() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (String module : List.of("toolkit", "jetty-launcher")) {
            sources.addAll(under(Path.of("..", module, "src", "main", "java")));
        }
        return sources;
    }

    private static List<Source> under(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory);
                StandardJavaFileManager files = JAVAC.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> found = paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            return parse(files.getJavaFileObjectsFromPaths(found));
        }
    }

    static Source of(String name, String text) throws IOException {
        URI uri = URI.create("string:///" + name);
        JavaFileObject file = new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        return parse(List.of(file)).get(0);
    }

    private static List<Source> parse(Iterable<? extends JavaFileObject> files) throws IOException {
        JavacTask task = (JavacTask) JAVAC.getTask(null, null, null, List.of(), null, files);
        List<Source> sources = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            sources.add(new Source(unit, DocTrees.instance(task)));
        }
        return sources;
    }

    /** The name of the file without its directory. */
    String name() {
        return Path.of(unit.getSourceFile().toUri().getPath()).getFileName().toString();
    }

    /** How many lines the file has. */
    long lines() {
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, unit));
    }

    /** The lines of a part, its first and its last included. */
    long lines(Tree part) {
        return lastLine(part) - firstLine(part) + 1;
    }

    /** A part as a message names it: {@code Route.java:12 of}. */
    String said(Tree part, CharSequence name) {
        return name() + ":" + firstLine(part) + " " + name;
    }

    private long firstLine(Tree part) {
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, part));
    }

    private long lastLine(Tree part) {
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, part));
    }
}
