package dev.servlette.responses;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.HttpDate;
import dev.servlette.datastructures.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A file (Starlette: <a href="https://www.starlette.io/responses/#fileresponse">FileResponse</a>). It has its type by the name,
 * {@code ETag} and {@code Last-Modified}; ranges and conditional requests are answered where it is sent (RFC 9110, sections 13
 * and 14).
 *
 * <p>It may be kept in a constant: the file is looked at anew for each request, where the reply leaves the handler or middleware
 * that made it. If no file is there, that handler fails with a {@link NoSuchFileException}, and the client sees a 500; answer
 * 404 where a file may be missing. A header that was set is not replaced.
 *
 * <pre>{@code
 * return new FileResponse(Path.of("report.pdf"), "Report 2026.pdf");
 * }</pre>
 */
public class FileResponse extends Response {
    private static final String ATTRIBUTE = "!#$&+-.^_`|~"; // besides letters and digits: RFC 8187, section 3.2.1
    private static final String NOT_QUOTED = "\"\\%/";

    /** A 200 with this file, to be shown. */
    public FileResponse(Path path) {
        super(new Body.File(path), type(path, ""), 200);
    }

    /** A 200 with this file, to be saved under this name; the name says its type, and if it does not, the path does. */
    public FileResponse(Path path, String filename) {
        this(path, filename, "attachment");
    }

    private FileResponse(Path path, String filename, String disposition) {
        super(
                new Body.File(path),
                contentType(type(path, filename)).withAdded("Content-Disposition", disposition(disposition, filename)),
                200);
    }

    /** A 200 with this file, to be shown, and saved under this name when it is saved. */
    public static FileResponse inline(Path path, String filename) {
        return new FileResponse(path, filename, "inline");
    }

    private static String type(Path path, String filename) {
        String type = MediaType.ofFile(filename);
        return type != null ? type : MediaType.ofFile(String.valueOf(path.getFileName()), MediaType.UNKNOWN);
    }

    /** RFC 6266: a plain name for all, and the whole one beside it when it is not plain. */
    private static String disposition(String disposition, String filename) {
        StringBuilder plain = new StringBuilder(filename.length());
        for (int i = 0; i < filename.length(); i++) {
            char c = filename.charAt(i);
            plain.append(c < ' ' || c > '~' || NOT_QUOTED.indexOf(c) >= 0 ? '_' : c);
        }
        String value = disposition + "; filename=\"" + plain + '"';
        return filename.contentEquals(plain)
                ? value
                : value + "; filename*=UTF-8''" + PercentEncoding.encode(filename, ATTRIBUTE);
    }

    /**
     * The response as it leaves a handler: a file that was not measured has its length, and validators that say when it changed.
     * Any other response is itself.
     *
     * @param clock the app's; no file was modified later than that (RFC 9110, section 8.8.2.1)
     * @throws NoSuchFileException when no regular file is there
     */
    public static Response measured(Response response, Clock clock) throws IOException {
        if (!(response.body() instanceof Body.File file) || file.isMeasured()) {
            return response;
        }
        BasicFileAttributes attributes = attributes(file.path());
        long length = Math.max(0, attributes.size() - file.offset());
        return with(response.withBody(new Body.File(file.path(), file.offset(), length)), attributes, clock.instant());
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw missing(path, "and nothing is there");
        }
        if (!attributes.isRegularFile()) {
            throw missing(path, "which is no regular file");
        }
        return attributes;
    }

    private static NoSuchFileException missing(Path path, String what) {
        return new NoSuchFileException(
                path.toString(),
                null,
                "A FileResponse was given this path, " + what
                        + ". Answer 404 where a file may be missing, or have an exceptionHandler for NoSuchFileException.");
    }

    private static Response with(Response response, BasicFileAttributes attributes, Instant now) {
        Headers headers = response.headers();
        Response with = response;
        if (!headers.contains("ETag")) {
            long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            with = with.withHeader(
                    "ETag", '"' + Long.toHexString(modified) + '-' + Long.toHexString(attributes.size()) + '"');
        }
        if (!headers.contains("Last-Modified")) {
            Instant modified = attributes.lastModifiedTime().toInstant();
            with = with.withHeader("Last-Modified", HttpDate.format(modified.isAfter(now) ? now : modified));
        }
        return with;
    }
}
