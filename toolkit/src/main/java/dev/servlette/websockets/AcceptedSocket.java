package dev.servlette.websockets;

import dev.servlette.exceptions.Status;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A socket that its handler has accepted, as a host sees it: what the host tells of the connection. All but {@link #closed} is called
 * by one thread at a time, and waits when the handler is slower than the client.
 */
public final class AcceptedSocket {
    private final Course course;
    private final String subprotocol;
    private final long maxBytes;
    private @Nullable TextParts text; // of a message that is not whole yet, as is what follows
    private @Nullable ByteParts bytes;
    private int usualText; // how long the one before was, as the next one may be
    private int usualBytes;

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
        heard(isLast);
        if (isLast && text == null && Utf8.isAtMost(maxBytes, part)) {
            course.received(part);
            return;
        }
        TextParts parts = text == null ? new TextParts(maxBytes, usualText) : text;
        text = isLast ? null : parts;
        if (!parts.add(part)) {
            text = null;
            refuse();
        } else if (isLast) {
            String whole = parts.whole();
            usualText = whole.length();
            course.received(whole);
        }
    }

    /** A message of bytes has arrived, or a part of one. */
    public void bytes(ByteBuffer part, boolean isLast) {
        heard(isLast);
        ByteParts parts = bytes == null ? new ByteParts(maxBytes, isLast ? 0 : usualBytes) : bytes;
        bytes = isLast ? null : parts;
        if (!parts.add(part)) {
            bytes = null;
            refuse();
        } else if (isLast) {
            byte[] whole = parts.whole();
            usualBytes = whole.length;
            course.received(whole);
        }
    }

    /** A long message may take its time, and nothing else comes meanwhile. */
    private void heard(boolean isLast) {
        if (!isLast) {
            course.heard();
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
