package dev.servlette.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.examples.Chat.Message;
import dev.servlette.jetty.Jetty;
import dev.servlette.jetty.RunningServer;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.WebSocketDenied;
import dev.servlette.testclient.WebSocketTestSession;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ChatTest {
    private static void assertHears(WebSocketTestSession member, String from, String text) {
        assertEquals(new Message(from, text), member.receiveJson(Message.class));
    }

    /** Both styles say the same. */
    @ParameterizedTest
    @ValueSource(strings = {"/chat", "/events"})
    void aRoomHearsWhoComesWhatIsSaidAndWhoLeaves(String style) {
        try (TestClient client = new TestClient(Chat.app());
                WebSocketTestSession ada = client.webSocket(style + "/kitchen?name=ada")) {
            assertHears(ada, "ada", "joined");
            WebSocketTestSession bob = client.webSocket(style + "/kitchen?name=bob");
            assertHears(ada, "bob", "joined");
            assertHears(bob, "bob", "joined");
            bob.sendText("hello");
            assertHears(ada, "bob", "hello");
            assertEquals("{\"members\":2}", client.get("/chat/kitchen/members").text());
            bob.close();
            assertHears(ada, "bob", "left");
            assertEquals("{\"members\":1}", client.get("/chat/kitchen/members").text());
        }
    }

    /** The rooms are the same for both styles. */
    @Test
    void theStylesShareTheirRooms() {
        try (TestClient client = new TestClient(Chat.app());
                WebSocketTestSession ada = client.webSocket("/chat/kitchen?name=ada")) {
            assertHears(ada, "ada", "joined");
            WebSocketTestSession bob = client.webSocket("/events/kitchen?name=bob");
            assertHears(ada, "bob", "joined");
            assertHears(bob, "bob", "joined");
            ada.sendText("hi");
            assertHears(bob, "ada", "hi");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat", "/events"})
    void whoDoesNotSayWhoTheyAreIsRefused(String style) {
        try (TestClient client = new TestClient(Chat.app())) {
            WebSocketDenied denied = assertThrows(WebSocketDenied.class, () -> client.webSocket(style + "/kitchen"));
            assertEquals(400, denied.response().status());
            assertEquals("Say who you are: ?name=ada", denied.response().text());
        }
    }

    /** Over the network, with the client of the JDK. */
    @ParameterizedTest
    @ValueSource(strings = {"/chat", "/events"})
    void anotherClientTalksToIt(String style) throws Exception {
        Texts texts = new Texts();
        try (RunningServer server = Jetty.start(Chat.app(), 0)) {
            URI uri = URI.create("ws://127.0.0.1:" + server.port() + style + "/kitchen?name=ada");
            WebSocket ada = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(uri, texts)
                    .get(20, TimeUnit.SECONDS);
            assertEquals("{\"from\":\"ada\",\"text\":\"joined\"}", texts.next());
            ada.sendText("h\u00e9", true).get(20, TimeUnit.SECONDS);
            assertEquals("{\"from\":\"ada\",\"text\":\"h\u00e9\"}", texts.next());
            ada.sendClose(1000, "bye").get(20, TimeUnit.SECONDS);
            assertEquals("closed 1000", texts.next());
        }
    }

    /** What the JDK's client hears. */
    private static final class Texts implements WebSocket.Listener {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            all.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            all.add("closed " + code);
            return null;
        }

        String next() throws InterruptedException {
            return Objects.requireNonNull(all.poll(20, TimeUnit.SECONDS));
        }
    }
}
