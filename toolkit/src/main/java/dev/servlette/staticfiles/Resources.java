package dev.servlette.staticfiles;

import dev.servlette.datastructures.MediaType;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The files below a directory of the class path: in jars, or in directories while one develops. */
final class Resources implements Place {
    private final ClassLoader loader;
    private final String root;
    private final Access access;

    /** A directory that is there, as the context class loader of this thread sees it. */
    Resources(String directory) {
        this(directory, Access.OF_PROCESS);
    }

    Resources(String directory, Access access) {
        this.access = access;
        root = directory.startsWith("/") ? directory.substring(1) : directory;
        loader = loader();
        if (root.isEmpty()) {
            throw new IllegalArgumentException("StaticFiles.ofResources(\"" + directory
                    + "\") would send classes and configuration too. Put the files into a directory, and name it.");
        }
        if (loader.getResource(root) == null) {
            throw new IllegalArgumentException("StaticFiles.ofResources(\"" + directory
                    + "\") found no such directory on the class path. A jar must have an entry for it, and a module must open it if its"
                    + " name may be that of a package.");
        }
    }

    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? ClassLoader.getSystemClassLoader() : ofThread;
    }

    @Override
    public @Nullable Response find(String name, boolean followsSymlinks, Clock clock) throws IOException {
        URL url = loader.getResource(root.endsWith("/") ? root + name : root + '/' + name);
        if (url == null) {
            return null;
        }
        if (url.getProtocol().equals("file")) {
            Path file = Path.of(URI.create(url.toString()));
            return access.isReadable(file) ? Directory.file(file, file, clock) : null;
        }
        return opened(url, MediaType.ofFile(name, MediaType.UNKNOWN));
    }

    private static @Nullable Response opened(URL url, String type) throws IOException {
        URLConnection connection = url.openConnection();
        try (InputStream in = connection.getInputStream()) {
            return connection instanceof JarURLConnection jar
                    ? entry(url, type, jar.getJarEntry())
                    : content(in.readAllBytes(), type);
        }
    }

    private static Response content(byte[] content, String type) {
        CRC32 sum = new CRC32();
        sum.update(content);
        return new Response(content, type).withETag(etag(sum.getValue(), content.length));
    }

    private static @Nullable Response entry(URL url, String type, JarEntry entry) {
        return entry.isDirectory()
                ? null
                : new StreamingResponse(type, out -> copy(url, out))
                        .withHeader("Content-Length", String.valueOf(entry.getSize()))
                        .withETag(etag(entry.getCrc(), entry.getSize()));
    }

    private static void copy(URL url, OutputStream out) throws IOException {
        try (InputStream in = url.openStream()) {
            in.transferTo(out);
        }
    }

    private static String etag(long sum, long size) {
        return Long.toHexString(sum) + '-' + Long.toHexString(size);
    }
}
