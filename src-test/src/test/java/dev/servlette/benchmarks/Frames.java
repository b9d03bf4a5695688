package dev.servlette.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The client's side of one socket: sends frames that were made before, and reads frames. Answers no pings. */
final class Frames implements Closeable {
    static final int TEXT = 1;
    static final int BYTES = 2;
    static final int MASK_BYTES = 4;
    private static final int LAST = 0x80; // of the frames of a message
    private static final int MASKED = 0x80;
    private static final int TCP_BUFFER = 1 << 18; // a message of 64 KB finds room while nobody reads
    private static final byte[] MASK = {0x5A, 0x17, (byte) 0xC3, 0x64};

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final String handshake;

    Frames(int port, String path) throws IOException {
        socket.setReceiveBufferSize(TCP_BUFFER);
        socket.setSendBufferSize(TCP_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 512));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(ISO_8859_1));
        StringBuilder head = new StringBuilder(256);
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        handshake = head.toString();
        if (!handshake.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(path + " is no socket: " + handshake);
        }
    }

    /** The head of the answer to the handshake. */
    String handshake() {
        return handshake;
    }

    /** What is sent for a message of this kind: one frame, masked as a client's must be. */
    static byte[] frame(int kind, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(LAST | kind);
        if (payload.length < 126) {
            bytes.write(MASKED | payload.length);
        } else if (payload.length < 65536) {
            bytes.write(MASKED | 126);
            bytes.write(payload.length >> 8);
            bytes.write(payload.length);
        } else {
            bytes.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                bytes.write((int) ((long) payload.length >> shift));
            }
        }
        bytes.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ MASK[i % MASK.length]);
        }
        return bytes.toByteArray();
    }

    void send(byte[] frame) throws IOException {
        socket.getOutputStream().write(frame);
    }

    /** Reads one message, and gives all bytes of its frames as they are on the wire. */
    byte[] receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int first = 0;
        while ((first & LAST) == 0) {
            first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            byte[] extended = in.readNBytes(length < 126 ? 0 : length == 126 ? 2 : 8);
            long size = extended.length == 0 ? length : new BigInteger(1, extended).longValue();
            message.write(first);
            message.write(length);
            message.writeBytes(extended);
            message.writeBytes(in.readNBytes(Math.toIntExact(size)));
        }
        return message.toByteArray();
    }

    /** Reads past one message of this kind, which is one frame of so many bytes on the wire. */
    void skip(int kind, int size) throws IOException {
        int first = in.readUnsignedByte();
        if (first != (LAST | kind)) {
            throw new IOException("Unexpected frame that begins with " + first + ".");
        }
        in.skipNBytes(size - 1L);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
