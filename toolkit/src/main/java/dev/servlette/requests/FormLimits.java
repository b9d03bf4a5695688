package dev.servlette.requests;

import dev.servlette.exceptions.HttpException;

/**
 * How large a form may be; what is larger is a 413. Each option returns a copy. {@code maxBodyBytes} limits the body as a whole.
 *
 * <pre>{@code
 * static final FormLimits LIMITS = new FormLimits().maxFiles(10).maxFileBytes(2L << 30);
 * }</pre>
 */
public final class FormLimits {
    private enum Limit {
        FILES(1000),
        FIELDS(1000),
        FIELD_BYTES(1 << 20),
        TEXT_BYTES(16 << 20),
        FILE_BYTES(128 << 20),
        PART_HEADER_BYTES(8 << 10),
        MEMORY_BYTES(1 << 20);

        private final long usual;

        Limit(long usual) {
            this.usual = usual;
        }
    }

    private final long[] limits;

    /**
     * The usual limits: 1000 files, 1000 fields, 1 MiB a field, 16 MiB of text, 128 MiB a file, 8 KiB of headers a part, 1 MiB of
     * files in memory.
     */
    public FormLimits() {
        limits = new long[Limit.values().length];
        for (Limit limit : Limit.values()) {
            limits[limit.ordinal()] = limit.usual;
        }
    }

    private FormLimits(long... limits) {
        this.limits = limits;
    }

    private FormLimits with(Limit limit, String option, long value) {
        long[] copy = limits.clone();
        copy[limit.ordinal()] = BodyLimit.checked(option, "FormLimits", value);
        return new FormLimits(copy);
    }

    /** How many files there may be, 1000 unless told; each part with a file name counts. */
    public FormLimits maxFiles(int most) {
        return with(Limit.FILES, "maxFiles", most);
    }

    /** How many texts there may be, 1000 unless told. */
    public FormLimits maxFields(int most) {
        return with(Limit.FIELDS, "maxFields", most);
    }

    /** How long a text may be, 1 MiB unless told; in a urlencoded form with its name, and as it was sent. */
    public FormLimits maxFieldBytes(int most) {
        return with(Limit.FIELD_BYTES, "maxFieldBytes", most);
    }

    /** How long all texts of a form and their names may be together, 16 MiB unless told: {@link Request#form} keeps them in memory. */
    public FormLimits maxTextBytes(long most) {
        return with(Limit.TEXT_BYTES, "maxTextBytes", most);
    }

    /** How large a file may be, 128 MiB unless told. */
    public FormLimits maxFileBytes(long most) {
        return with(Limit.FILE_BYTES, "maxFileBytes", most);
    }

    /** How long all headers of a part may be, 8 KiB unless told. */
    public FormLimits maxPartHeaderBytes(int most) {
        return with(Limit.PART_HEADER_BYTES, "maxPartHeaderBytes", most);
    }

    /** How much of its files, together, a form keeps in memory, 1 MiB unless told; the rest goes to temporary files. */
    public FormLimits memoryBytes(int most) {
        return with(Limit.MEMORY_BYTES, "memoryBytes", most);
    }

    long fieldBytes() {
        return get(Limit.FIELD_BYTES);
    }

    long fileBytes() {
        return get(Limit.FILE_BYTES);
    }

    int partHeaderBytes() {
        return (int) get(Limit.PART_HEADER_BYTES);
    }

    int memoryBytes() {
        return (int) get(Limit.MEMORY_BYTES);
    }

    private long get(Limit limit) {
        return limits[limit.ordinal()];
    }

    void checkFiles(int files) {
        checkCount(files, Limit.FILES, "files");
    }

    void checkFields(int fields) {
        checkCount(fields, Limit.FIELDS, "fields");
    }

    private void checkCount(int count, Limit limit, String things) {
        if (count > get(limit)) {
            throw new HttpException(
                    413, "Too many " + things + ". Maximum number of " + things + " is " + get(limit) + ".");
        }
    }

    /** Limits one field; what is limited is said to the client as {@code Field} or {@code Part}. */
    void checkField(String what, long bytes) {
        if (bytes > fieldBytes()) {
            throw tooLarge(what, fieldBytes());
        }
    }

    void checkText(long bytes) {
        if (bytes > get(Limit.TEXT_BYTES)) {
            throw tooLarge("Text of the form", get(Limit.TEXT_BYTES));
        }
    }

    /** The answer to something that is larger than a limit. */
    static HttpException tooLarge(String what, long limit) {
        String size = limit % 1024 == 0 ? limit / 1024 + "KB" : limit + " bytes";
        return new HttpException(413, what + " exceeded maximum size of " + size + ".");
    }
}
