package dev.servlette.config;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text that is not to be seen: it prints as {@code Secret(**********)}, in records and logs too, and has no form in JSON. Only
 * {@link #reveal} gives the text (Starlette: <a href="https://www.starlette.io/config/#secrets">Secrets</a>). Immutable.
 */
public final class Secret {
    /** Transient: what reads fields by reflection, as JSON libraries may, passes it over. */
    private final transient String text;

    private Secret(String text) {
        this.text = text;
    }

    /** A secret of this text. */
    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text, "Secret.of(null): a secret is a text."));
    }

    /** The text itself. */
    public String reveal() {
        return text;
    }

    /** Whether the texts are the same, found out in a time that depends on their lengths only. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    /** No charset has all texts: half of a character would be a question mark. */
    private byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    /** The same for all secrets, as a hash would tell something of the text. */
    @Override
    public int hashCode() {
        return 0;
    }

    /** Shows as many stars for every text. */
    @Override
    public String toString() {
        return "Secret(**********)";
    }
}
