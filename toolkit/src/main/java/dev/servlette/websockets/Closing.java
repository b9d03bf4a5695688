package dev.servlette.websockets;

import dev.servlette.exceptions.Status;
import dev.servlette.exceptions.WebSocketException;
import org.jspecify.annotations.Nullable;

/** With what a socket is, or was, closed. */
record Closing(int code, String reason) {
    static final Closing LOST = new Closing(Status.WS_1006_ABNORMAL_CLOSURE, "");
    static final Closing STOPPED = new Closing(Status.WS_1001_GOING_AWAY, "The server stops.");

    /** What a handler that ended like this closes its socket with; {@code null} for a failure of none. */
    static Closing after(@Nullable Throwable failure) {
        if (failure == null) {
            return new Closing(Status.WS_1000_NORMAL_CLOSURE, "");
        }
        return failure instanceof WebSocketException e
                ? new Closing(e.code(), e.reason())
                : new Closing(Status.WS_1011_INTERNAL_ERROR, "");
    }

    WebSocketDisconnect disconnect() {
        return new WebSocketDisconnect(code, reason);
    }
}
