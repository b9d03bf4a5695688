package dev.servlette.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.servlette.handlers.Handler;
import dev.servlette.jetty.Jetty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/** The compiled classes of a module, from its jar or from its {@code target/classes}. */
final class Compiled {
    /** Below this package stand the classes that break the rules, to show that the rules see it. */
    static final String FIXTURE = "dev.servlette.architecture.fixture";

    private static final JavaClasses TOOLKIT = besides(Handler.class);
    private static final JavaClasses LAUNCHER = besides(Jetty.class);

    private Compiled() {}

    static JavaClasses toolkit() {
        return TOOLKIT;
    }

    static JavaClasses launcher() {
        return LAUNCHER;
    }

    static JavaClasses fixture(String name) {
        return new ClassFileImporter().importPackages(FIXTURE + "." + name);
    }

    private static JavaClasses besides(Class<?> type) {
        try {
            Path home = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(home)) {
                return new ClassFileImporter().importPath(home);
            }
            try (JarFile jar = new JarFile(home.toFile())) {
                return new ClassFileImporter().importJar(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
