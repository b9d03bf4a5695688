package dev.servlette.testclient;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A form as browsers send it: urlencoded, or, when there is a file, as multipart. */
final class TestForm {
    static final String URL_ENCODED = "application/x-www-form-urlencoded";

    private record Field(
            String name,
            byte[] content,
            @Nullable String filename,
            @Nullable String mediaType) {}

    private final List<Field> fields = new ArrayList<>();
    private boolean isMultipart;
    private String boundary = "testclient";

    void add(String name, String value) {
        add(new Field(name, value.getBytes(UTF_8), null, null));
    }

    void add(String name, String filename, byte[] content, String mediaType) {
        isMultipart = true;
        add(new Field(name, content, filename, mediaType));
    }

    private void add(Field field) {
        fields.add(field);
        while (new String(field.content, ISO_8859_1).contains(boundary)) {
            boundary += "-";
        }
    }

    String mediaType() {
        return isMultipart ? "multipart/form-data; boundary=" + boundary : URL_ENCODED;
    }

    byte[] body() {
        return isMultipart ? multipart() : urlEncoded().getBytes(UTF_8);
    }

    private String urlEncoded() {
        StringBuilder text = new StringBuilder();
        for (Field field : fields) {
            text.append(text.length() == 0 ? "" : "&")
                    .append(URLEncoder.encode(field.name, UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(new String(field.content, UTF_8), UTF_8));
        }
        return text.toString();
    }

    /** RFC 7578; names are escaped as browsers do it. */
    private byte[] multipart() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Field field : fields) {
            String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escaped(field.name) + '"';
            if (field.filename != null) {
                head += "; filename=\"" + escaped(field.filename) + "\"\r\nContent-Type: " + field.mediaType;
            }
            body.writeBytes((head + "\r\n\r\n").getBytes(UTF_8));
            body.writeBytes(field.content);
            body.writeBytes("\r\n".getBytes(UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }

    private static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
