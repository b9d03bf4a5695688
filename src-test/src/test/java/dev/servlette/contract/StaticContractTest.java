package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.routing.Mount;
import dev.servlette.staticfiles.StaticFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a directory and of a jar, under a mount. */
class StaticContractTest extends Contract {
    private static final String TIME = "ae1b981bc490a00";
    private static final String MODIFIED = "\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String TEXT = "\nContent-Type: text/plain; charset=utf-8";
    private static final String HTML = "\nContent-Type: text/html; charset=utf-8";
    private static final String SCRIPT = "\nContent-Type: text/javascript; charset=utf-8";
    private static final String MISSING = "404\nVary: Accept" + TEXT + "\nContent-Length: 9\n\nNot Found";
    private static final String CANARY = "the canary sings";
    private static final List<String> PIECES = List.of(
            "..",
            "%2e%2e",
            "%2E.",
            "..;",
            "..;a=b",
            "%252e%252e",
            "%c0%ae%c0%ae",
            "..%00",
            "/",
            "//",
            "%2f",
            "%5c",
            "%255c",
            "%00",
            "canary.txt",
            "root",
            "root-2",
            "out",
            "out.txt",
            "a.txt",
            ".env",
            "C:",
            "CON",
            "a.txt.",
            "a.txt%20",
            "%2e%2e%2f",
            "~");

    @TempDir
    private static Path folder;

    private URLClassLoader jar = new URLClassLoader(new URL[0], null);
    private FileSystem zip = FileSystems.getDefault();

