package dev.servlette.requests;

import static dev.servlette.requests.FormExchange.file;
import static dev.servlette.requests.FormExchange.multipart;
import static dev.servlette.requests.FormExchange.part;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.datastructures.FormData;
import dev.servlette.datastructures.UploadFile;
import dev.servlette.exceptions.HttpException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {
    private static final String INVALID =
            "400: Invalid multipart data. It is malformed, or ends before its last boundary.";
    private static final String NAMELESS = "400: The Content-Disposition header field \"name\" must be provided.";

    private static void assertRefused(String message, Request request, FormLimits limits) {
        assertEquals(
                message,
                assertThrows(HttpException.class, () -> request.form(limits)).getMessage());
    }

    private static void assertRefused(String message, String contentType, String body) {
        assertRefused(message, FormExchange.request(FormExchange.of(contentType, body)), new FormLimits());
    }

    /** FM4. */
    @Test
    void textsAndFilesAreToldApart() {
        FormData form = multipart(part("a", "1"), file("f", "x.txt", "one"), part("a", "2\r\n"), file("f", "", ""))
                .form();
        assertEquals(List.of(Map.entry("a", "1"), Map.entry("a", "2\r\n")), form.entries());
        List<UploadFile> files = form.files("f");
        assertEquals(2, files.size());
        assertEquals("UploadFile[x.txt, text/x, 3 bytes]", files.get(0).toString());
        assertEquals("one", new String(files.get(0).bytes(), UTF_8));
        assertEquals("UploadFile[, text/x, 0 bytes]", files.get(1).toString());
    }

    /** FM4. */
    @Test
    void headersOfAPartAreKept() {
        String part =
                "content-disposition: form-data;\r\n\t name=f; filename=a\r\nX-A:1\r\nX-a: \u00c3\u00bc \r\nX-Empty:\r\n\r\n";
        UploadFile file = multipart(part).form().file("f");
        assertEquals(
                "[content-disposition: form-data;  name=f; filename=a, X-A: 1, X-a: \u00fc, X-Empty: ]",
                file.headers().toString());
        assertNull(file.contentType());
    }

    /** FM5. */
    @ParameterizedTest
    @CsvSource({
        "'', \u00c3\u00bc, \u00fc",
        "; charset=utf-8, \u00c3\u00bc, \u00fc",
        "; charset=windows-1252, \u0080, \u20ac",
        "; charset=nope, \u00c3\u00bc, \u00c3\u00bc",
        "; charset=no pe, \u00c3\u00bc, \u00c3\u00bc",
        "; charset=us-ascii, \u00fc, \u00fc",
        "'', \u00fc, \u00fc"
    })
    void textIsInTheCharsetOfTheRequest(String parameter, String bytes, String text) {
        String body = FormExchange.body(part(bytes, bytes), file(bytes, bytes, ""));
        FormData form = FormExchange.request(FormExchange.of(FormExchange.MULTIPART + parameter, body))
                .form();
        assertEquals(List.of(Map.entry(text, text)), form.entries());
        assertEquals(text, form.file(text).filename());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filename*=UTF-8''%e2%82%ac+.txt|\u20ac+.txt",
                "filename*=utf-8'en'a|a",
                "filename*=UTF-8''x; filename=y|y",
                "filename*=other''%41|other''%41"
            })
    void aFilenameMayBeExtended(String parameters, String filename) {
        String part = "Content-Disposition: form-data; name=f; " + parameters + "\r\n\r\n";
        assertEquals(filename, multipart(part).form().file("f").filename());
    }

    /** FM7. */
    @Test
    void eachLimitHoldsAndNotEarlier() {
        FormLimits limits = new FormLimits()
                .maxFiles(2)
                .maxFields(2)
                .maxFieldBytes(5)
                .maxFileBytes(6)
                .maxTextBytes(9);
        multipart(file("f", "", "123456"), file("f", "", ""), part("a", "12345"), part("b", "12"))
                .form(limits);
        assertRefused(
                "413: Too many files. Maximum number of files is 2.",
                multipart(file("f", "", ""), file("f", "", ""), file("g", "", "")),
                limits);
        assertRefused(
                "413: Too many fields. Maximum number of fields is 2.",
                multipart(part("a", ""), part("a", ""), part("b", "")),
                limits);
        assertRefused("413: Part exceeded maximum size of 5 bytes.", multipart(part("a", "123456")), limits);
        assertRefused("413: File exceeded maximum size of 6 bytes.", multipart(file("f", "", "1234567")), limits);
        assertRefused(
                "413: Text of the form exceeded maximum size of 9 bytes.",
                multipart(part("a", "12345"), part("bc", "12")),
                limits);
    }

    /** FM7: what came before does not matter. */
    @Test
    void theUsualLimitsHold() {
        String[] files = new String[1001];
        Arrays.fill(files, file("f", "x", ""));
        assertRefused("413: Too many files. Maximum number of files is 1000.", multipart(files), new FormLimits());
        assertRefused(
                "413: Part exceeded maximum size of 1024KB.",
                multipart(part("a", "x".repeat((1 << 20) + 1))),
                new FormLimits());
    }

    @Test
    void headersOfAPartAreLimited() {
        FormLimits limits = new FormLimits().maxPartHeaderBytes(60);
        assertEquals("1", multipart(part("a", "1")).form(limits).get("a"));
        assertRefused(
                "413: Headers of a part exceeded maximum size of 60 bytes.",
                multipart("X: " + "x".repeat(60) + "\r\n" + part("a", "")),
                limits);
    }

    /** FM8. */
    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\""})
    void aBoundaryMustBeNamed(String type) {
        assertRefused("400: Missing boundary in multipart.", type, FormExchange.body());
    }

    @Test
    void aBoundaryHasAtMost70Characters() {
        String longest = "x".repeat(70);
        String body = "--" + longest + "\r\n" + part("a", "1") + "\r\n--" + longest + "--";
        String type = "multipart/form-data; boundary=";
        assertEquals(
                "1",
                FormExchange.request(FormExchange.of(type + longest, body))
                        .form()
                        .get("a"));
        assertRefused("400: The boundary of a multipart has at most 70 characters.", type + longest + "x", body);
    }

    /** FM8. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "X-A: 1\r\n\r\n",
                "Content-Disposition: form-data\r\n\r\n",
                "Content-Disposition: form-data; filename=name\r\n\r\n",
                "Content-Disposition: form-data; name\r\n\r\n"
            })
    void aPartMustHaveAName(String part) {
        assertRefused(NAMELESS, multipart(part), new FormLimits());
    }

    /** Text before the first boundary and after the last is no part (RFC 2046, section 5.1.1). */
    @Test
    void whatIsAroundThePartsIsPassedOver() {
        String body = "note\r\n" + FormExchange.body(part("a", "1")) + "note";
        Request request = FormExchange.request(FormExchange.of(FormExchange.MULTIPART, body));
        assertEquals(List.of(Map.entry("a", "1")), request.form().entries());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--b--", "--b--\r\n", "\r\n--b--\r\n"})
    void aFormMayBeEmpty(String body) {
        Request request = FormExchange.request(FormExchange.of(FormExchange.MULTIPART, body));
        assertEquals(List.of(), request.form().entries());
    }

    /** FM9, and better: a body that ends too early is no empty form. */
    @Test
    void aTruncatedBodyIsRefused() {
        String whole = FormExchange.body(part("a", "1"), file("f", "x", "content"));
        for (int length = 0; length < whole.length() - "\r\n".length(); length++) {
            assertRefused(INVALID, FormExchange.MULTIPART, whole.substring(0, length));
        }
    }

    /** FM9. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "x--b--",
                "--bx\r\n",
                "--b\r\nno header\r\n\r\n\r\n--b--",
                "--b\r\n: nameless\r\n\r\n\r\n--b--",
                "--b\r\n goes on: from nowhere\r\n\r\n\r\n--b--",
                "--b\r\nX\tA: 1\r\n\r\n\r\n--b--",
                "--b\r\nX-A: a\rb\r\n\r\n\r\n--b--",
                "--b\r\nX-A: a\0b\r\n\r\n\r\n--b--",
                "--b\r\nX-A: a\u007fb\r\n\r\n\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=a; filename*=UTF-8''%zz\r\n\r\n\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=a; filename*=UTF-8''%0D\r\n\r\n\r\n--b--"
            })
    void garbageIsRefused(String body) {
        assertRefused(INVALID, FormExchange.MULTIPART, body);
    }

    /** In the text, whatever its bytes were. */
    @Test
    void aLineEndInAnotherCharsetIsRefused() {
        String line = new String("A: b\nC: d".getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1);
        PartHeaders headers = new PartHeaders("UTF-16BE");
        assertThrows(HttpException.class, () -> headers.parse(line + "\r\n\r\n"));
        assertEquals("[A: b]", headers.parse(line.substring(0, 8) + "\r\n\r\n").toString());
    }

    /** Not after the whole of it was read. */
    @Test
    void aLongPreambleIsRefused() {
        String note = "x".repeat(8190);
        String body = "\r\n" + FormExchange.body(part("a", "1"));
        assertEquals(
                "1",
                FormExchange.request(FormExchange.of(FormExchange.MULTIPART, note + body))
                        .form()
                        .get("a"));
        assertRefused(INVALID, FormExchange.MULTIPART, note + "more" + body);
    }
}
