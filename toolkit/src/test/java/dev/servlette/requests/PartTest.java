package dev.servlette.requests;

import static dev.servlette.requests.FormExchange.below;
import static dev.servlette.requests.FormExchange.file;
import static dev.servlette.requests.FormExchange.multipart;
import static dev.servlette.requests.FormExchange.part;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.exceptions.HttpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {
    private static final FormLimits LIMITS = new FormLimits();

    @TempDir
    private Path temp;

    private static Iterator<Part> parts(FormLimits limits, String... parts) {
        return multipart(parts).parts(limits).iterator();
    }

    @Test
    void partsComeOneAfterTheOther() {
        List<String> seen = new ArrayList<>();
        for (Part part :
                multipart(part("a", "1"), file("f", "x", "two"), part("b", "")).parts(LIMITS)) {
            seen.add(part.name() + " " + part.filename() + " " + part.isFile() + " " + part.contentType() + " "
                    + part.headers().size() + " " + part.text());
        }
        assertEquals(List.of("a null false null 1 1", "f x true text/x 2 two", "b null false null 1 "), seen);
    }

    @Test
    void contentIsReadAsItArrives() throws IOException {
        Part part = parts(LIMITS, part("a", "ab\u00ff")).next();
        InputStream stream = part.stream();
        assertEquals(0, stream.read(new byte[1], 0, 0));
        assertEquals('a', stream.read());
        assertEquals('b', stream.read());
        assertEquals(0xFF, stream.read());
        assertEquals(-1, stream.read());
        assertSame(stream, part.stream());
        assertEquals("", part.text());
    }

    @Test
    void contentIsSavedInPlaceOfAnother() throws IOException {
        Path target = temp.resolve("deep/a");
        assertEquals(3, parts(LIMITS, file("f", "x", "one")).next().saveTo(target));
        assertEquals(4, parts(LIMITS, file("f", "x", "more")).next().saveTo(target));
        assertEquals("more", Files.readString(target));
        assertEquals(List.of(temp.resolve("deep"), target), below(temp));
    }

    @Test
    void nothingIsSavedOfAPartThatIsNotWhole() throws IOException {
        Path target = temp.resolve("a");
        Iterator<Part> parts = FormExchange.request(
                        FormExchange.of(FormExchange.MULTIPART, "--b\r\n" + file("f", "x", "on")))
                .parts(LIMITS)
                .iterator();
        Part truncated = parts.next();
        assertThrows(HttpException.class, () -> truncated.saveTo(target));
        assertThrows(HttpException.class, parts::hasNext);
        Part large = parts(LIMITS.maxFileBytes(2), file("f", "x", "123")).next();
        assertThrows(HttpException.class, () -> large.saveTo(target));
        assertEquals(List.of(), below(temp));
    }

    @Test
    void whatIsNotReadIsPassedOver() {
        Iterator<Part> parts = parts(LIMITS, file("f", "x", "1".repeat(100_000)), part("a", "2"));
        assertEquals("f", parts.next().name());
        assertEquals("2", parts.next().text());
        assertFalse(parts.hasNext());
        assertFalse(parts.hasNext());
        assertEquals(
                "The last part of the request has been given.",
                assertThrows(NoSuchElementException.class, parts::next).getMessage());
    }

    /** Or nobody would know how large a form is that is not looked at. */
    @Test
    void whatIsPassedOverCountsToo() {
        Iterator<Part> parts = parts(LIMITS.maxFileBytes(2), file("f", "x", "123"), part("a", "2"));
        parts.next();
        assertEquals(
                "413: File exceeded maximum size of 2 bytes.",
                assertThrows(HttpException.class, parts::hasNext).getMessage());
        assertThrows(HttpException.class, parts::hasNext);
    }

    @Test
    void aPartIsValidUntilTheNextIsAskedFor() {
        Iterator<Part> parts = parts(LIMITS, part("a", "1"), part("b", "2"));
        Part first = parts.next();
        assertTrue(parts.hasNext());
        assertTrue(parts.hasNext());
        assertEquals(
                "The part \"a\" was read after the next one was asked for. Its bytes are gone; read each part in its turn.",
                assertThrows(IllegalStateException.class, first::text).getMessage());
        assertEquals("2", parts.next().text());
    }

    @Test
    void aPartThatFailedFailsAgain() {
        Part part = parts(LIMITS.maxFieldBytes(2), part("a", "123")).next();
        HttpException first = assertThrows(HttpException.class, part::text);
        assertSame(first, assertThrows(HttpException.class, part::text));
    }

    @Test
    void aClientThatGoesIsNoEndOfAPart() {
        InputStream body = FormExchange.cut("--b\r\n" + part("a", "12"));
        Part part = FormExchange.request(FormExchange.of(FormExchange.MULTIPART, body))
                .parts(LIMITS)
                .iterator()
                .next();
        ClientDisconnect first = assertThrows(ClientDisconnect.class, part::text);
        assertSame(first, assertThrows(ClientDisconnect.class, part::text));
    }

    /** It is kept in memory, whatever the limit of files. */
    @Test
    void theTextOfAFileIsLimitedAsAField() {
        Part part = parts(LIMITS.maxFieldBytes(2), file("f", "x", "123")).next();
        assertNull(part.headers().get("X-None"));
        assertEquals(
                "413: Part exceeded maximum size of 2 bytes.",
                assertThrows(HttpException.class, part::text).getMessage());
    }

    @Test
    void limitsOfCountsHoldWhilePartsCome() {
        Iterator<Part> parts = parts(LIMITS.maxFiles(1), file("f", "x", ""), file("f", "x", ""));
        parts.next();
        assertEquals(
                "413: Too many files. Maximum number of files is 1.",
                assertThrows(HttpException.class, parts::next).getMessage());
    }

    @Test
    void partsAreIteratedOnce() {
        Iterable<Part> parts = multipart(part("a", "1")).parts(LIMITS);
        parts.iterator();
        assertEquals(
                "The parts of a request were iterated twice. They are read while they arrive; keep what is needed, or use"
                        + " request.form().",
                assertThrows(IllegalStateException.class, parts::iterator).getMessage());
    }

    @Test
    void onlyMultipartHasParts() {
        Request request = FormExchange.urlEncoded("a=1");
        assertEquals(
                "415: A body of multipart/form-data is expected here.",
                assertThrows(HttpException.class, () -> request.parts(LIMITS)).getMessage());
        assertEquals("1", request.form().get("a"));
    }
}
