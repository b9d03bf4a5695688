package dev.servlette.staticfiles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.responses.Body;
import dev.servlette.responses.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path folder;

    @AfterEach
    void putBack() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private Resources resources(ClassLoader loader, String root) {
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return new Resources(root);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static @Nullable Response find(Resources resources, String name) throws IOException {
        return resources.find(name, false, Clock.systemUTC());
    }

    private URLClassLoader jar() throws IOException {
        Path jar = folder.resolve("a b.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : new String[] {"web/", "web/css/", "web/css/a b.css", "secret.properties"}) {
                out.putNextEntry(new JarEntry(name));
                out.write((name.endsWith("/") ? "" : "a {}").getBytes());
            }
        }
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
    }

    @Test
    void aFileInAJarIsFound() throws Exception {
        try (URLClassLoader loader = jar()) {
            Resources resources = resources(loader, "/web");
            Response found = Objects.requireNonNull(find(resources, "css/a b.css"));
            assertEquals(
                    "200 [Content-Type: text/css; charset=utf-8, Content-Length: 4, ETag: \"78eca426-4\"]",
                    found.toString());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Body.Stream body = assertInstanceOf(Body.Stream.class, found.body());
            body.writer().write(out);
            body.writer().write(out);
            assertEquals("a {}a {}", out.toString());
            assertNull(find(resources, "css"));
            assertNull(find(resources, "b.css"));
            assertNull(find(resources(loader, "web/"), "secret.properties"));
        }
    }

    @Test
    void aFileInADirectoryIsFound() throws Exception {
        Path web = Files.createDirectories(folder.toRealPath().resolve("web/css"));
        Path file = Files.writeString(web.resolve("a b.css"), "a {}");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            Resources resources = resources(loader, "web");
            Response found = Objects.requireNonNull(find(resources, "css/a b.css"));
            assertEquals(new Body.File(file, 0, 4), found.body());
            assertNull(find(resources, "css"));
        }
    }

    /** A loader that keeps its classes in memory, or in a jar within a jar. */
    @Test
    void aFileOfAnotherKindOfLoaderIsFound() throws Exception {
        Resources resources = resources(new InMemory(), "web");
        Response found = Objects.requireNonNull(find(resources, "a.unknown"));
        assertEquals("200 [Content-Type: application/octet-stream, ETag: \"e8b7be43-1\"]", found.toString());
        assertArrayEquals(new byte[] {'a'}, ((Body.Bytes) found.body()).content());
    }

    private static final class InMemory extends ClassLoader {
        @Override
        public URL getResource(String name) {
            try {
                return new URL("memory", "", 0, name, new Handler());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(new byte[] {'a'});
                }
            };
        }
    }

    /** ST1. */
    @Test
    void aDirectoryThatIsMissingIsAMistake() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> StaticFiles.ofResources("missing"));
        assertEquals(
                "StaticFiles.ofResources(\"missing\") found no such directory on the class path. A jar must have an entry for"
                        + " it, and a module must open it if its name may be that of a package.",
                e.getMessage());
    }

    @Test
    void allOfTheClassPathIsAMistake() {
        for (String root : new String[] {"", "/"}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> StaticFiles.ofResources(root));
            assertEquals(
                    "StaticFiles.ofResources(\"" + root
                            + "\") would send classes and configuration too. Put the files into"
                            + " a directory, and name it.",
                    e.getMessage());
        }
    }

    @Test
    void aThreadMayHaveNoLoader() throws IOException {
        Thread.currentThread().setContextClassLoader(null);
        assertNull(find(new Resources("dev/servlette"), "nothing"));
    }
}
