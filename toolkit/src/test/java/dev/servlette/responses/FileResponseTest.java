package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileResponseTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("a.html"), "0123456789");
        modified("1994-11-06T08:49:37.5Z");
    }

    private void modified(String moment) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(moment)));
    }

    private static Response measured(Response response) throws IOException {
        return FileResponse.measured(response, CLOCK);
    }

    /** FR1. */
    @Test
    void itHasTheValidatorsOfTheFile() throws IOException {
        Response measured = measured(new FileResponse(file));
        assertEquals(
                "200 [Content-Type: text/html; charset=utf-8, ETag: \"ae1b981da166f00-a\","
                        + " Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT]",
                measured.toString());
        assertEquals(new Body.File(file, 0, 10), measured.body());
        assertSame(measured, measured(measured));
    }

    /** FR1. */
    @Test
    void whatWasSetIsKept() throws IOException {
        Response set = new FileResponse(file)
                .withHeader("etag", "\"mine\"")
                .withHeader("last-modified", "never")
                .withHeader("Content-Type", "a/b");
        assertEquals(
                "200 [Content-Type: a/b, etag: \"mine\", last-modified: never]",
                measured(set).toString());
    }

    /** RFC 9110, section 8.8.2.1. */
    @Test
    void noFileWasModifiedInTheFuture() throws IOException {
        modified("2026-11-24T00:00:01Z");
        assertEquals(
                "Tue, 24 Nov 2026 00:00:00 GMT",
                measured(new FileResponse(file)).headers().get("Last-Modified"));
    }

    /** FR13. */
    @Test
    void aConstantIsMeasuredEachTime() throws IOException {
        Response constant = new FileResponse(file);
        Response before = measured(constant);
        Files.writeString(file, "longer than it was");
        modified("2000-01-01T00:00:00Z");
        Response after = measured(constant);
        assertEquals(new Body.File(file, 0, 18), after.body());
        assertEquals("Sat, 01 Jan 2000 00:00:00 GMT", after.headers().get("Last-Modified"));
        assertEquals(new Body.File(file, 0, 10), before.body());
    }

    @Test
    void aPartOfAFileIsWhatThereIsOfIt() throws IOException {
        Response part = new Response(200).withBody(new Body.File(file, 4, -1));
        assertEquals(new Body.File(file, 4, 6), measured(part).body());
        assertEquals(
                new Body.File(file, 20, 0),
                measured(part.withBody(new Body.File(file, 20, -1))).body());
    }

    @Test
    void whatIsNoFileIsItself() throws IOException {
        Response other = new Response(200);
        assertSame(other, measured(other));
    }

    /** FR4. */
    @Test
    void aFileThatIsMissingFails() {
        Path missing = folder.resolve("b");
        Exception e = assertThrows(NoSuchFileException.class, () -> measured(new FileResponse(missing)));
        assertEquals(
                missing + ": A FileResponse was given this path, and nothing is there. Answer 404 where a file may be"
                        + " missing, or have an exceptionHandler for NoSuchFileException.",
                e.getMessage());
    }

    /** FR4. */
    @Test
    void aDirectoryFails() {
        Exception e = assertThrows(NoSuchFileException.class, () -> measured(new FileResponse(folder)));
        assertEquals(
                folder
                        + ": A FileResponse was given this path, which is no regular file. Answer 404 where a file may be"
                        + " missing, or have an exceptionHandler for NoSuchFileException.",
                e.getMessage());
    }

    /** FR2. */
    @ParameterizedTest
    @CsvSource({
        "/a/b.css,,text/css; charset=utf-8",
        "/a/b.png,,image/png",
        "/a/b,,application/octet-stream",
        "/,,application/octet-stream",
        "/a/b.png,c.txt,text/plain; charset=utf-8",
        "/a/b.png,c,image/png",
        "/a/b,c,application/octet-stream"
    })
    void theNameSaysTheType(Path path, String filename, String type) {
        Response response = filename == null ? new FileResponse(path) : new FileResponse(path, filename);
        assertEquals(type, response.headers().get("Content-Type"));
    }

    /** FR3. RFC 6266 and RFC 8187. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a.txt           | filename="a.txt"
                    a b;c='d'.txt   | filename="a b;c='d'.txt"
                    ä€.txt          | filename="__.txt"; filename*=UTF-8''%C3%A4%E2%82%AC.txt
                    a"b\\c.txt      | filename="a_b_c.txt"; filename*=UTF-8''a%22b%5Cc.txt
                    ../a%41         | filename=".._a_41"; filename*=UTF-8''..%2Fa%2541
                    𝄞               | filename="__"; filename*=UTF-8''%F0%9D%84%9E
                    é!#$&+-.^_~*'   | filename="_!#$&+-.^_~*'"; filename*=UTF-8''%C3%A9!#$&+-.^_~%2A%27
                    """)
    void theNameToSaveItUnderIsWrittenForAll(String filename, String disposition) {
        assertEquals(
                "attachment; " + disposition,
                new FileResponse(file, filename).headers().get("Content-Disposition"));
        assertEquals(
                "inline; " + disposition,
                FileResponse.inline(file, filename).headers().get("Content-Disposition"));
    }

    /** FR3: no line of a header can be made with a name. */
    @Test
    void aNameCannotAddAHeader() {
        assertEquals(
                "attachment; filename=\"a__X: 1_\"; filename*=UTF-8''a%0D%0AX%3A%201%7F",
                new FileResponse(file, "a\r\nX: 1\u007f").headers().get("Content-Disposition"));
    }
}
