package dev.servlette.requests;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body as it arrives. That it breaks off is the client's doing, and told apart from what else may fail in a handler. */
final class ReceivedBody extends FilterInputStream {
    ReceivedBody(InputStream in) {
        super(in);
    }

    @Override
    public int read() {
        try {
            return in.read();
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            throw new ClientDisconnect(e);
        }
    }
}
