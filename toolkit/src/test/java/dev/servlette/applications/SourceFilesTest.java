package dev.servlette.applications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
    private static final ClassLoader LOADER = Objects.requireNonNull(SourceFilesTest.class.getClassLoader());

    @TempDir
    private Path directory;

    /** Has one resource, and says that all classes but the toolkit's lie below one address. */
    private static final class Loader extends ClassLoader {
        private final @Nullable String root;
        private final byte @Nullable [] source;

        Loader(@Nullable String root, byte @Nullable [] source) {
            super(null);
            this.root = root;
            this.source = source;
        }

        @Override
        protected @Nullable URL findResource(String name) {
            try {
                return root == null || name.startsWith("dev/") ? null : new URL(root + name);
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return source == null ? null : new ByteArrayInputStream(source);
        }
    }

    private static StackTraceElement at(String type, @Nullable String file, int line) {
        return new StackTraceElement(type, "run", file, line);
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private @Nullable String line(ClassLoader loader, StackTraceElement element) {
        Excerpt source = new SourceFiles(loader, directory).frame(element).source();
        return source == null ? null : source.line();
    }

    @Test
    void theSourceOfATestIsFoundBesideItsClass() {
        StackTraceElement here = new Throwable("here").getStackTrace()[0];
        assertEquals("StackTraceElement here = new Throwable(\"here\").getStackTrace()[0];", line(LOADER, here));
    }

    @Test
    void classesOfTheToolkitOfLibrariesAndOfTheJdkAreNotTheApps() {
        SourceFiles sources = new SourceFiles(LOADER, directory);
        for (Class<?> type : new Class<?>[] {SourceFiles.class, Test.class, String.class}) {
            String module = type == String.class ? "java.base" : null;
            StackTraceElement element = new StackTraceElement(null, module, null, type.getName(), "a", "A.java", 1);
            assertFalse(sources.frame(element).isApp(), type.getName());
            assertNull(sources.frame(element).source());
        }
        assertFalse(sources.frame(new StackTraceElement(null, "jdk.httpserver", null, "a.A", "a", "A.java", 1))
                .isApp());
        assertTrue(sources.frame(new StackTraceElement(null, "shop", null, "a.A", "a", "A.java", 1))
                .isApp());
    }

    /** Proxies and the like have no file; what is compiled into memory from a file is the app's. */
    @Test
    void aClassThatLiesNowhereIsTheAppsIfItHasAFile() {
        SourceFiles sources = new SourceFiles(new Loader(null, null), directory);
        assertTrue(sources.frame(at("Shop", "Shop.java", 1)).isApp());
        assertFalse(sources.frame(at("Shop$$Proxy", null, 1)).isApp());
    }

    @Test
    void aResourceOfTheClassLoaderIsTheSource() {
        byte[] text = "first\nsecond \u00e9".getBytes(UTF_8);
        assertEquals("second \u00e9", line(new Loader(null, text), at("shop.Shop", "Shop.java", 2)));
        assertNull(line(new Loader(null, new byte[(2 << 20) + 1]), at("shop.Shop", "Shop.java", 1)));
    }

    @Test
    void theWorkingDirectoryHasSources() throws IOException {
        write("src/main/java/shop/Shop.java", "main");
        write("src/test/java/Test.java", "test");
        Loader loader = new Loader(null, null);
        assertEquals("main", line(loader, at("shop.Shop$Items", "Shop.java", 1)));
        assertEquals("test", line(loader, at("Test", "Test.java", 1)));
        assertNull(line(loader, at("Shop", "Shop.java", 1)));
        assertNull(line(new Loader("http://there/", null), at("None", "None.java", 1)));
    }

    /** The module of a larger build is nearer than the directory that the program was started in. */
    @Test
    void theSourceBesideTheClassIsNearest() throws IOException {
        write("src/main/java/Shop.java", "the other one");
        write("module/src/main/java/Shop.java", "this one");
        URI classes = directory.resolve("module/build/classes/java/main").toUri();
        assertEquals("this one", line(new Loader(classes + "/", null), at("Shop", "Shop.java", 1)));
        URI deeper = directory.resolve("module/a/b/c/d/e").toUri();
        assertEquals("the other one", line(new Loader(deeper + "/", null), at("Shop", "Shop.java", 1)));
        assertEquals("the other one", line(new Loader("file:/", null), at("Shop", "Shop.java", 1)));
    }

    @Test
    void onlySourcesAreShown() throws IOException {
        write("src/main/java/passwords", "secret");
        Loader loader = new Loader("http://there/", null);
        assertNull(line(loader, at("Shop", "passwords", 1)));
        assertNull(line(loader, at("Shop", null, 1)));
        assertTrue(new SourceFiles(loader, directory).frame(at("Shop", null, 1)).isApp());
    }

    @Test
    void aSourceThatCannotBeReadIsNotThere() {
        assertNull(line(new Loader("file:/%zz/", null), at("Shop", "Shop.java", 1)));
        ClassLoader failing = new ClassLoader(null) {
            @Override
            public @Nullable URL getResource(String name) {
                throw new IllegalStateException("closed");
            }
        };
        assertNull(line(failing, at("Shop", "Shop.java", 1)));
        assertNotNull(new SourceFiles(failing, directory).frame(at("Shop", "Shop.java", 1)));
    }

    @Test
    void aSourceThatDoesNotFitIsNotShown() throws IOException {
        write("src/main/java/Shop.java", "one line");
        assertNull(line(new Loader(null, null), at("Shop", "Shop.java", 2)));
    }
}
