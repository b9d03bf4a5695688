package dev.servlette.benchmarks;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sockets as endpoints of Jakarta WebSocket written by hand, with no more than each needs. */
public final class BareSockets {
    private static final int MAX_MESSAGE = 1 << 20;

    private BareSockets() {}

    static void addTo(ServerContainer container) throws DeploymentException {
        add(container, Echo.class, "/bare/{kind}");
        add(container, Room.class, "/bare/room/{room}");
    }

    private static void add(ServerContainer container, Class<?> endpoint, String path) throws DeploymentException {
        container.addEndpoint(
                ServerEndpointConfig.Builder.create(endpoint, path).build());
    }

    /** Sends back what it receives. */
    public static final class Echo extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.setMaxIdleTimeout(0);
            session.setMaxTextMessageBufferSize(MAX_MESSAGE);
            session.setMaxBinaryMessageBufferSize(MAX_MESSAGE);
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> echo(session, text));
            session.addMessageHandler(
                    ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) bytes -> echo(session, bytes));
        }

        private static void echo(Session session, String text) {
            try {
                session.getBasicRemote().sendText(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void echo(Session session, ByteBuffer bytes) {
            try {
                session.getBasicRemote().sendBinary(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Sends what it receives to all in the room. */
    public static final class Room extends Endpoint {
        private static final Map<String, Set<Session>> ROOMS = new ConcurrentHashMap<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.setMaxIdleTimeout(0);
            Set<Session> room = room(session);
            room.add(session);
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>)
                    text -> room.forEach(member -> member.getAsyncRemote().sendText(text)));
            session.getAsyncRemote().sendText(SocketServers.JOINED);
        }

        private static Set<Session> room(Session session) {
            return ROOMS.computeIfAbsent(
                    session.getPathParameters().get("room"), name -> ConcurrentHashMap.newKeySet());
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            room(session).remove(session);
        }
    }
}
