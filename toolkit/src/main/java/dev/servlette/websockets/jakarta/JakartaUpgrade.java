package dev.servlette.websockets.jakarta;

import dev.servlette.websockets.AcceptedSocket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Makes sockets of requests, by what a container has for that. Nothing is registered with it beforehand. */
public final class JakartaUpgrade {
    /** The attribute of a servlet context in which its container of sockets is found: {@value}. */
    public static final String CONTAINER = "jakarta.websocket.server.ServerContainer";

    private JakartaUpgrade() {}

    /**
     * Sends the 101, on a thread of the container and before that returns from the servlet or filter; the socket opens afterwards.
     *
     * @throws DeploymentException when the container refuses
     * @throws IOException when the client has gone
     */
    public static void upgrade(HttpServletRequest request, HttpServletResponse response, AcceptedSocket socket)
            throws DeploymentException, IOException {
        ServerContainer container =
                (ServerContainer) request.getServletContext().getAttribute(CONTAINER);
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(SocketEndpoint.class, "/servlette")
                .extensions(List.copyOf(container.getInstalledExtensions())) // in Undertow no others may be negotiated
                .configurator(new OneSocket(socket))
                .build();
        container.upgradeHttpToWebSocket(request, response, config, Map.of());
    }

    /** Gives the container what was decided before it was asked. */
    private static final class OneSocket extends ServerEndpointConfig.Configurator {
        private final AcceptedSocket socket;

        OneSocket(AcceptedSocket socket) {
            this.socket = socket;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(new SocketEndpoint(socket));
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return socket.subprotocol();
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return socket.compresses() ? super.getNegotiatedExtensions(installed, requested) : List.of();
        }
    }
}
