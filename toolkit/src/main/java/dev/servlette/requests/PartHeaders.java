package dev.servlette.requests;

import dev.servlette.datastructures.Headers;
import dev.servlette.exceptions.HttpException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the headers of a part say (RFC 7578, section 4.2), and the text that its bytes are. */
final class PartHeaders {
    /** Of the request; some clients write names and texts in another than UTF-8, and say so. */
    private final Charset charset;

    PartHeaders(@Nullable String charset) {
        this.charset = charset(charset);
    }

    private static Charset charset(@Nullable String name) {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.ISO_8859_1; // not known here: each byte becomes a character, and none is lost
        }
    }

    /** The text of these bytes; in Latin-1 when they are none of the charset. */
    String text(byte[] bytes) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * The headers that these lines are, up to an empty one, each byte a character. A line that begins with a blank goes on with the one before.
     *
     * @throws HttpException 400 when they are none
     */
    Headers parse(String lines) {
        String unfolded = lines.replace("\r\n ", " ").replace("\r\n\t", " ");
        List<String> headers = new ArrayList<>();
        int begin = 0;
        for (int end = unfolded.indexOf("\r\n"); end > begin; end = unfolded.indexOf("\r\n", begin)) {
            add(headers, decoded(unfolded.substring(begin, end)));
            begin = end + 2;
        }
        return Headers.received(headers.toArray(new String[0]));
    }

    private static void add(List<String> headers, String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(colon, 0));
        if (name.isEmpty() || name.indexOf(' ') >= 0 || name.indexOf('\t') >= 0) {
            throw ReceivedForm.malformed(null);
        }
        headers.add(name);
        headers.add(line.substring(colon + 1).strip());
    }

    private String decoded(String line) {
        return checked(text(line.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** A text that has no control characters: what is no line end for us may be one for others. */
    static String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F) {
                throw ReceivedForm.malformed(null);
            }
        }
        return text;
    }
}
