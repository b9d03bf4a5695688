package dev.servlette.config;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The values of a file of settings. No message about it quotes what a line says: that may be a part of a secret.
 *
 * @param path where it lies
 * @param values by name
 */
record EnvFile(Path path, Map<String, String> values) {
    private static final Logger LOG = System.getLogger("dev.servlette");
    private static final int MAX_BYTES = 1 << 20;

    static EnvFile read(Path path, Charset encoding) {
        if (!Files.isRegularFile(path)) {
            LOG.log(
                    Level.WARNING,
                    () -> "There is no file \"" + path.toAbsolutePath() + "\". Config reads the environment only.");
            return new EnvFile(path, Map.of());
        }
        return parse(path, text(path, encoding));
    }

    private static String text(Path path, Charset encoding) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalStateException(
                        "The file \"" + path + "\" is larger than 1 MiB, which no file of settings is.");
            }
            return encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The file \"" + path + "\" cannot be read as text in " + encoding + ": " + e
                            + ". One in another charset is read by new Config(path, charset).",
                    e);
        }
    }

    /** The values in a text; of two lines with one name the last one holds. */
    static EnvFile parse(Path path, String text) {
        Map<String, String> values = new HashMap<>();
        int number = 0;
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text; // some editors put it there
        for (Iterator<String> lines = withoutMark.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next().strip();
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                values.put(
                        name(line, equals, number, path),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        return new EnvFile(path, Collections.unmodifiableMap(values));
    }

    private static String name(String line, int equals, int number, Path path) {
        String name = line.substring(0, Math.max(equals, 0)).strip();
        if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalStateException("Line " + number + " of the file \"" + path + "\" has no "
                    + (equals < 0 ? "\"=\"" : "name of one word before its \"=\"")
                    + ". A line is NAME=value without \"export\", empty, or a comment that starts with #.");
        }
        return name;
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        boolean isQuoted = last > 0
                && value.charAt(0) == value.charAt(last)
                && (value.charAt(0) == '"' || value.charAt(0) == '\'');
        return isQuoted ? value.substring(1, last) : value;
    }

    @Override
    public String toString() {
        return "the file \"" + path + '"';
    }
}
