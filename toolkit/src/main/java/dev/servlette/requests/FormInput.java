package dev.servlette.requests;

import java.io.InputStream;

/** The body of a form, of which is known whether there is any: a form that has none may have been read by somebody before. */
final class FormInput extends InputStream {
    private final ReceivedBody body;
    private final boolean isEmpty;
    private int first;

    /** Waits for the first byte. */
    FormInput(ReceivedBody body) {
        this.body = body;
        this.first = body.read();
        this.isEmpty = first < 0;
    }

    boolean isEmpty() {
        return isEmpty;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (first < 0 || length == 0) {
            return body.read(bytes, offset, length);
        }
        bytes[offset] = (byte) first;
        first = -1;
        return 1;
    }
}
