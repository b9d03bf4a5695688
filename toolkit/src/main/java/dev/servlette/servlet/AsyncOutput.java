package dev.servlette.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** The output of a container, for a thread that is not the container's: which may end the answer at any time, and is not written to then. */
final class AsyncOutput extends OutputStream {
    private final AsyncAnswer answer;
    private final HttpServletResponse response;

    AsyncOutput(AsyncAnswer answer, HttpServletResponse response) {
        this.answer = answer;
        this.response = response;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        answer.use(() -> response.getOutputStream().write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        answer.use(() -> response.getOutputStream().flush());
    }
}
