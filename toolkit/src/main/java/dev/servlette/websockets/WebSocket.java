package dev.servlette.websockets;

import dev.servlette.datastructures.Url;
import dev.servlette.exceptions.CloseCode;
import dev.servlette.exceptions.Status;
import dev.servlette.exceptions.WebSocketException;
import dev.servlette.json.Json;
import dev.servlette.json.JsonException;
import dev.servlette.requests.Request;
import dev.servlette.responses.Body;
import dev.servlette.responses.Response;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A socket: a request until it is accepted, then messages both ways (Starlette: <a
 * href="https://www.starlette.io/websockets/">WebSockets</a>).
 *
 * <p>Messages may be sent by any thread, and go out one after another in the order of the calls; a call waits while the client does not
 * read, for 20 seconds at most. One thread at a time receives. When it receives slower than the client sends, the client waits.
 *
 * <pre>{@code
 * static void echo(WebSocket socket) {
 *     socket.accept();
 *     for (String text : socket.texts()) socket.sendText(text);
 * }
 * }</pre>
 */
public final class WebSocket {
    private final Course course;

    WebSocket(Course course) {
        this.course = course;
    }

    /** The request that asked for it: path, query, headers, cookies, state. It may be read as long as the socket lives. */
    public Request request() {
        return course.request();
    }

    /** The URL that the client asked for, {@code ws://..} or {@code wss://..}. */
    public Url url() {
        Url url = request().url();
        return url.withScheme(url.isSecure() ? "wss" : "ws");
    }

    /** The subprotocols that the client offers, those it likes best first. */
    public List<String> subprotocols() {
        return List.copyOf(Handshake.tokens(request().headers(), Handshake.SUBPROTOCOL));
    }

    /**
     * Accepts it, with the first of the route's subprotocols that the client offers too, if there is one. Returns when the connection is a
     * socket.
     *
     * @throws WebSocketDisconnect when it does not come to that: middleware answered otherwise, or the client has gone
     * @throws IllegalStateException when it was decided before
     */
    public void accept() {
        accept(response -> response);
    }

    /**
     * Accepts it with this subprotocol.
     *
     * @throws IllegalArgumentException when the client does not offer it; a browser would break off
     */
    public void accept(String subprotocol) {
        List<String> offered = subprotocols();
        if (!offered.contains(subprotocol)) {
            throw new IllegalArgumentException("accept(\"" + subprotocol + "\") was called on " + course
                    + ", whose client offers " + offered + ". Only what it offers can be accepted.");
        }
        accept(response -> response.withHeader(Handshake.SUBPROTOCOL, subprotocol));
    }

    /** Accepts it as {@link #accept()} does, with a 101 that is changed by this: headers and cookies may be added to it. */
    public void accept(UnaryOperator<Response> change) {
        Response response = new Body.Connection(course).response();
        List<String> offered = subprotocols();
        for (String known : course.upgrade().subprotocols()) {
            if (offered.contains(known)) {
                response = response.withHeader(Handshake.SUBPROTOCOL, known);
                break;
            }
        }
        course.accept(change.apply(response));
    }

    /**
     * Refuses it with an ordinary answer, of any kind. What the handler does after that, nobody sees. When middleware was faster, or the
     * client has gone, this does nothing.
     *
     * @throws IllegalStateException when it was decided before
     */
    public void deny(Response response) {
        course.deny(response);
    }

    /**
     * The next message, a text. Waits for it.
     *
     * @throws WebSocketDisconnect when the socket is closed
     * @throws WebSocketException 1003 when the message is none of texts
     */
    public String receiveText() {
        return received(course.take("receiveText()"), WebSocket::text);
    }

    /**
     * The next message, of bytes. Waits for it.
     *
     * @throws WebSocketDisconnect when the socket is closed
     * @throws WebSocketException 1003 when the message is a text
     */
    public byte[] receiveBytes() {
        return received(course.take("receiveBytes()"), WebSocket::bytes);
    }

    /**
     * The next message, a text or bytes, as a value of this type, read by the app's JSON library. Waits for it.
     *
     * @throws WebSocketDisconnect when the socket is closed
     * @throws WebSocketException 1003 when it is not JSON of that type
     */
    public <T> T receiveJson(Class<T> type) {
        return received(course.take("receiveJson(..)"), message -> json(message, type));
    }

    /**
     * A text that has arrived as a value of this type, as {@link #receiveJson} gives it: for endpoints and listeners, which do not
     * receive but are told.
     *
     * @throws WebSocketException 1003 when it is not JSON of that type
     */
    public <T> T readJson(String text, Class<T> type) {
        return json(text, type);
    }

