package dev.servlette.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A socket over a connection, and no more of RFC 6455 than it takes to see exactly what a host says on it. */
final class WireSocket implements SocketClient {
    private static final Set<String> OF_PROTOCOL = Set.of(
            "upgrade",
            "connection",
            "sec-websocket-accept",
            "sec-websocket-extensions",
            "sec-websocket-location", // and origin: Undertow says these, of drafts, beside what the RFC has
            "origin");
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BYTES = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LAST = 0x80;
    private static final int COMPRESSED = 0x40;

    private final Wire wire;
    private final String extensions;
    private final Answered handshake;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Deflate received = new Deflate();
    private boolean isMute; // answers no pings

    WireSocket(Wire wire, Answered answered) throws IOException {
        this.wire = wire;
        this.extensions = answered.headers().stream()
                .filter(line -> line.startsWith("Sec-WebSocket-Extensions: "))
                .collect(Collectors.joining());
        List<String> headers = answered.headers().stream()
                .filter(line -> answered.status() != 101 || !isOfProtocol(line))
                .toList();
        this.handshake = new Answered(answered.status(), headers, answered.body(), answered.isWhole());
        this.in = new DataInputStream(wire.in());
        this.out = new DataOutputStream(wire.out());
    }

    private static boolean isOfProtocol(String line) {
        return OF_PROTOCOL.contains(Differences.name(line).toLowerCase(Locale.ROOT));
    }

    @Override
    public Answered handshake() {
        return handshake;
    }

    /** The line of the 101 that says which extensions are used; {@code ""} without any. */
    String extensions() {
        return extensions;
    }

    /** Answers no pings from now on. */
    WireSocket mute() {
        isMute = true;
        return this;
    }

    /** Sends a frame, masked by zeros; a first byte with the high bit is the last of its message. */
    void sendFrame(int first, byte[] payload) throws IOException {
        sendRaw(frame(first, payload));
    }

    /** The bytes of such a frame. */
    static byte[] frame(int first, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(bytes);
        frame.writeByte(first);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else if (payload.length < 65536) {
            frame.writeByte(0x80 | 126);
            frame.writeShort(payload.length);
        } else {
            frame.writeByte(0x80 | 127);
            frame.writeLong(payload.length);
        }
        frame.writeInt(0);
        frame.write(payload);
        return bytes.toByteArray();
    }

    /** Sends bytes that may be no frame. */
    void sendRaw(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends nothing more, and may still read. */
    void endOutput() throws IOException {
        wire.endOutput();
    }

    /** Reads until the host has ended the connection, well or not. */
    void awaitEnd() throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            return; // it was reset
        }
    }

    @Override
    public void sendText(String text) throws IOException {
        sendFrame(LAST | TEXT, text.getBytes(UTF_8));
    }

    @Override
    public void sendBytes(byte[] bytes) throws IOException {
        sendFrame(LAST | BYTES, bytes);
    }

    void sendCompressed(String text) throws IOException {
        sendFrame(LAST | COMPRESSED | TEXT, Deflate.compress(text.getBytes(UTF_8)));
    }

    void ping() throws IOException {
        sendFrame(LAST | PING, new byte[] {7});
    }

    void pong() throws IOException {
        sendFrame(LAST | PONG, new byte[] {8});
    }

    /** Reads until the host asks for a sign of life, and gives none. */
    void awaitPing() throws IOException {
        while ((in.readUnsignedByte() & 0x0F) != PING) {
            payload();
        }
        payload();
    }

    /** Begins with {@code deflated} when it was compressed. */
    @Override
    public String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        boolean isCompressed = false;
        int kind = CONTINUATION;
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = payload();
            int opcode = first & 0x0F;
            if (opcode == PING) {
                if (!isMute) {
                    sendFrame(LAST | PONG, payload);
                }
                continue;
            }
            message.writeBytes(payload);
            isCompressed |= (first & COMPRESSED) != 0;
            kind = opcode == CONTINUATION ? kind : opcode;
            if ((first & LAST) != 0) {
                byte[] content = message.toByteArray();
                return isCompressed ? "deflated " + line(kind, received.decompress(content)) : line(kind, content);
            }
        }
    }

    private byte[] payload() throws IOException {
        int length = in.readUnsignedByte();
        long size = length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong();
        return in.readNBytes(Math.toIntExact(size));
    }

    private static String line(int kind, byte[] payload) {
        return switch (kind) {
            case TEXT -> "text " + new String(payload, UTF_8);
            case BYTES -> "bytes " + Arrays.toString(payload);
            case PONG -> "pong " + Arrays.toString(payload);
            default -> closing(payload);
        };
    }

    private static String closing(byte[] payload) {
        if (payload.length == 0) {
            return "close";
        }
        int code = (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        String reason = new String(payload, 2, payload.length - 2, UTF_8);
        return ("close " + code + " " + reason).strip();
    }

    @Override
    public void close(int code, String reason) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(code >> 8);
        payload.write(code);
        payload.writeBytes(reason.getBytes(UTF_8));
        sendFrame(LAST | CLOSE, payload.toByteArray());
    }

    @Override
    public void leave() throws IOException {
        wire.reset();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
