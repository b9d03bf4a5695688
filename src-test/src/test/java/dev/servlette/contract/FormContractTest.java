package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.FormData;
import dev.servlette.datastructures.UploadFile;
import dev.servlette.requests.FormLimits;
import dev.servlette.requests.Part;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms and uploads, whatever thread reads them, and what is left of them. */
class FormContractTest extends Contract {
    private static final FormLimits TIGHT = new FormLimits()
            .maxFiles(1)
            .maxFields(1)
            .maxFieldBytes(4)
            .maxFileBytes(5)
            .maxTextBytes(20)
            .maxPartHeaderBytes(100);
    private static final String URL_ENCODED = "Content-Type: application/x-www-form-urlencoded";
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=b";
    private static final String INVALID = "Invalid multipart data. It is malformed, or ends before its last boundary.";
    private static final byte[] LARGE = large();

    @TempDir
    private static Path store;

    /** How many directories of temporary files there are when an answer has ended. */
    private final BlockingQueue<Long> left = new LinkedBlockingQueue<>();

    private @Nullable Long leftOfLast;

    private static byte[] large() {
        byte[] large = new byte[3_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 >> 3);
        }
        return large;
    }

    @Override
    Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.post("/form", request -> new PlainTextResponse(text(request.form()))),
                        Route.post("/later", FormContractTest::later),
                        Route.post("/body", FormContractTest::afterTheBody),
                        Route.post("/tight", request -> new PlainTextResponse(text(request.form(TIGHT)))),
                        Route.post("/parts", FormContractTest::parts),
                        Route.post("/move", FormContractTest::move),
                        Route.post("/save", FormContractTest::save),
                        Route.post("/fails", FormContractTest::fail))
                .middleware((request, next) -> {
                    request.onComplete(end -> left.add(leftOf(request))); // registered first, runs last
                    return next.handle(request);
                })
                .build();
    }

    private static long leftOf(Request request) {
        String prefix = "servlette-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(request.scope().exchange().temporaryDirectory())) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .count();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String text(FormData form) {
        StringBuilder text = new StringBuilder(form.entries().toString());
        for (Map.Entry<String, UploadFile> file : form.files()) {
            text.append(' ').append(file.getKey()).append('=').append(file.getValue());
            text.append(' ').append(sum(file.getValue().bytes()));
        }
        return text.toString();
    }

    private static long sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    private static Reply later(Request request) {
        return Reply.from(CompletableFuture.supplyAsync(() -> new PlainTextResponse(text(request.form()))));
    }

    private static Response afterTheBody(Request request) {
        int length = request.body().length;
        return new PlainTextResponse(length + " " + text(request.form()) + " " + request.body().length);
    }

    private static Response parts(Request request) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Part part : request.parts(new FormLimits().maxFileBytes(100 << 20))) {
            CRC32 sum = new CRC32();
            long length = 0;
            InputStream content = part.stream();
            byte[] chunk = new byte[50_000];
            for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
                sum.update(chunk, 0, read);
                length += read;
            }
            text.append(part.name() + " " + part.filename() + " " + length + " " + sum.getValue() + "\n");
        }
        return new PlainTextResponse(text.toString());
    }

    private static Response move(Request request) throws IOException {
        UploadFile file = request.form().file("f");
        Path target = store.resolve("new/moved");
        file.moveTo(target);
        return new PlainTextResponse(file.sizeBytes() + " " + sum(Files.readAllBytes(target)));
    }

    private static Response save(Request request) throws IOException {
        Path target = store.resolve("saved");
        for (Part part : request.parts(new FormLimits())) {
            part.saveTo(target);
        }
        return new PlainTextResponse(String.valueOf(sum(Files.readAllBytes(target))));
    }

    private static Response fail(Request request) {
        throw new IllegalStateException("secret " + request.form().files().size());
    }

    /** The client has its answer before the app is done with a request, and what that leaves is not the next one's. */
    @Override
    Answered send(Ask ask) throws IOException {
        Answered answered = super.send(ask);
        try {
            leftOfLast = left.poll(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return answered;
    }

    private static Ask urlEncoded(String path, String body) {
        return Ask.post(path, body).header(URL_ENCODED);
    }

    private static Ask multipart(String path, String body) {
        return Ask.post(path, body).header(MULTIPART);
    }

    private static String part(String parameters, String content) {
        return "--b\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n" + content + "\r\n";
    }

    /** A form with two texts and a file that does not stay in memory. */
    private static Ask upload(String path) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((part("name=a", "\u00fc") + "--b\r\nContent-Disposition: form-data; name=\"f\";"
                        + " filename=\"\u20ac.bin\"\r\nContent-Type: text/x\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(LARGE);
        body.writeBytes(("\r\n" + part("name=a", "2") + "--b--\r\n").getBytes(UTF_8));
        return new Ask("POST", path, List.of(MULTIPART), body.toByteArray(), false);
    }

    private static String answer(int status, String text) {
        String head = status == 200 ? "200" : status + "\nVary: Accept";
        return head + "\nContent-Length: " + text.getBytes(UTF_8).length
                + "\nContent-Type: text/plain; charset=utf-8\n\n" + text;
    }

    private void expectBoth(Ask ask, int status, String text) throws IOException {
        expect(ask, answer(status, text));
        expect(ask.chunked(), answer(status, text));
    }

    private void expectNothingLeft() {
        assertEquals(0, leftOfLast);
    }

    /** FM2. */
    @Test
    void urlEncodedFormsAreRead() throws IOException {
        String body = "a=1&b=%C3%BC+%26&a=&c&=z&d=\u00fc";
        for (String path : List.of("/form", "/later")) {
            expectBoth(urlEncoded(path, body), 200, "[a=1, b=\u00fc &, a=, c=, =z, d=\u00fc]");
            expect(urlEncoded(path + "?a=query", "a=1"), answer(200, "[a=1]"));
            expect(urlEncoded(path, ""), answer(200, "[]"));
        }
        expectBoth(urlEncoded("/body", "a=1"), 200, "3 [a=1] 3");
    }

    /** FM1. */
    @Test
    void otherBodiesAreEmptyForms() throws IOException {
        expect(Ask.post("/form", "a=1").header("Content-Type: text/plain"), answer(200, "[]"));
        expect(Ask.post("/form", ""), answer(200, "[]"));
        expect(
                Ask.post("/parts", "a=1").header("Content-Type: text/plain"),
                answer(415, "A body of multipart/form-data is expected here."));
    }

    /** FM4, FM6, FM10. */
    @Test
    void multipartFormsAreRead() throws Exception {
        String text = "[a=\u00fc, a=2] f=UploadFile[\u20ac.bin, text/x, 3000000 bytes] " + sum(LARGE);
        for (String path : List.of("/form", "/later")) {
            expect(upload(path), answer(200, text));
            expectNothingLeft();
            expect(upload(path).chunked(), answer(200, text));
            expectNothingLeft();
        }
        int length = upload("").body().length;
        expect(upload("/body"), answer(200, length + " " + text + " " + length));
        expectNothingLeft();
    }

    @Test
    void uploadsAreMovedAndSaved() throws Exception {
        expect(upload("/move"), answer(200, "3000000 " + sum(LARGE)));
        expectNothingLeft();
        expect(
                multipart("/save", part("name=f; filename=x", "abc") + "--b--"),
                answer(200, "" + sum("abc".getBytes(UTF_8))));
        try (Stream<Path> files = Files.walk(store)) {
            assertEquals(
                    List.of("", "new", "new/moved", "saved"),
                    files.map(file -> store.relativize(file).toString())
                            .sorted()
                            .toList());
        }
    }

    /** Larger than what would be kept in memory, by the one who sends it too. */
    @Test
    void partsAreReadWhileTheyCome() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            body.writeBytes(
                    ("--b\r\nContent-Disposition: form-data; name=f" + i + "; filename=x\r\n\r\n").getBytes(UTF_8));
            body.writeBytes(LARGE);
            body.writeBytes("\r\n".getBytes(UTF_8));
            text.append("f" + i + " x 3000000 " + sum(LARGE) + "\n");
        }
        body.writeBytes("--b--\r\n".getBytes(UTF_8));
        Ask ask = new Ask("POST", "/parts", List.of(MULTIPART), body.toByteArray(), false);
        expect(ask, answer(200, text.toString()));
        expectNothingLeft();
        expect(ask.chunked(), answer(200, text.toString()));
    }

    /** FM3, FM7. */
    @Test
    void eachLimitHasItsOwnAnswer() throws IOException {
        expectBoth(urlEncoded("/tight", "a=123"), 200, "[a=123]");
        expectBoth(urlEncoded("/tight", "a=1&b"), 413, "Too many fields. Maximum number of fields is 1.");
        expectBoth(urlEncoded("/tight", "a=1234"), 413, "Field exceeded maximum size of 4 bytes.");
        expectBoth(multipart("/tight", part("name=a", "1234") + "--b--"), 200, "[a=1234]");
        expectTooLarge(part("name=a", "12345"), "Part exceeded maximum size of 4 bytes.");
        expectTooLarge(part("name=a", "") + part("name=a", ""), "Too many fields. Maximum number of fields is 1.");
        String file = part("name=f; filename=x", "");
        expectTooLarge(file + file, "Too many files. Maximum number of files is 1.");
        expectTooLarge(part("name=f; filename=x", "123456"), "File exceeded maximum size of 5 bytes.");
        expectTooLarge(part("name=" + "n".repeat(21), ""), "Text of the form exceeded maximum size of 20 bytes.");
        expectTooLarge(part("name=" + "n".repeat(100), ""), "Headers of a part exceeded maximum size of 100 bytes.");
    }

    private void expectTooLarge(String parts, String text) throws IOException {
        expectBoth(multipart("/tight", parts + "--b--"), 413, text);
    }

    /** FM8, FM9, and better: a body that is not whole is no empty form. */
    @Test
    void malformedFormsAreRefused() throws Exception {
        for (String path : List.of("/form", "/later", "/parts")) {
            expectBoth(multipart(path, "garbage"), 400, INVALID);
            expectBoth(multipart(path, part("name=a", "1")), 400, INVALID);
            expectBoth(multipart(path, part("name=a; filename=x", "1").stripTrailing()), 400, INVALID);
            expectBoth(
                    multipart(path, part("filename=x", "") + "--b--"),
                    400,
                    "The Content-Disposition header field \"name\" must be provided.");
            Ask ask = Ask.post(path, "--b--").header("Content-Type: multipart/form-data");
            expectBoth(ask, 400, "Missing boundary in multipart.");
        }
    }

    /** FM10, RQ17. */
    @Test
    void nothingIsLeftOfWhatFails() throws Exception {
        byte[] whole = upload("").body();
        byte[] truncated = Arrays.copyOf(whole, whole.length - 20);
        expect(new Ask("POST", "/form", List.of(MULTIPART), truncated, false), answer(400, INVALID));
        expectNothingLeft();
        expect(upload("/fails"), answer(500, "Internal Server Error"));
        expectNothingLeft();
    }
}
