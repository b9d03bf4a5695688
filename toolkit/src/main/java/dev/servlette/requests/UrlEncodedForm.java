package dev.servlette.requests;

import dev.servlette.datastructures.QueryParams;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads an {@code application/x-www-form-urlencoded} body as it arrives. Each limit holds from the first byte that is too many, so
 * that what comes after it is not even read.
 */
final class UrlEncodedForm {
    private final FormLimits limits;
    private final List<Map.Entry<String, String>> fields = new ArrayList<>();
    private byte[] pair = new byte[256];
    private int length;
    private int sizeOfEquals;
    private long total;

    private UrlEncodedForm(FormLimits limits) {
        this.limits = limits;
    }

    static List<Map.Entry<String, String>> read(FormInput in, FormLimits limits) {
        UrlEncodedForm form = new UrlEncodedForm(limits);
        byte[] chunk = new byte[8192];
        for (int read = in.read(chunk, 0, chunk.length); read >= 0; read = in.read(chunk, 0, chunk.length)) {
            for (int i = 0; i < read; i++) {
                form.add(chunk[i]);
            }
        }
        form.end();
        return form.fields;
    }

    private void add(byte b) {
        if (b == '&') {
            end();
            return;
        }
        if (length == pair.length) {
            pair = Arrays.copyOf(pair, 2 * length);
        }
        if (b == '=') {
            sizeOfEquals = 1; // the first one is neither of the name nor of the value; more are of the value
        }
        pair[length++] = b;
        limits.checkField("Field", length - sizeOfEquals);
        limits.checkText(++total);
    }

    /** A pair has come whole. Two ampersands in a row have none between them. */
    private void end() {
        if (length > 0) {
            limits.checkFields(fields.size() + 1);
            fields.addAll(QueryParams.parse(new String(pair, 0, length, StandardCharsets.UTF_8))
                    .entries());
        }
        length = 0;
        sizeOfEquals = 0;
    }
}
