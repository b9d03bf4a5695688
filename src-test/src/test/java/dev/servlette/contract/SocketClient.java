package dev.servlette.contract;

import java.io.IOException;

/** The client's side of a handshake, and, if that was answered with a 101, of a socket. */
interface SocketClient extends AutoCloseable {
    /** What was answered; of a 101 the headers besides those of the protocol. */
    Answered handshake();

    void sendText(String text) throws IOException;

    void sendBytes(byte[] bytes) throws IOException;

    /** The next message as a line: {@code text hi}, {@code bytes [1, 2]}, {@code close 1000}, {@code close 4000 why}. Waits for it. */
    String receive() throws IOException;

    /** Closes, and does not wait for the answer. */
    void close(int code, String reason) throws IOException;

    /** Goes away as a process that was killed. */
    void leave() throws IOException;

    @Override
    void close() throws IOException;
}
