package dev.servlette.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One connection that stays open. Sends a request, waits for all of the answer, sends the next. */
final class KeepAliveClient implements Closeable {
    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.ISO_8859_1);

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[8192];

    KeepAliveClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = socket.getInputStream();
    }

    /** What is sent for a path: the headers of an ordinary client. */
    static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: benchmark\r\nAccept: */*\r\n"
                        + "Accept-Encoding: identity\r\nAccept-Language: en\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The answer as it came, head and body. */
    String exchange(String path) throws IOException {
        socket.getOutputStream().write(request(path));
        int length = 0;
        while (length < wanted(length)) {
            length += read(length);
        }
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }

    private int wanted(int length) {
        String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return length + 1;
        }
        String name = "\r\nContent-Length: ";
        int at = text.indexOf(name) + name.length();
        return end + 4 + Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
    }

    private int read(int length) throws IOException {
        int read = in.read(buffer, length, buffer.length - length);
        if (read < 0) {
            throw new IOException("The server closed the connection.");
        }
        return read;
    }

    /** Sends requests one after the other, each of which is answered by a 200 of this many bytes. */
    void drive(byte[][] requests, int count, int answerBytes) throws IOException {
        for (int i = 0; i < count; i++) {
            socket.getOutputStream().write(requests[i % requests.length]);
            int length = 0;
            while (length < answerBytes) {
                length += read(length);
            }
            if (length > answerBytes || !Arrays.equals(buffer, 0, OK.length, OK, 0, OK.length)) {
                throw new IOException(
                        "Unexpected answer: " + new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
