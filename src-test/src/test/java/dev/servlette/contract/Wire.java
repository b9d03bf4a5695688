package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, and no more of HTTP/1.1 (RFC 9112) than it takes to see exactly what a host says on it. */
final class Wire implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private int chunk; // bytes that are left of the one that is read

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    InputStream in() {
        return in;
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    void send(List<Ask> asks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Ask ask : asks) {
            bytes.writeBytes(head(ask).getBytes(ISO_8859_1));
            bytes.writeBytes(ask.isChunked() ? chunks(ask.body()) : ask.body());
        }
        socket.getOutputStream().write(bytes.toByteArray());
        socket.getOutputStream().flush();
    }

    private static String head(Ask ask) {
        StringBuilder head = new StringBuilder(ask.method() + " " + ask.target() + " HTTP/1.1\r\n");
        head.append(ask.namesHost() ? "" : "Host: testserver\r\n");
        for (String line : ask.headers()) {
            head.append(line).append("\r\n");
        }
        if (ask.isChunked()) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (ask.body().length > 0 && !ask.isFramed()) {
            head.append("Content-Length: ").append(ask.body().length).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** The body in two chunks, so that it is known that they are put together. */
    private static byte[] chunks(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int half = body.length / 2;
        chunk(bytes, body, 0, half);
        chunk(bytes, body, half, body.length - half);
        bytes.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return bytes.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream bytes, byte[] body, int offset, int length) {
        if (length > 0) {
            bytes.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
            bytes.write(body, offset, length);
            bytes.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
    }

    /** The next answer, which answers this method. */
    Answered read(String method) throws IOException {
        return read(method, () -> {});
    }

    /** The same; something is done when its head has come. */
    Answered read(String method, Deployment.Step atHead) throws IOException {
        Answered head = head();
        atHead.run();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int status = head.status();
        boolean isBodiless = method.equals("HEAD") || status == 101 || status == 204 || status == 304;
        boolean isWhole = isBodiless || isBodyWhole(head.headers(), body);
        return new Answered(status, head.headers(), body.toByteArray(), isWhole);
    }

    /** Status and headers of the next answer. */
    Answered head() throws IOException {
        String statusLine = line();
        if (!statusLine.startsWith("HTTP/1.1 ")) {
            throw new IOException("\"" + statusLine + "\" came where a status line was to come.");
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        List<String> headers = new ArrayList<>();
        readFields("", headers);
        return new Answered(status, headers, new byte[0], false);
    }

    /** The next line of a body in chunks; {@code null} after its last one. */
    @Nullable
    String chunkedLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = chunkedByte(); c != '\n'; c = chunkedByte()) {
            if (c < 0) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private int chunkedByte() throws IOException {
        if (chunk == 0) {
            chunk = length(line());
            if (chunk == 0) {
                line();
                return -1;
            }
        }
        int c = in.read();
        if (c < 0) {
            throw new EOFException();
        }
        chunk--;
        if (chunk == 0) {
            line();
        }
        return c;
    }

    private void readFields(String mark, List<String> fields) throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            String name = Differences.name(line);
            fields.add(mark + (name + ": " + line.substring(name.length() + 1).strip()).strip());
        }
    }

    /** RFC 9112, section 6.3. */
    private boolean isBodyWhole(List<String> headers, ByteArrayOutputStream body) {
        String length = value(headers, "Content-Length");
        boolean isChunked = value(headers, "Transfer-Encoding").equalsIgnoreCase("chunked");
        try {
            if (isChunked) {
                readChunks(body);
                readFields("+", headers);
            } else if (length.isEmpty()) {
                in.transferTo(body);
            } else {
                readBytes(Integer.parseInt(length), body);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String value(List<String> headers, String name) {
        for (String line : headers) {
            if (Differences.name(line).equalsIgnoreCase(name)) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    private void readChunks(ByteArrayOutputStream body) throws IOException {
        for (int length = length(line()); length > 0; length = length(line())) {
            readBytes(length, body);
            line();
        }
    }

    private static int length(String line) throws IOException {
        try {
            return Integer.parseInt(line, 16);
        } catch (NumberFormatException e) {
            throw new IOException("\"" + line + "\" is no length of a chunk.", e);
        }
    }

    private void readBytes(int length, ByteArrayOutputStream body) throws IOException {
        byte[] bytes = in.readNBytes(length);
        body.writeBytes(bytes);
        if (bytes.length < length) {
            throw new EOFException();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection ended after \"" + line + "\".");
            }
            line.append((char) c);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Goes away as a process that was killed. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void readSome() throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {}
        if (in.read() < 0) {
            throw new EOFException();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