    /** The same of a message of bytes, in UTF-8. */
    public <T> T readJson(byte[] content, Class<T> type) {
        return json(content, type);
    }

    private static <T> T received(Object message, Function<Object, T> kind) {
        if (message instanceof Closing closing) {
            throw closing.disconnect();
        }
        return kind.apply(message);
    }

    private static String text(Object message) {
        if (message instanceof String text) {
            return text;
        }
        throw new WebSocketException(Status.WS_1003_UNSUPPORTED_DATA, "A text is expected here.");
    }

    private static byte[] bytes(Object message) {
        if (message instanceof byte[] content) {
            return content;
        }
        throw new WebSocketException(Status.WS_1003_UNSUPPORTED_DATA, "Bytes are expected here.");
    }

    private <T> T json(Object message, Class<T> type) {
        String text =
                message instanceof byte[] content ? new String(content, StandardCharsets.UTF_8) : (String) message;
        try {
            return json().read(text, type);
        } catch (JsonException e) {
            WebSocketException bad = new WebSocketException(
                    Status.WS_1003_UNSUPPORTED_DATA, "The message is not the JSON that is expected here.");
            bad.initCause(e);
            throw bad;
        }
    }

    private Json json() {
        return request().jsonLibrary();
    }

    /** All messages from now on, texts, as {@link #receiveText} gives them. Ends quietly when the socket is closed. */
    public Iterable<String> texts() {
        return () -> new Messages<>("texts()", WebSocket::text);
    }

    /** All messages from now on, of bytes, as {@link #receiveBytes} gives them. Ends quietly when the socket is closed. */
    public Iterable<byte[]> bytes() {
        return () -> new Messages<>("bytes()", WebSocket::bytes);
    }

    /** All messages from now on, as {@link #receiveJson} gives them. Ends quietly when the socket is closed. */
    public <T> Iterable<T> jsons(Class<T> type) {
        return () -> new Messages<>("jsons(..)", message -> json(message, type));
    }

    /**
     * Sends a text. Waits until the client has room for it.
     *
     * @throws WebSocketDisconnect when the socket is closed, by whichever side, or the client is lost meanwhile
     */
    public void sendText(String text) {
        course.send(Objects.requireNonNull(text), "sendText(..)");
    }

    /** Sends bytes, which are not copied and must not change until this returns. Throws as {@link #sendText} does. */
    public void sendBytes(byte[] content) {
        course.send(Objects.requireNonNull(content), "sendBytes(..)");
    }

    /**
     * Sends a value as a text of JSON, written by the app's JSON library. Throws as {@link #sendText} does.
     *
     * @throws JsonException when it has no form in JSON
     */
    public void sendJson(@Nullable Object value) {
        course.send(json().write(value), "sendJson(..)");
    }

    /** Closes it with 1000, as returning from the handler does. */
    public void close() {
        close(Status.WS_1000_NORMAL_CLOSURE);
    }

    /** Closes it with this code and no reason. */
    public void close(int code) {
        close(code, "");
    }

    /**
     * Closes it after what was sent before. Before it is accepted this refuses it with a 403. When the client was faster this does
     * nothing.
     *
     * @throws IllegalArgumentException when the code may not be sent, or the reason has more than 123 bytes of UTF-8
     * @throws IllegalStateException when it was closed here before, or denied
     */
    public void close(int code, String reason) {
        CloseCode.check(code, reason);
        course.close(new Closing(code, reason));
    }

    /** Whether messages can be sent at this moment, as far as is known. */
    public boolean isOpen() {
        return course.standing().isOpen();
    }

    /** Whether {@link #accept} has made it a socket, also when it has ended since. */
    public boolean isAccepted() {
        return course.standing().isAccepted();
    }

    /**
     * Has a listener told what arrives, so that no thread waits for it: the handler calls this last and returns, and the socket stays
     * open. What a listener throws closes the socket as what a handler throws does.
     *
     * @throws IllegalStateException when it is not accepted
     */
    public void listen(WebSocketListener listener) {
        course.listen(listener);
    }

    /** Sends without waiting, for {@link Rooms}. */
    void offer(Object payload) {
        course.offer(Objects.requireNonNull(payload));
    }

    boolean enter(Rooms rooms) {
        return course.standing().enter(rooms);
    }

    /** The messages that a loop takes. */
    private final class Messages<T> implements Iterator<T> {
        private final String call;
        private final Function<Object, T> kind;
        private @Nullable Object next;

        Messages(String call, Function<Object, T> kind) {
            this.call = call;
            this.kind = kind;
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = course.take(call);
            }
            return !(next instanceof Closing);
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Object taken = Objects.requireNonNull(next);
            next = null;
            return received(taken, kind);
        }
    }
}
