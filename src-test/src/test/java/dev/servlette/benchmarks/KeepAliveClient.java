package dev.servlette.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/** One connection that stays open. Sends a request, waits for all of the answer, sends the next. */
final class KeepAliveClient implements Closeable {
    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[65536];

    KeepAliveClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream(), 65536);
    }

    /** What is sent for a request: the headers of an ordinary client, and the body if there is one. */
    static byte[] request(String method, String path, String contentType, byte... body) {
        String entity =
                body.length == 0 ? "" : "Content-Type: " + contentType + "\r\nContent-Length: " + body.length + "\r\n";
        byte[] head = (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: benchmark\r\nAccept: */*\r\n"
                        + "Accept-Encoding: identity\r\nAccept-Language: en\r\n" + entity + "\r\n")
                .getBytes(ISO_8859_1);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** Sends a request, hands over the bytes of the body without their framing, and gives the head of the answer. */
    String exchange(byte[] request, OutputStream body) throws IOException {
        socket.getOutputStream().write(request);
        String head = head();
        String fields = head.toLowerCase(Locale.ROOT);
        if (fields.contains("\r\ntransfer-encoding: chunked")) {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                copy(size, body);
                line();
            }
            line();
        } else {
            String name = "\r\ncontent-length: ";
            int at = fields.indexOf(name) + name.length();
            copy(Long.parseLong(fields.substring(at, fields.indexOf('\r', at))), body);
        }
        return head;
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder(256);
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append("\r\n");
        }
        return head.toString();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server closed the connection.");
            }
            line.append((char) c);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    private void copy(long count, OutputStream body) throws IOException {
        for (long left = count; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException("The server closed the connection.");
            }
            body.write(buffer, 0, read);
            left -= read;
        }
    }

    /** Sends requests one after the other, each of which is answered by a 200 with a body of this many bytes. */
    void drive(byte[][] requests, int count, long bodyBytes) throws IOException {
        for (int i = 0; i < count; i++) {
            Counter counter = new Counter();
            String head = exchange(requests[i % requests.length], counter);
            if (counter.bytes != bodyBytes || !head.startsWith("HTTP/1.1 200 ")) {
                throw new IOException("Unexpected answer with " + counter.bytes + " bytes: " + head);
            }
        }
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes += length;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