    private static void write(String name, String content) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FileContractTest.write(folder, name, content.getBytes(UTF_8));
    }

    private static void writeFiles() throws IOException {
        write("root/a.txt", "0123456789");
        write("root/index.html", "<p>home");
        write("root/404.html", "<p>lost");
        write("root/docs/index.html", "<p>docs");
        write("root/\u00e4 b.txt", "named");
        write("root/app.3f2a9c1b.js", "plain");
        write("root/app.3f2a9c1b.js.br", "brotli");
        write("root/app.3f2a9c1b.js.gz", "gzipped");
        write("root/.env", CANARY);
        write("canary.txt", CANARY);
        write("root-2/canary.txt", CANARY);
        Files.createSymbolicLink(folder.resolve("root/out.txt"), folder.resolve("canary.txt"));
        Files.createSymbolicLink(folder.resolve("root/out"), folder);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(folder.resolve("web.jar")))) {
            for (String name : new String[] {"web/", "web/docs/", "web/docs/index.html", "web/a.txt", "canary.txt"}) {
                out.putNextEntry(new JarEntry(name));
                out.write((name.startsWith("c") ? CANARY : name.endsWith("/") ? "" : "0123456789").getBytes(UTF_8));
            }
        }
    }

    @Override
    Servlette app() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            writeFiles();
            jar = new URLClassLoader(
                    new URL[] {folder.resolve("web.jar").toUri().toURL()}, before);
            thread.setContextClassLoader(jar);
            zip = brokenZip();
            return app(
                    new StaticFiles(folder.resolve("root")),
                    StaticFiles.ofResources("web"),
                    new StaticFiles(zip.getPath("/")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A file system with a file that may be read, and cannot: what stands for its content is nothing that was compressed. */
    private static FileSystem brokenZip() throws IOException {
        Path path = folder.resolve("broken.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
            out.putNextEntry(new ZipEntry("b.txt"));
            out.write('x');
        }
        byte[] content = Files.readAllBytes(path);
        content[30 + "b.txt".length()] = (byte) 0xFF;
        return FileSystems.newFileSystem(Files.write(path, content));
    }

    private static Servlette app(StaticFiles files, StaticFiles resources, StaticFiles broken) {
        StaticFiles assets = files.precompressed(true).cacheControl("no-cache").immutable(StaticFiles::isHashed);
        return Servlette.of(
                Mount.of("/static", files),
                Mount.of("/site", files.html(true)),
                Mount.of("/spa", files.fallback("index.html")),
                Mount.of("/assets", assets),
                Mount.of("/broken", broken),
                Mount.of("/jar", resources.html(true)));
    }

    @AfterAll
    void closeJars() throws IOException {
        jar.close();
        zip.close();
    }

    private static String head(String type, String tag, int length) {
        return "200\nAccept-Ranges: bytes" + type + "\nContent-Length: " + length + "\nETag: \"" + TIME + '-' + tag
                + '"' + MODIFIED;
    }

    /** ST2, ST5. */
    @Test
    void aFileIsSent() throws IOException {
        expect(Ask.get("/static/a.txt"), head(TEXT, "a", 10) + "\n\n0123456789");
        expect(Ask.head("/static/a.txt"), head(TEXT, "a", 10));
        expect(Ask.get("/static/%C3%A4%20b.txt"), head(TEXT, "5", 5) + "\n\nnamed");
        expect(Ask.get("/static/docs/../a.txt"), head(TEXT, "a", 10) + "\n\n0123456789");
    }

    /** ST6. */
    @Test
    void whatIsNoFileIs404() throws IOException {
        for (String path :
                List.of("", "/", "/b.txt", "/docs", "/docs/", "/a.txt/", "/a.txt/b", "/.env", "/" + "x".repeat(300))) {
            expect(Ask.get("/static" + path), MISSING);
        }
    }

    /** ST7: what a disk cannot read is for the log. */
    @Test
    void whatCannotBeReadIs500() throws IOException {
        try (Logged logged = new Logged()) {
            expect(
                    Ask.get("/broken/b.txt"),
                    "500\nVary: Accept" + TEXT + "\nContent-Length: 21\n\nInternal Server Error");
            assertEquals(List.of("SEVERE GET /broken/b.txt failed. [trace]"), logged.lines());
        }
    }

    /** ST10: a handshake is a request, and its answer is no upgrade (RFC 9110, section 7.8). */
    @Test
    void aHandshakeIsAnsweredWithTheFile() throws IOException {
        expect(Ask.get("/static/a.txt").upgrading(), head(TEXT, "a", 10) + "\n\n0123456789");
        expect(Ask.get("/static/b.txt").upgrading(), MISSING);
    }

    /** ST4, weak spot 2. */
    @Test
    void anotherMethodIs405() throws IOException {
        String head = "405\nAllow: GET, HEAD, OPTIONS\nVary: Accept" + TEXT + "\nContent-Length: 18";
        expect(Ask.post("/static/a.txt", "body"), head + "\n\nMethod Not Allowed");
        expect(Ask.of("DELETE", "/static/b.txt"), head + "\n\nMethod Not Allowed");
        expect(Ask.of("OPTIONS", "/static/a.txt"), "204\nAllow: GET, HEAD, OPTIONS");
    }

    /** ST9, FR7. */
    @Test
    void aPartIsSentAndNothingThatTheClientHas() throws IOException {
        String validators = "\nETag: \"" + TIME + "-a\"";
        expect(Ask.get("/static/a.txt").header("If-None-Match: W/\"x\",\t\"" + TIME + "-a\""), "304" + validators);
        expect(Ask.get("/static/a.txt").header("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"), "304" + validators);
        expect(
                Ask.get("/static/a.txt").header("Range: bytes=2-4"),
                "206\nAccept-Ranges: bytes\nContent-Range: bytes 2-4/10\nContent-Length: 3" + TEXT + validators
                        + MODIFIED + "\n\n234");
    }

    /** ST8, weak spot 9. */
    @Test
    void aSiteHasPages() throws IOException {
        expect(Ask.get("/site/"), head(HTML, "7", 7) + "\n\n<p>home");
        expect(Ask.get("/site/docs/"), head(HTML, "7", 7) + "\n\n<p>docs");
        expect(Ask.get("/site?a=b"), "307\nContent-Length: 0\nLocation: /site/?a=b");
        expect(Ask.get("/site/docs?a=%20b"), "307\nContent-Length: 0\nLocation: /site/docs/?a=%20b");
        String lost = head(HTML, "7", 7).replace("200\nAccept-Ranges: bytes", "404");
        expect(Ask.get("/site/nothing"), lost + "\n\n<p>lost");
        expect(Ask.head("/site/nothing"), lost);
        expect(Ask.get("/site/nothing").header("If-None-Match: *").header("Range: bytes=0-1"), lost + "\n\n<p>lost");
    }

    @Test
    void anAppInTheBrowserAnswersItsOwnPaths() throws IOException {
        Ask page = Ask.get("/spa/orders/7").header("Accept: text/html,*/*;q=0.8");
        expect(page, head(HTML, "7", 7) + "\nVary: Accept\n\n<p>home");
        expect(Ask.get("/spa/orders.js").header("Accept: */*"), MISSING);
    }

    @Test
    void aCompressedNeighbourIsSent() throws IOException {
        String kept = "\nVary: Accept-Encoding\nCache-Control: public, max-age=31536000, immutable";
        Ask script = Ask.get("/assets/app.3f2a9c1b.js");
        expect(script, head(SCRIPT, "5", 5) + kept + "\n\nplain");
        expect(
                script.header("Accept-Encoding: gzip, deflate, br"),
                head(SCRIPT, "6-br", 6) + "\nContent-Encoding: br" + kept + "\n\nbrotli");
        expect(
                script.header("Accept-Encoding: br;q=0, gzip"),
                head(SCRIPT, "7-gzip", 7) + "\nContent-Encoding: gzip" + kept + "\n\ngzipped");
        expect(
                script.header("Accept-Encoding: br").header("If-None-Match: \"" + TIME + "-6-br\""),
                "304\nETag: \"" + TIME + "-6-br\"" + kept);
        expect(
                Ask.get("/assets/a.txt").header("Accept-Encoding: br"),
                head(TEXT, "a", 10) + "\nVary: Accept-Encoding\nCache-Control: no-cache\n\n0123456789");
    }

    /** ST2: by the loader of the thread that built the app. */
    @Test
    void aFileOfAJarIsSent() throws IOException {
        String tag = "\nETag: \"a684c7c6-a\"";
        expect(Ask.get("/jar/a.txt"), "200\nContent-Length: 10" + TEXT + tag + "\n\n0123456789");
        expect(Ask.head("/jar/a.txt"), "200\nContent-Length: 10" + TEXT + tag);
        expect(Ask.get("/jar/a.txt").header("If-None-Match: \"a684c7c6-a\""), "304" + tag);
        expect(Ask.get("/jar/docs/"), "200\nContent-Length: 10" + HTML + tag + "\n\n0123456789");
        expect(Ask.get("/jar/docs"), "307\nContent-Length: 0\nLocation: /jar/docs/");
        expect(Ask.get("/jar/canary.txt"), MISSING);
    }

    /** ST2, ST3, ST6: nothing beside the root, whatever the path says and whatever the host makes of it. */
    @Test
    void nothingOutsideIsSent() throws IOException {
        Random random = new Random(20261124);
        for (int run = 0; run < 500; run++) {
            StringBuilder path =
                    new StringBuilder(List.of("/static/", "/site/", "/jar/").get(run % 3));
            for (int length = 1 + random.nextInt(7); length > 0; length--) {
                path.append(PIECES.get(random.nextInt(PIECES.size())));
                path.append(random.nextInt(3) > 0 ? "/" : "");
            }
            Answered answered = send(Ask.get(path.toString()));
            assertFalse(answered.toString().contains(CANARY), path.toString());
            assertTrue(answered.status() < 500, path + " " + answered);
        }
    }
}
