package dev.servlette.websockets;

import dev.servlette.exceptions.Status;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A socket that its handler has accepted, as a host sees it: what the host tells of the connection. All but {@link #closed} is called
 * by one thread at a time, and waits when the handler is slower than the client.
 */
public final class AcceptedSocket {
    private final Course course;
    private final String subprotocol;
    private final long maxBytes;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long textBytes;

    AcceptedSocket(Course course, String subprotocol) {
        this.course = course;
        this.subprotocol = subprotocol;
        this.maxBytes = course.upgrade().maxMessageBytes();
    }

    /** The subprotocol that the 101 names, {@code ""} when it names none. */
    public String subprotocol() {
        return subprotocol;
    }

    /** Whether messages may be compressed (RFC 7692), when the client wants it and the host can do it. */
    public boolean compresses() {
        return course.upgrade().compresses();
    }

    /** The connection is upgraded, and can be written to. */
    public void opened(WebSocketChannel channel) {
        course.opened(channel);
    }

    /** It could not be upgraded. The exchange is to be answered otherwise. */
    public void failed(Throwable e) {
        course.failed(e);
    }

    /** A text message has arrived, or a part of one; a text that is longer than its limit closes the socket. */
    public void text(String part, boolean isLast) {
        boolean isWhole = isLast && text.isEmpty();
        if (isWhole && Utf8.isAtMost(maxBytes, part)) {
            course.received(part);
            return;
        }
        textBytes += Utf8.length(part);
        if (textBytes > maxBytes) {
            refuse();
            return;
        }
        text.append(part);
        if (isLast) {
            course.received(text.toString());
            text.setLength(0);
            textBytes = 0;
        }
    }

    /** A message of bytes has arrived, or a part of one. */
    public void bytes(ByteBuffer part, boolean isLast) {
        if (bytes.size() + (long) part.remaining() > maxBytes) {
            refuse();
            return;
        }
        byte[] content = new byte[part.remaining()];
        part.get(content);
        bytes.writeBytes(content);
        if (isLast) {
            course.received(bytes.toByteArray());
            bytes.reset();
        }
    }

    private void refuse() {
        course.end(new Closing(Status.WS_1009_MESSAGE_TOO_BIG, "A message has at most " + maxBytes + " bytes."));
    }

    /** The client has answered a {@link WebSocketChannel#ping}. */
    public void pong() {
        course.heard();
    }

    /**
     * The client has closed the connection with this code, or it was lost: 1006, of which the reason is the host's own and is not passed
     * on. No code, 1005, counts as 1000, as not every host tells the two apart. May be called more than once; the first call counts.
     */
    public void closed(int code, String reason) {
        course.closed(
                switch (code) {
                    case Status.WS_1006_ABNORMAL_CLOSURE -> Closing.LOST;
                    case Status.WS_1005_NO_STATUS_RCVD -> new Closing(Status.WS_1000_NORMAL_CLOSURE, "");
                    default -> new Closing(code, reason);
                });
    }
}
