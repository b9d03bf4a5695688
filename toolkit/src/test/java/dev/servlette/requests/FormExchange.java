package dev.servlette.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.servlette.datastructures.State;
import dev.servlette.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Requests that bring a form, in tests: each character of a body is a byte. */
final class FormExchange {
    static final String MULTIPART = "multipart/form-data; boundary=b";

    private FormExchange() {}

    static RecordingExchange of(String contentType, String body) {
        return of(contentType, new ByteArrayInputStream(body.getBytes(ISO_8859_1)));
    }

    static RecordingExchange of(String contentType, InputStream body) {
        return new RecordingExchange("POST", "/")
                .header("Content-Type", contentType)
                .body(body);
    }

    static Request request(RecordingExchange exchange) {
        return new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
    }

    static Request urlEncoded(String body) {
        return request(of("application/x-www-form-urlencoded", body));
    }

    static Request multipart(String... parts) {
        return request(of(MULTIPART, body(parts)));
    }

    /** A whole body of parts, each with the headers and the content that {@link #part} and {@link #file} give it. */
    static String body(String... parts) {
        StringBuilder body = new StringBuilder();
        for (String part : parts) {
            body.append("--b\r\n").append(part).append("\r\n");
        }
        return body.append("--b--\r\n").toString();
    }

    static String part(String name, String content) {
        return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content;
    }

    static String file(String name, String filename, String content) {
        return "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename
                + "\"\r\nContent-Type: text/x\r\n\r\n" + content;
    }

    /** Ends the answer. */
    static void end(Request request) {
        request.scope().complete(200, 0, null, failure -> {
            throw new AssertionError(failure);
        });
    }

    /** What lies below a directory. */
    static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.skip(1).toList();
        }
    }

    /** A body that gives these bytes, and then fails as a connection that is cut. */
    static InputStream cut(String begin) {
        return new InputStream() {
            private final InputStream bytes = new ByteArrayInputStream(begin.getBytes(ISO_8859_1));

            @Override
            public int read() throws IOException {
                int b = bytes.read();
                if (b < 0) {
                    throw new IOException("cut");
                }
                return b;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = bytes.read(target, offset, length);
                if (read < 0) {
                    throw new IOException("cut");
                }
                return read;
            }
        };
    }
}
