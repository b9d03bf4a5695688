package dev.servlette.websockets.jakarta;

import dev.servlette.websockets.AcceptedSocket;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/**
 * What a container tells of one connection, handed on to its socket. Public because Jetty wants that.
 *
 * <p>Messages are taken in parts, as they come: a container that puts them together has a buffer for each connection, and a limit that
 * each sets otherwise. All kinds have a handler, as what has none is dropped without a word.
 */
public final class SocketEndpoint extends Endpoint {
    private final AcceptedSocket socket;

    SocketEndpoint(AcceptedSocket socket) {
        this.socket = socket;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxIdleTimeout(0); // which is 30 s in one and none in another; our own pings find out who is gone
        session.addMessageHandler(String.class, (MessageHandler.Partial<String>) socket::text);
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) socket::bytes);
        session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> socket.pong());
        socket.opened(new SessionChannel(session));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        String phrase = reason.getReasonPhrase();
        socket.closed(reason.getCloseCode().getCode(), phrase == null ? "" : phrase);
    }
}
