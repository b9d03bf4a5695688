package dev.servlette.websockets.jakarta;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionChannelTest {
    private final List<String> calls = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final Map<String, Object> properties = new HashMap<>();
    private @Nullable Exception failure;

    private final SessionChannel channel = new SessionChannel(fake(Session.class));

    /** An object of the API that notes what it is called for, and then fails as it is told. */
    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer(method.getName(), arguments)));
    }

    private @Nullable Object answer(String method, Object @Nullable [] arguments) throws Exception {
        if (method.equals("getAsyncRemote")) {
            return fake(RemoteEndpoint.Async.class);
        }
        if (method.equals("getUserProperties")) {
            return properties;
        }
        calls.add(method + " " + said(arguments[0]));
        if (arguments.length == 2) {
            SendResult result = failure == null ? new SendResult() : new SendResult(failure);
            ((SendHandler) arguments[1]).onResult(result);
        } else if (failure != null && !method.startsWith("set")) {
            throw failure;
        }
        return null;
    }

    private static String said(Object argument) {
        if (argument instanceof CloseReason reason) {
            return reason.getCloseCode().getCode() + " " + reason.getReasonPhrase();
        }
        return argument instanceof ByteBuffer bytes ? bytes.remaining() + " bytes" : argument.toString();
    }

    private void told(@Nullable Throwable e) {
        sent.add(e == null ? "sent" : e.getMessage());
    }

    private void sendAll() {
        channel.sendText("a", this::told);
        channel.sendBytes(new byte[2], this::told);
        channel.ping(this::told);
    }

    @Test
    void messagesAreHandedOver() {
        sendAll();
        assertEquals(List.of("sendText a", "sendBinary 2 bytes", "sendPing 0 bytes"), calls);
        assertEquals(List.of("sent", "sent", "sent"), sent);
    }

    @Test
    void failuresAreTold() {
        failure = new IOException("closed");
        sendAll();
        assertEquals(List.of("closed", "closed", "closed"), sent);
    }

    /** A client need not answer, so the session is not left to it alone. */
    @Test
    void aCloseHasALimit() {
        channel.close(4000, "why");
        assertEquals(Map.of("org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT", 10_000L), properties);
        channel.abort();
        assertEquals(List.of("setMaxIdleTimeout 10000", "close 4000 why", "setMaxIdleTimeout 1", "close 1001 "), calls);
    }

    @Test
    void whatIsClosedAlreadyIsNoFailure() {
        failure = new IOException("closed");
        assertDoesNotThrow(() -> channel.close(4000, "why"));
        failure = new IllegalStateException("closed");
        assertDoesNotThrow(channel::abort);
    }

    @Test
    void itsMessagesCannotBeHeldBack() {
        assertNull(channel.inflow());
    }
}
