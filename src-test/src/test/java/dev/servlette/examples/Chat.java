package dev.servlette.examples;

import dev.servlette.applications.Servlette;
import dev.servlette.endpoints.WebSocketEndpoint;
import dev.servlette.exceptions.HttpException;
import dev.servlette.jetty.Jetty;
import dev.servlette.responses.JsonResponse;
import dev.servlette.routing.Route;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.websockets.Rooms;
import dev.servlette.websockets.WebSocket;
import java.util.Map;

/**
 * A chat with rooms, twice: straight-line code, which reads like a script, and event style, which holds no thread between messages.
 * Both share the same rooms.
 */
final class Chat {
    record Message(String from, String text) {}

    record Member(String name, String room) {}

    private Chat() {}

    static Servlette app() {
        Rooms rooms = new Rooms();
        return Servlette.of(
                WebSocketRoute.of("/chat/{room}", socket -> chat(socket, rooms)),
                WebSocketRoute.of("/events/{room}", new ChatEndpoint(rooms)),
                Route.get(
                        "/chat/{room}/members",
                        request -> new JsonResponse(Map.of("members", rooms.size(request.pathParam("room"))))));
    }

    /** Straight line: the loop ends when the client leaves, and leaving the room happens by itself. */
    static void chat(WebSocket socket, Rooms rooms) {
        String room = socket.request().pathParam("room");
        String name = nameOf(socket);
        socket.accept();
        rooms.join(room, socket);
        rooms.sendJson(room, new Message(name, "joined"));
        for (String text : socket.texts()) {
            rooms.sendJson(room, new Message(name, text));
        }
        rooms.sendJson(room, new Message(name, "left"));
    }

    /** Event style: one object for all sockets, so what belongs to a socket is kept in its request's state. */
    static final class ChatEndpoint extends WebSocketEndpoint {
        private final Rooms rooms;

        ChatEndpoint(Rooms rooms) {
            this.rooms = rooms;
        }

        @Override
        protected void onConnect(WebSocket socket) {
            Member member = new Member(nameOf(socket), socket.request().pathParam("room"));
            socket.request().state().set(Member.class, member);
            socket.accept();
            rooms.join(member.room(), socket);
            say(socket, "joined");
        }

        @Override
        protected void onText(WebSocket socket, String text) {
            say(socket, text);
        }

        @Override
        protected void onDisconnect(WebSocket socket, int code) {
            say(socket, "left");
        }

        private void say(WebSocket socket, String text) {
            Member member = socket.request().state().get(Member.class);
            rooms.sendJson(member.room(), new Message(member.name(), text));
        }
    }

    private static String nameOf(WebSocket socket) {
        String name = socket.request().queryParams().get("name");
        if (name == null) {
            throw new HttpException(400, "Say who you are: ?name=ada"); // before accept: a plain HTTP 400
        }
        return name;
    }

    public static void main(String[] args) {
        Jetty.run(app(), 8000);
    }
}
