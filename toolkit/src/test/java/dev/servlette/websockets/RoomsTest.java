package dev.servlette.websockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.routing.WebSocketRoute;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.WebSocketTestSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private final Rooms rooms = new Rooms();
    private final TestClient client = new TestClient(WebSocketRoute.of("/{room}", this::member));

    private void member(WebSocket socket) {
        String room = socket.request().pathParam("room");
        socket.accept();
        rooms.join(room, socket);
        rooms.join(room, socket);
        socket.sendText("in");
        for (String text : socket.texts()) {
            act(socket, room, text);
        }
        rooms.join(room, socket); // too late
        rooms.sendText(room, "left");
    }

    private void act(WebSocket socket, String room, String text) {
        switch (text) {
            case "leave" -> {
                rooms.leave(room, socket);
                rooms.leave(room, socket);
                socket.sendText("out");
            }
            case "both" -> {
                rooms.join("other", socket);
                socket.sendText("in both");
            }
            case "bytes" -> rooms.sendBytes(room, text.getBytes(StandardCharsets.UTF_8));
            case "json" -> rooms.sendJson(room, Map.of("text", text));
            default -> rooms.sendText(room, text);
        }
    }

    private WebSocketTestSession enter(String room) {
        WebSocketTestSession session = client.webSocket("/" + room);
        assertEquals("in", session.receiveText());
        return session;
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void whatIsSentToARoomReachesAllInItAndNobodyElse() {
        WebSocketTestSession ada = enter("a");
        WebSocketTestSession bob = enter("a");
        WebSocketTestSession eve = enter("b");
        assertEquals(2, rooms.size("a"));
        ada.sendText("hi");
        ada.sendText("bytes");
        ada.sendText("json");
        for (WebSocketTestSession member : List.of(ada, bob)) {
            assertEquals("hi", member.receiveText());
            assertEquals("bytes", new String(member.receiveBytes(), StandardCharsets.UTF_8));
            assertEquals("{\"text\":\"json\"}", member.receiveText());
        }
        eve.sendText("alone");
        assertEquals("alone", eve.receiveText());
    }

    @Test
    void aSocketThatIsClosedHasLeftAndAnEmptyRoomIsGone() {
        WebSocketTestSession ada = enter("a");
        WebSocketTestSession bob = enter("a");
        bob.sendText("both");
        assertEquals("in both", bob.receiveText());
        assertEquals(1, rooms.size("other"));
        bob.close();
        assertEquals("left", ada.receiveText());
        assertEquals(1, rooms.size("a"));
        assertEquals(0, rooms.size("other"));
        ada.close();
        assertEquals(0, rooms.size("a"));
        rooms.sendText("a", "nobody");
    }

    @Test
    void whoLeavesHearsNothingMore() {
        WebSocketTestSession ada = enter("a");
        WebSocketTestSession bob = enter("a");
        bob.sendText("leave");
        assertEquals("out", bob.receiveText());
        ada.sendText("gone?");
        assertEquals("gone?", ada.receiveText());
        bob.sendText("still?"); // to the others
        assertEquals("still?", ada.receiveText());
        assertEquals(1, rooms.size("a"));
    }

    /** All see the messages of a room in one order. */
    @Test
    void theOrderIsThatOfTheRoom() throws Exception {
        List<WebSocketTestSession> members = List.of(enter("a"), enter("a"), enter("a"));
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = "s" + i;
            senders.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 20; n++) {
                    rooms.sendText("a", name + n);
                }
            }));
        }
        for (CompletableFuture<Void> sender : senders) {
            sender.get(10, TimeUnit.SECONDS);
        }
        for (int i = 0; i < 60; i++) {
            String text = members.get(0).receiveText();
            assertEquals(text, members.get(1).receiveText());
            assertEquals(text, members.get(2).receiveText());
        }
    }

    /** As the page about sockets shows it: what comes by a bus is sent to those of each process. */
    @Test
    void severalProcessesShareARoomByABus() {
        List<BiConsumer<String, String>> bus = new ArrayList<>();
        WebSocketHandler handler = socket -> {
            Rooms own = new Rooms();
            socket.accept();
            own.join("a", socket);
            bus.add(own::sendText);
            socket.sendText("in");
            socket.texts().forEach(text -> bus.forEach(process -> process.accept("a", text)));
        };
        try (TestClient one = new TestClient(WebSocketRoute.of("/", handler));
                TestClient other = new TestClient(WebSocketRoute.of("/", handler))) {
            WebSocketTestSession ada = one.webSocket("/");
            assertEquals("in", ada.receiveText());
            WebSocketTestSession bob = other.webSocket("/");
            assertEquals("in", bob.receiveText());
            ada.sendText("hi");
            assertEquals("hi", ada.receiveText());
            assertEquals("hi", bob.receiveText());
        }
    }

    /** A sender never waits for a slow member. */
    @Test
    void aMemberThatIsTooSlowIsClosedWith1013() {
        WebSocketTestSession slow = enter("a");
        WebSocketTestSession quick = enter("b");
        String text = "x".repeat(70_000);
        for (int i = 0; i < 20; i++) {
            rooms.sendText("a", text);
        }
        client.advance(java.time.Duration.ZERO);
        assertEquals(0, rooms.size("a"));
        assertEquals(text, slow.receiveText());
        assertEquals(text, slow.receiveText());
        WebSocketDisconnect e = assertThrows(WebSocketDisconnect.class, slow::receiveText);
        assertEquals("1013 Too slow.", e.code() + " " + e.reason());
        rooms.sendText("b", "hi");
        assertEquals("hi", quick.receiveText());
    }

    @Test
    void onlyAnAcceptedSocketMayJoin() {
        try (TestClient early = new TestClient(WebSocketRoute.of("/", socket -> {
            String message = assertThrows(IllegalStateException.class, () -> rooms.join("a", socket))
                    .getMessage();
            socket.accept();
            socket.sendText(message);
        }))) {
            assertEquals(
                    "Rooms.join(..) was called on the socket / before it was accepted. Call accept() first.",
                    early.webSocket("/").receiveText());
        }
    }
}
