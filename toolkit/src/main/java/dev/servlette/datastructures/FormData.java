package dev.servlette.datastructures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form that was sent, in their order and with duplicates. Texts and files are asked for by different methods.
 * Immutable, but for the files, which can be moved.
 */
public final class FormData extends NamedTexts {
    private static final FormData EMPTY = new FormData(List.of(), List.of());

    private final List<Map.Entry<String, UploadFile>> uploads;

    private FormData(List<Map.Entry<String, String>> texts, List<Map.Entry<String, UploadFile>> uploads) {
        super(texts, "form field");
        this.uploads = uploads;
    }

    /** No fields. */
    public static FormData empty() {
        return EMPTY;
    }

    /** A form of these texts and these files, each with the name of its field. */
    public static FormData of(List<Map.Entry<String, String>> texts, List<Map.Entry<String, UploadFile>> files) {
        return new FormData(List.copyOf(texts), List.copyOf(files));
    }

    @Override
    <T extends Record> RecordBinding<T> binding(Class<T> type) {
        return super.binding(type).absentIsFalse();
    }

    /** The last file of this name; {@code null} when there is none. */
    public @Nullable UploadFile file(String name) {
        List<UploadFile> files = files(name);
        return files.isEmpty() ? null : files.get(files.size() - 1);
    }

    /** All files of this name, in their order. */
    public List<UploadFile> files(String name) {
        List<UploadFile> files = new ArrayList<>();
        for (Map.Entry<String, UploadFile> upload : uploads) {
            if (upload.getKey().equals(name)) {
                files.add(upload.getValue());
            }
        }
        return Collections.unmodifiableList(files);
    }

    /** All files with the names of their fields, in their order; {@link #entries} has the texts. */
    public List<Map.Entry<String, UploadFile>> files() {
        return uploads;
    }

    /** The names of texts and files, for logs: values may be secret. */
    @Override
    public String toString() {
        List<String> files = new ArrayList<>();
        uploads.forEach(upload -> files.add(upload.getKey()));
        return "FormData[texts=" + names() + ", files=" + files + "]";
    }
}
