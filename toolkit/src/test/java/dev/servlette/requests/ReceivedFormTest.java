package dev.servlette.requests;

import static dev.servlette.requests.FormExchange.MULTIPART;
import static dev.servlette.requests.FormExchange.below;
import static dev.servlette.requests.FormExchange.file;
import static dev.servlette.requests.FormExchange.multipart;
import static dev.servlette.requests.FormExchange.part;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.datastructures.FormData;
import dev.servlette.datastructures.UploadFile;
import dev.servlette.exceptions.HttpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ReceivedFormTest {
    private static final String URL_ENCODED = "application/x-www-form-urlencoded";
    private static final String LARGE = "x".repeat((1 << 20) + 1);

    @TempDir
    private Path temp;

    private Request request(String body) {
        return FormExchange.request(FormExchange.of(MULTIPART, body).temporary(temp));
    }

    private static void assertProgramError(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
    }

    /** FM1. */
    @Test
    void aFormIsReadOnceAndKept() {
        Request request = multipart(part("a", "1"));
        FormData form = request.form();
        assertSame(form, request.form(new FormLimits().maxFields(2)));
        assertEquals("1", form.get("a"));
    }

    @Test
    void aFormThatFailedFailsAgain() {
        Request request = FormExchange.urlEncoded("a&b");
        HttpException first = assertThrows(HttpException.class, () -> request.form(new FormLimits().maxFields(1)));
        assertSame(first, assertThrows(HttpException.class, request::form));
    }

    /** RQ8. */
    @Test
    void aFormAfterTheBodyIsReadFromIt() {
        Request request = FormExchange.urlEncoded("a=1");
        assertEquals("a=1", request.text());
        assertEquals("1", request.form().get("a"));
        assertEquals("a=1", request.text());
    }

    /** RQ9. */
    @Test
    void aBodyIsReadByOneCallOnly() {
        Request form = FormExchange.urlEncoded("a=1");
        form.form();
        String gone = ". The bytes are gone; use request.body(), which keeps them.";
        assertProgramError(
                "request.body() was called after request.form(). The bytes are gone; read the body first, then form() gives"
                        + " it too.",
                form::body);
        assertProgramError("request.stream() was called after request.form()" + gone, form::stream);
        Request stream = FormExchange.urlEncoded("a=1");
        stream.stream();
        assertProgramError("request.form() was called after request.stream()" + gone, stream::form);
        Request parts = multipart(part("a", "1"));
        parts.parts(new FormLimits());
        assertProgramError("request.form() was called after request.parts(..)" + gone, parts::form);
        assertProgramError("request.parts(..) was called twice" + gone, () -> parts.parts(new FormLimits()));
    }

    /** Design rule 19. */
    @Test
    void whatAFilterHasConsumedIsTakenFromTheContainer() {
        Map<String, String[]> parameters = new LinkedHashMap<>();
        parameters.put("a", new String[] {"query", "1", "2"});
        parameters.put("q", new String[] {"query"});
        parameters.put("b", new String[] {""});
        for (String header : List.of("Content-Length", "Transfer-Encoding")) {
            RecordingExchange exchange = FormExchange.of(URL_ENCODED, "")
                    .query("a=query&q=query")
                    .parameters(parameters)
                    .header(header, "9");
            assertEquals(
                    List.of(Map.entry("a", "1"), Map.entry("a", "2"), Map.entry("b", "")),
                    FormExchange.request(exchange).form().entries());
        }
    }

    @Test
    void aFormThatIsEmptyIsNotAskedForElsewhere() {
        RecordingExchange exchange = FormExchange.of(URL_ENCODED, "").parameters(Map.of("a", new String[] {"1"}));
        assertEquals(List.of(), FormExchange.request(exchange).form().entries());
        RecordingExchange nowhere = FormExchange.of(URL_ENCODED, "").header("Content-Length", "3");
        assertEquals(List.of(), FormExchange.request(nowhere).form().entries());
    }

    @Test
    void parametersThatTheContainerCannotReadAreRefused() {
        RecordingExchange exchange =
                FormExchange.of(URL_ENCODED, "").header("Content-Length", "9").failingAt("parameters");
        Request request = FormExchange.request(exchange);
        assertEquals(
                "400: Invalid form data.",
                assertThrows(HttpException.class, request::form).getMessage());
    }

    @Test
    void aMultipartBodyThatAFilterHasConsumedIsAnError() {
        Request request = FormExchange.request(FormExchange.of(MULTIPART, "").header("Content-Length", "9"));
        assertProgramError(
                "request.form() found nothing of the multipart body of POST /: a filter or servlet before Servlette has read it."
                        + " Put Servlette before what calls getParameter or getParts.",
                request::form);
    }

    /** FM6. */
    @Test
    void smallFilesStayInMemory() throws IOException {
        Request request = request(FormExchange.body(file("f", "x", LARGE.substring(1)), file("f", "x", "")));
        assertEquals(2, request.form().files().size());
        assertEquals(List.of(), below(temp));
        FormExchange.end(request);
    }

    /** FM6, FM10. */
    @Test
    void largeFilesGoToDiskUntilTheAnswerHasEnded() throws IOException {
        Request request = request(FormExchange.body(file("f", "x", LARGE), file("g", "x", "small")));
        FormData form = request.form();
        assertEquals(LARGE, new String(form.file("f").bytes(), UTF_8));
        List<Path> files = below(temp);
        assertEquals(2, files.size());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files.get(0))));
        FormExchange.end(request);
        assertEquals(List.of(), below(temp));
        for (UploadFile file : List.of(form.file("f"), form.file("g"))) {
            assertThrows(IllegalStateException.class, file::bytes);
        }
    }

    /** The memory is that of the form: many small files are as large as one. */
    @Test
    void memoryIsSharedByAllFiles() throws IOException {
        Request request = request(FormExchange.body(
                file("f", "x", "123"), file("f", "x", "1234"), file("f", "x", "12"), file("f", "x", "1")));
        FormData form = request.form(new FormLimits().memoryBytes(5));
        List<String> contents = form.files("f").stream()
                .map(file -> new String(file.bytes(), UTF_8))
                .toList();
        assertEquals(List.of("123", "1234", "12", "1"), contents);
        assertEquals(3, below(temp).size());
        FormExchange.end(request);
        assertEquals(List.of(), below(temp));
    }

    @Test
    void aFileThatWasMovedStays() throws IOException {
        Request request = request(FormExchange.body(file("f", "x", LARGE), file("g", "x", LARGE)));
        Path target = temp.resolve("kept");
        request.form().file("f").moveTo(target);
        FormExchange.end(request);
        assertEquals(List.of(target), below(temp));
    }

    /** FM10. */
    @Test
    void nothingIsLeftOfAFormThatFails() throws IOException {
        String begin = "--b\r\n" + file("f", "x", LARGE) + "\r\n--b\r\n" + file("g", "x", LARGE);
        Request truncated = request(begin);
        assertThrows(HttpException.class, truncated::form);
        FormExchange.end(truncated);
        assertEquals(List.of(), below(temp));
        Request cut = FormExchange.request(
                FormExchange.of(MULTIPART, FormExchange.cut(begin)).temporary(temp));
        assertThrows(ClientDisconnect.class, cut::form);
        FormExchange.end(cut);
        assertEquals(List.of(), below(temp));
    }

    /** FM10: a disk that is full is like a directory that is not there. */
    @Test
    void aFileThatCannotBeWrittenIsAnError() {
        Path missing = temp.resolve("missing");
        Request request = FormExchange.request(FormExchange.of(MULTIPART, FormExchange.body(file("f", "x", LARGE)))
                .temporary(missing));
        UncheckedIOException e = assertThrows(UncheckedIOException.class, request::form);
        assertEquals("An upload could not be written to a temporary file below " + missing + ".", e.getMessage());
    }

    /** A deadline may answer while another thread still reads the form. */
    @Test
    void whatComesAfterTheEndIsNotKept() throws IOException {
        Uploads uploads = new Uploads(5, temp);
        uploads.delete();
        Part small = multipart(file("f", "x", "1"))
                .parts(new FormLimits())
                .iterator()
                .next();
        uploads.receive(small, "x");
        UploadFile deleted = uploads.received().get(0).getValue();
        assertThrows(IllegalStateException.class, deleted::bytes);
        Part large = multipart(file("f", "x", "123456"))
                .parts(new FormLimits())
                .iterator()
                .next();
        assertThrows(UncheckedIOException.class, () -> uploads.receive(large, "x"));
        assertEquals(List.of(), below(temp));
    }

    @Test
    void whatCannotBeDeletedIsAnError() throws IOException {
        Uploads uploads = new Uploads(1, temp);
        Part part = multipart(file("f", "x", "123"))
                .parts(new FormLimits())
                .iterator()
                .next();
        uploads.receive(part, "x");
        Files.createFile(below(temp).get(0).resolve("of somebody else"));
        assertEquals(
                "The temporary files of a form could not be deleted.",
                assertThrows(UncheckedIOException.class, uploads::delete).getMessage());
    }

    @Test
    void aConnectionThatIsCutIsNoForm() {
        Request request = FormExchange.request(FormExchange.of(URL_ENCODED, FormExchange.cut("a=1")));
        assertThrows(ClientDisconnect.class, request::form);
        Request atOnce = FormExchange.request(FormExchange.of(URL_ENCODED, FormExchange.cut("")));
        assertThrows(ClientDisconnect.class, atOnce::form);
    }

    @Test
    void theBodyOfAFormIsAStreamLikeAnother() throws IOException {
        FormInput in =
                new FormInput(FormExchange.urlEncoded("ab\u00ff").scope().body().receive("test"));
        assertEquals(0, in.read(new byte[1], 0, 0));
        assertEquals('a', in.read());
        assertEquals('b', in.read());
        assertEquals(0xFF, in.read());
        assertEquals(-1, in.read());
    }
}
