package dev.servlette.staticfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.applications.Servlette;
import dev.servlette.handlers.Handler;
import dev.servlette.routing.Mount;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
    private static final String PAGE =
            "text/html;q=0.9, text/plain"; // shown as a page if need be, and told an error in text

    @TempDir
    private Path root;

    private StaticFiles files = new StaticFiles(Path.of("."));

    @BeforeEach
    void writeFiles() throws IOException {
        write("a.txt", "a");
        write("index.html", "root");
        write("docs/index.html", "docs");
        write("docs/a b\u00e4.html", "page");
        write("empty/x", "");
        write(".env", "secret");
        write(".well-known/security.txt", "contact");
        write("docs/.well-known/x", "secret");
        files = new StaticFiles(root);
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    private static TestResponse send(Handler handler, String method, String path, String... headers) {
        try (TestClient client = new TestClient(handler).followsRedirects(false)) {
            return client.send(method, path, request -> {
                for (int i = 0; i < headers.length; i += 2) {
                    request.header(headers[i], headers[i + 1]);
                }
            });
        }
    }

    private static TestResponse get(Handler handler, String path, String... headers) {
        return send(handler, "GET", path, headers);
    }

    private static String answer(Handler handler, String path, String... headers) {
        TestResponse response = get(handler, path, headers);
        return response.status() + " " + response.text();
    }

    /** ST2. */
    @Test
    void aFileIsSent() {
        assertEquals("200 a", answer(files, "/a.txt"));
        assertEquals("200 page", answer(files, "/docs/a%20b%C3%A4.html"));
        assertEquals("200 page", answer(files, "/docs/./../docs/a%20b%c3%a4.htm%6C"));
        assertEquals("200 a", answer(Servlette.of(Mount.of("/static", files)), "/static/a.txt?v=1"));
        assertNull(get(files, "/a.txt").headers().get("Cache-Control"));
    }

    /** ST6. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/b.txt", "/docs", "/docs/", "/a.txt/", "/a.txt/b", "/docs//a%20b%C3%A4.html", "/x/y"})
    void whatIsNoFileIs404(String path) {
        assertEquals("404 Not Found", answer(files, path));
    }

    @Test
    void whatIsMissingIs404UnderAMountToo() {
        Servlette app = Servlette.of(Mount.of("/static", files));
        assertEquals("404 Not Found", answer(app, "/static"));
        assertEquals("404 Not Found", answer(app, "/static/"));
    }

    /** ST4, weak spot 2. */
    @Test
    void anotherMethodIs405() {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "get")) {
            TestResponse response = send(files, method, "/a.txt");
            assertEquals(405, response.status());
            assertEquals("GET, HEAD, OPTIONS", response.headers().get("Allow"));
        }
        TestResponse options = send(files, "OPTIONS", "/a.txt");
        assertEquals(
                "204 GET, HEAD, OPTIONS",
                options.status() + " " + options.headers().get("Allow"));
    }

    /** ST5. */
    @Test
    void headHasTheLength() {
        TestResponse response = send(files, "HEAD", "/a.txt");
        assertEquals(
                "200 1 ", response.status() + " " + response.headers().get("Content-Length") + " " + response.text());
    }

    @Test
    void aHiddenFileIsNotSent() {
        assertEquals("404 Not Found", answer(files, "/.env"));
        assertEquals("404 Not Found", answer(files, "/docs/.well-known/x"));
        assertEquals("200 contact", answer(files, "/.well-known/security.txt"));
        StaticFiles all = files.servesDotfiles(true);
        assertEquals("200 secret", answer(all, "/.env"));
        assertEquals("404 Not Found", answer(all.servesDotfiles(false), "/.env"));
    }

    /** ST8. */
    @Test
    void aDirectoryOfASiteHasAPage() {
        StaticFiles site = files.html(true);
        assertEquals("200 root", answer(site, "/"));
        assertEquals("200 docs", answer(site, "/docs/"));
        assertEquals("200 docs", answer(site, "/docs/index.html"));
        assertEquals("404 Not Found", answer(site, "/empty/"));
        assertEquals("404 Not Found", answer(site, "/empty"));
    }

    /** ST8, weak spot 9. */
    @ParameterizedTest
    @CsvSource({
        "/static,/static/",
        "/static?a=b&c,/static/?a=b&c",
        "/static/docs,/static/docs/",
        "/static/docs?a=%20,/static/docs/?a=%20"
    })
    void aDirectoryOfASiteHasASlash(String path, String location) {
        TestResponse response = get(Servlette.of(Mount.of("/static", files.html(true))), path);
        assertEquals(
                "307 " + location, response.status() + " " + response.headers().get("Location"));
    }

    /** A path that looks like a host must not become one. */
    @Test
    void theSlashLeadsNowhereElse() throws IOException {
        write("example.org/index.html", "x");
        TestResponse response = get(files.html(true), "//example.org");
        assertEquals("404 null", response.status() + " " + response.headers().get("Location"));
        assertEquals(
                "/example.org/", get(files.html(true), "/example.org").headers().get("Location"));
    }

    /** ST8. */
    @Test
    void aSiteHasAPageForWhatIsMissing() throws IOException {
        write("404.html", "lost");
        StaticFiles site = files.html(true).cacheControl("max-age=60");
        TestResponse response = get(site, "/b");
        assertEquals("404 lost", response.status() + " " + response.text());
        assertNull(response.headers().get("Cache-Control"));
        assertEquals("404 lost", answer(site, "/.env"));
        assertEquals("404 Not Found", answer(files, "/b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|200 root",
                "text/html|200 root",
                "*/*|404 Not Found",
                "image/avif,image/webp,*/*;q=0.8|404 Not Found",
                "text/css,*/*;q=0.1|404 Not Found",
                "application/json|404 {\"title\":\"Not Found\",\"status\":404,\"detail\":\"Not Found\"}",
                "text/html;q=0,*/*|404 Not Found"
            })
    void whatIsMissingIsAPageForBrowsers(String accept, String answer) {
        StaticFiles app = files.fallback("index.html");
        assertEquals(answer, answer(app, "/orders/7", "Accept", accept));
    }

    @Test
    void theFallbackIsForGetAndForWhatIsMissing() {
        StaticFiles app = files.fallback("index.html").cacheControl("no-cache");
        TestResponse page = get(app, "/orders", "Accept", "text/html");
        assertEquals("no-cache", page.headers().get("Cache-Control"));
        assertEquals("Accept", page.headers().get("Vary"));
        assertEquals("200 a", answer(app, "/a.txt", "Accept", "text/html"));
        assertEquals(405, send(app, "POST", "/orders", "Accept", "text/html").status());
        assertEquals(200, send(app, "HEAD", "/orders", "Accept", "text/html").status());
        assertEquals(
                404,
                get(files.fallback("nothing.html"), "/orders", "Accept", "text/html")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/index.html", "../index.html", "a//b", "a/"})
    void theFallbackIsBelowTheRoot(String file) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> files.fallback(file));
        assertEquals(
                "The fallback \"" + file + "\" was given to StaticFiles. It is the path of a file below the root; write"
                        + " \"index.html\".",
                e.getMessage());
    }

    @Test
    void whatNeverChangesIsKept() throws IOException {
        write("app.3f2a9c1b.js", "x");
        StaticFiles cached = files.cacheControl("no-cache").immutable(StaticFiles::isHashed);
        assertEquals("no-cache", get(cached, "/a.txt").headers().get("Cache-Control"));
        assertEquals(
                "public, max-age=31536000, immutable",
                get(cached, "/app.3f2a9c1b.js").headers().get("Cache-Control"));
        StaticFiles assets = files.immutable(name -> name.equals("docs/index.html"));
        assertEquals(
                "public, max-age=31536000, immutable",
                get(assets.html(true), "/docs/").headers().get("Cache-Control"));
    }

    /** ST3. */
    @Test
    void aLinkThatLeadsOutIsFollowedWhenTold(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("out"), outside);
        assertEquals("404 Not Found", answer(files, "/out/secret"));
        assertEquals("200 secret", answer(files.followsSymlinks(true), "/out/secret"));
    }

    /** ST2: in their order. */
    @Test
    void thereMayBeSeveralPlaces(@TempDir Path second) throws IOException {
        Files.writeString(second.resolve("a.txt"), "second");
        Files.writeString(second.resolve("b.txt"), "second");
        StaticFiles both = files.directory(second);
        assertEquals("200 a", answer(both, "/a.txt"));
        assertEquals("200 second", answer(both, "/b.txt"));
        StaticFiles all = both.resources("dev/servlette/staticfiles");
        assertEquals(200, get(all, "/StaticFilesTest.class").status());
        assertEquals(
                200,
                get(StaticFiles.ofResources("dev/servlette/staticfiles"), "/StaticFilesTest.class")
                        .status());
    }

    /** The superuser, who may run this, is denied nothing. */
    private static void deny(Path path) throws IOException {
        if (path.toString().contains("denied")) {
            throw new AccessDeniedException(path.toString());
        }
        Access.OF_PROCESS.check(path);
    }

    private StaticFiles denying() throws IOException {
        write("docs/denied.txt", "denied");
        write("denied.d/index.html", "denied");
        return new StaticFiles(root.resolve("empty")).with(new Directory(root, StaticFilesTest::deny));
    }

    /** ST7, weak spot 14: as if it were not there. */
    @Test
    void whatMayNotBeReadIs404() throws IOException {
        StaticFiles denying = denying();
        assertEquals("200 a", answer(denying, "/a.txt"));
        assertEquals("404 Not Found", answer(denying, "/docs/denied.txt"));
        assertEquals("404 Not Found", answer(denying.html(true), "/denied.d/"));
        assertEquals("200 root", answer(denying.fallback("index.html"), "/docs/denied.txt", "Accept", "text/html"));
        assertEquals("200 denied", answer(denying.directory(root), "/docs/denied.txt"));
    }

    /** ST7, weak spot 14: who asked for just that is told, and no page stands in for it. */
    @Test
    void whatMayNotBeReadIs403WhenTold() throws IOException {
        StaticFiles denying = denying().saysForbidden(true);
        assertEquals("200 a", answer(denying, "/a.txt"));
        assertEquals("403 Forbidden", answer(denying, "/docs/denied.txt"));
        assertEquals("403 Forbidden", answer(denying.html(true), "/denied.d/"));
        assertEquals("403 Forbidden", answer(denying.fallback("index.html"), "/docs/denied.txt", "Accept", PAGE));
        assertEquals("404 Not Found", answer(denying.fallback("docs/denied.txt"), "/y", "Accept", PAGE));
        assertEquals("404 Not Found", answer(denying, "/denied.d")); // a directory is no file
        assertEquals("404 Not Found", answer(denying.saysForbidden(false), "/docs/denied.txt"));
    }

    /** ST7: on a class path that is no jar. */
    @Test
    void aResourceThatMayNotBeReadIs404() {
        StaticFiles denying =
                new StaticFiles(root).with(new Resources("dev/servlette/staticfiles", StaticFilesTest::denyClass));
        assertEquals("404 Not Found", answer(denying, "/StaticFilesTest.class"));
        assertEquals("403 Forbidden", answer(denying.saysForbidden(true), "/StaticFilesTest.class"));
        assertEquals("404 Not Found", answer(denying.saysForbidden(true), "/DirectoryTest.class"));
    }

    private static void denyClass(Path path) throws IOException {
        throw path.endsWith("DirectoryTest.class")
                ? new NoSuchFileException("It has just gone.")
                : new AccessDeniedException(path.toString());
    }

    private String coding(String acceptEncoding) {
        TestResponse response = get(files.precompressed(true), "/app.js", "Accept-Encoding", acceptEncoding);
        assertEquals("Accept-Encoding", response.headers().get("Vary"));
        assertEquals("text/javascript; charset=utf-8", response.headers().get("Content-Type"));
        assertEquals(response.text(), response.headers().get("Content-Encoding", "plain"));
        return response.text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd|br",
                "gzip|gzip",
                "GZIP|gzip",
                "zstd, gzip|zstd",
                "br;q=0.5, gzip|gzip",
                "br;q=0, *|zstd",
                "*|br",
                "*;q=0|plain",
                "identity|plain",
                "gzip;q=0.5, identity;q=0.8|plain",
                "gzip;q=0.5, identity;q=0.5|gzip",
                "gzip;q=0.5, identity;q=0|gzip",
                "identity;q=0|plain",
                "gzip;q=0|plain",
                "deflate|plain",
                "``|plain"
            },
            quoteCharacter = '`')
    void theCodingIsTheGladdest(String acceptEncoding, String coding) throws IOException {
        write("app.js", "plain");
        write("app.js.br", "br");
        write("app.js.zst", "zstd");
        write("app.js.gz", "gzip");
        assertEquals(coding, coding(acceptEncoding));
    }

    @Test
    void aCodingThatIsNotThereIsPassedOver() throws IOException {
        write("app.js", "plain");
        write("app.js.gz", "gzip");
        write("only.js.gz", "gzip");
        assertEquals("gzip", coding("br, gzip;q=0.5"));
        StaticFiles precompressed = files.precompressed(true);
        assertEquals("200 plain", answer(precompressed, "/app.js"));
        assertEquals("404 Not Found", answer(precompressed, "/only.js", "Accept-Encoding", "gzip"));
        assertNull(get(files, "/app.js", "Accept-Encoding", "gzip").headers().get("Vary"));
    }

    /** ST9. */
    @Test
    void eachCodingHasATag() throws IOException {
        write("app.js", "1234");
        Files.setLastModifiedTime(
                Files.writeString(root.resolve("app.js.gz"), "5678"),
                Files.getLastModifiedTime(root.resolve("app.js")));
        StaticFiles precompressed = files.precompressed(true);
        String plain = get(precompressed, "/app.js").headers().get("ETag", "");
        String tag = get(precompressed, "/app.js", "Accept-Encoding", "gzip")
                .headers()
                .get("ETag", "");
        assertEquals(plain.substring(0, plain.length() - 1) + "-gzip\"", tag);
        TestResponse again = get(precompressed, "/app.js", "Accept-Encoding", "gzip", "If-None-Match", tag);
        assertEquals(
                "304 Accept-Encoding", again.status() + " " + again.headers().get("Vary"));
        assertEquals(200, get(precompressed, "/app.js", "If-None-Match", tag).status());
        assertFalse(again.headers().contains("Content-Encoding"));
    }
}
