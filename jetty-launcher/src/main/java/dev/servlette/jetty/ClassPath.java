package dev.servlette.jetty;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class path as Java has it at run time: what was {@code lib/*} are jars, and what does not exist stands there all the same.
 *
 * @param entries jars and directories
 */
record ClassPath(List<String> entries) {
    /** That of this process. The script {@code servlette} puts there what its option {@code --class-path} says. */
    static ClassPath ofProcess() {
        return new ClassPath(split(System.getProperty("java.class.path")));
    }

    private static List<String> split(String path) {
        return List.of(path.split(File.pathSeparator));
    }

    /** Refuses an option {@code --class-path} with an entry that adds nothing, which Java passes over in silence. */
    void check(@Nullable String option) {
        for (String entry : option == null ? List.<String>of() : split(option)) {
            if (!has(entry)) {
                throw new CommandException(
                        "\"" + entry + "\" of --class-path adds nothing. Give jars, directories of classes, or"
                                + " 'lib/*' for all jars of lib; only the script servlette adds them.");
            }
        }
    }

    private boolean has(String entry) {
        if (!entry.endsWith("/*")) {
            return entries.contains(entry) && Files.exists(Path.of(entry));
        }
        String directory = entry.substring(0, entry.length() - 1);
        return entries.stream().anyMatch(jar -> jar.startsWith(directory) && jar.endsWith(".jar"));
    }
}
