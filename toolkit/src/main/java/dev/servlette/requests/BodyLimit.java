package dev.servlette.requests;

/**
 * How large the body of a request may be; a larger one is a 413 (RFC 9110, section 15.5.14). Apps, routers and routes are told it as
 * {@code maxBodyBytes}.
 *
 * <p>One that was told holds for the body however it is read. The usual one is 16 MiB for a body that is kept in memory, and 256 MiB
 * for one that is not: enough for two of the largest files that a form takes unless told.
 */
public final class BodyLimit {
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;
    private static final BodyLimit USUAL = new BodyLimit(16 << 20, 256 << 20);

    private final long keptBytes;
    private final long bytes;

    private BodyLimit(long keptBytes, long bytes) {
        this.keptBytes = keptBytes;
        this.bytes = bytes;
    }

    /** The limit where nobody said another. */
    static BodyLimit usual() {
        return USUAL;
    }

    /**
     * A limit of so many bytes.
     *
     * @param owner what is told it, for the message
     * @throws IllegalArgumentException when it is not positive
     */
    public static BodyLimit of(String owner, long bytes) {
        long most = checked("maxBodyBytes", owner, bytes);
        return new BodyLimit(Math.min(most, MAX_ARRAY_BYTES), most);
    }

    static long checked(String option, String owner, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(option + "(" + value + ") was given to " + owner
                    + ". A limit is at least 1; a literal of 2 GiB or more needs L, 4L << 30.");
        }
        return value;
    }

    /** How large a body may be, however it is read. */
    public long bytes() {
        return bytes;
    }

    /** How large one may be that is kept in memory as a whole. */
    long keptBytes() {
        return keptBytes;
    }
}
