package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Completion;
import dev.servlette.requests.Request;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, whole. */
class FileContractTest extends Contract {
    private static final String VALIDATORS =
            "\nAccept-Ranges: bytes\nETag: \"ae1b981bc490a00-a\"\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String LARGE_VALIDATORS =
            "\nAccept-Ranges: bytes\nETag: \"ae1b981bc490a00-30d40\"\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT";
    private static final byte[] LARGE = large();
    private static final String TEXT = "200\nContent-Length: 10\nContent-Type: text/plain; charset=utf-8" + VALIDATORS;
    private static final long HUGE_BYTES = 64 << 20;

    @TempDir
    private static Path folder;

    private final BlockingQueue<Completion> completions = new LinkedBlockingQueue<>();

    static byte[] large() {
        byte[] large = new byte[200_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 >> 3);
        }
        return large;
    }

    static Path write(Path folder, String name, byte[] content) {
        try {
            Path file = Files.write(folder.resolve(name), content);
            return Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1994-11-06T08:49:37Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Servlette app() {
        Path text = write(folder, "a.txt", "0123456789".getBytes());
        Response constant = new FileResponse(text);
        return Servlette.of(
                Route.get("/text", request -> constant),
                Route.get("/named", request -> new FileResponse(text, "\u00e4.csv")),
                Route.get("/shown", request -> FileResponse.inline(text, "a.txt")),
                Route.get("/not-found", request -> constant.withStatus(404)),
                Route.get("/large", request -> new FileResponse(write(folder, "a", LARGE))),
                Route.get("/large-later", request -> later(new FileResponse(write(folder, "a", LARGE)))),
                Route.get("/huge", request -> new FileResponse(huge())),
                Route.get("/huge-counted", this::counted),
                Route.get("/empty", request -> new FileResponse(write(folder, "b", new byte[0]))),
                Route.get("/deleted-by-hook", request -> {
                    Path file = Files.write(Files.createTempFile(folder, "hook", ""), LARGE);
                    request.onComplete(end -> assertTrue(file.toFile().delete()));
                    return new FileResponse(file);
                }),
                Route.get("/deleted-by-task", request -> {
                    Path file = Files.write(Files.createTempFile(folder, "task", ""), LARGE);
                    return new FileResponse(file).withBackground(() -> Files.delete(file));
                }),
                Route.post("/while-reading", request -> {
                    InputStream in = request.stream();
                    CompletableFuture.runAsync(() -> readAll(in), task -> new Thread(task).start());
                    return new FileResponse(write(folder, "c", LARGE));
                }),
                Route.get("/missing", request -> new FileResponse(folder.resolve("secret"))),
                Route.get("/folder", request -> new FileResponse(folder)));
    }

    private static void readAll(InputStream in) {
        try {
            in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** More than the buffers of a connection hold, and no byte of it on the disk. */
    private static Path huge() throws IOException {
        Path file = folder.resolve("huge");
        setLength(file, HUGE_BYTES);
        return file;
    }

    private static void setLength(Path path, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
    }

    private Response counted(Request request) throws IOException {
        request.onComplete(completions::add);
        return new FileResponse(huge());
    }

    /** FR1, FR2, FR13. */
    @Test
    void aFileIsSentWithWhatIsKnownOfIt() throws IOException {
        for (int i = 0; i < 3; i++) {
            expect(Ask.get("/text"), TEXT + "\n\n0123456789");
            expect(Ask.head("/text"), TEXT);
        }
    }

    @Test
    void aFileMayHaveAnotherStatus() throws IOException {
        expect(
                Ask.get("/not-found"),
                "404\nContent-Length: 10\nContent-Type: text/plain; charset=utf-8"
                        + VALIDATORS.replace("\nAccept-Ranges: bytes", "") + "\n\n0123456789");
    }

    /** FR6. */
    @Test
    void aLargeFileIsSentWhole() throws IOException {
        String head = "200\nContent-Length: 200000\nContent-Type: application/octet-stream" + LARGE_VALIDATORS;
        expect(Ask.get("/large"), head, LARGE);
        expect(Ask.get("/large-later"), head, LARGE);
        expect(Ask.head("/large"), head);
    }

    @Test
    void anEmptyFileIsSent() throws IOException {
        expect(
                Ask.get("/empty"),
                "200\nContent-Length: 0\nContent-Type: application/octet-stream"
                        + "\nAccept-Ranges: bytes\nETag: \"ae1b981bc490a00-0\"\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT");
    }

    /** Else it would come when all of the body had, for which such a client need not wait. */
    @Test
    void aFileIsSentWhileTheBodyIsStillRead() throws IOException {
        Answered answered = send(Ask.of("POST", "/while-reading").header("Content-Length: 5"));
        assertTrue(answered.isWhole());
        assertArrayEquals(LARGE, answered.body());
    }

    /** FR3. */
    @Test
    void aFileHasANameToSaveItUnder() throws IOException {
        expect(
                Ask.get("/named"),
                "200\nContent-Disposition: attachment; filename=\"_.csv\"; filename*=UTF-8''%C3%A4.csv"
                        + "\nContent-Length: 10\nContent-Type: text/csv; charset=utf-8" + VALIDATORS
                        + "\n\n0123456789");
        expect(
                Ask.get("/shown"),
                "200\nContent-Disposition: inline; filename=\"a.txt\""
                        + "\nContent-Length: 10\nContent-Type: text/plain; charset=utf-8" + VALIDATORS
                        + "\n\n0123456789");
    }

    /** FR4: where it was looked for is for the log. */
    @Test
    void aFileThatIsMissingIsAnError() throws IOException {
        String error = "500\nContent-Length: 21\nContent-Type: text/plain; charset=utf-8\nVary: Accept";
        for (String path : new String[] {"/missing", "/folder"}) {
            expect(Ask.get(path), error + "\n\nInternal Server Error");
            expect(Ask.head(path), error);
        }
    }

    /** With a hook, and without: then a container may send it by other means. */
    @Test
    void aFileThatBecomesShorterCutsTheConnection() throws Exception {
        for (String path : new String[] {"/huge", "/huge-counted"}) {
            Answered answered = deployment().send(Ask.get(path), () -> setLength(folder.resolve("huge"), 1000));
            assertFalse(answered.isWhole());
            assertTrue(answered.has("Content-Length: " + HUGE_BYTES));
        }
        Completion end = Objects.requireNonNull(completions.poll(20, TimeUnit.SECONDS));
        assertEquals(EOFException.class, Objects.requireNonNull(end.failure()).getClass());
        assertTrue(end.bytes() < HUGE_BYTES);
        expect(Ask.head("/text"), TEXT);
    }

    @Test
    void aClientThatLeavesDuringAFileIsNoFailure() throws Exception {
        deployment().leave(Ask.get("/huge"));
        deployment().leave(Ask.get("/huge-counted"));
        Completion end = Objects.requireNonNull(completions.poll(20, TimeUnit.SECONDS));
        assertEquals(
                ClientDisconnect.class, Objects.requireNonNull(end.failure()).getClass());
        expect(Ask.head("/text"), TEXT);
    }

    /** What runs when a file was sent may delete it. */
    @Test
    void aFileMayBeDeletedWhenItWasSent() throws Exception {
        for (String path : new String[] {"/deleted-by-hook", "/deleted-by-task"}) {
            for (int i = 0; i < 10; i++) {
                Answered answered = send(Ask.get(path));
                assertTrue(answered.isWhole() && Arrays.equals(LARGE, answered.body()), path);
            }
        }
    }
}
