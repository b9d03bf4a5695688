package dev.servlette.benchmarks;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.Workers;
import dev.servlette.endpoints.WebSocketEndpoint;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.servlet.ServletteInitializer;
import dev.servlette.websockets.Rooms;
import dev.servlette.websockets.WebSocket;
import dev.servlette.websockets.WebSocketHandler;
import java.time.Duration;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;

/** The process of the servers of sockets: two Jettys of one configuration, one with bare endpoints and one with the app. */
final class SocketServers {
    /** What a member of a room is told when it is in. */
    static final String JOINED = "joined";

    private static final int MAX_THREADS = 5000; // as the straight line takes one for each socket before Java 21

    private SocketServers() {}

    /** Serves until the input ends. */
    public static void main(String[] args) throws Exception {
        Server bare = Servers.start(
                "bare",
                context -> JakartaWebSocketServletContainerInitializer.configure(
                        context, (servlets, container) -> BareSockets.addTo(container)));
        Server servlette = Servers.start("servlette", context -> {
            JakartaWebSocketServletContainerInitializer.configure(context, null);
            context.addServletContainerInitializer(new ServletteInitializer(app()));
        });
        Servers.serve(bare, servlette);
    }

    private static Servlette app() {
        Rooms rooms = new Rooms();
        return Servlette.builder()
                .routes(
                        of("/events/{kind}", new Echo()),
                        of("/straight/text", SocketServers::echoTexts),
                        of("/straight/bytes", SocketServers::echoBytes),
                        of("/events/room/{room}", new Room(rooms)),
                        of("/straight/room/{room}", socket -> talk(socket, rooms)))
                .workers(new Workers.Options().maxThreads(MAX_THREADS))
                .build();
    }

    /** A route whose clients need no answer to pings, which those of the benchmarks do not give. */
    private static WebSocketRoute of(String path, WebSocketHandler handler) {
        return WebSocketRoute.of(path, handler).idleTimeout(Duration.ofDays(1));
    }

    private static void echoTexts(WebSocket socket) {
        socket.accept();
        for (String text : socket.texts()) {
            socket.sendText(text);
        }
    }

    private static void echoBytes(WebSocket socket) {
        socket.accept();
        for (byte[] bytes : socket.bytes()) {
            socket.sendBytes(bytes);
        }
    }

    private static void talk(WebSocket socket, Rooms rooms) {
        String room = socket.request().pathParam("room");
        socket.accept();
        rooms.join(room, socket);
        socket.sendText(JOINED);
        for (String text : socket.texts()) {
            rooms.sendText(room, text);
        }
    }

    /** The echo by events. */
    private static final class Echo extends WebSocketEndpoint {
        @Override
        protected void onText(WebSocket socket, String text) {
            socket.sendText(text);
        }

        @Override
        protected void onBytes(WebSocket socket, byte[] bytes) {
            socket.sendBytes(bytes);
        }
    }

    /** The room by events. */
    private static final class Room extends WebSocketEndpoint {
        private final Rooms rooms;

        Room(Rooms rooms) {
            this.rooms = rooms;
        }

        @Override
        protected void onConnect(WebSocket socket) {
            socket.accept();
            rooms.join(socket.request().pathParam("room"), socket);
            socket.sendText(JOINED);
        }

        @Override
        protected void onText(WebSocket socket, String text) {
            rooms.sendText(socket.request().pathParam("room"), text);
        }
    }
}
