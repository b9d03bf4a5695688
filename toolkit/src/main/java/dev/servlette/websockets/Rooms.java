package dev.servlette.websockets;

import dev.servlette.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sockets in groups, to which messages are sent at once: those of a chat, of a game, of whoever looks at one page. Of one process;
 * thread-safe. A room is there while somebody is in it, and a socket that is closed has left by itself.
 *
 * <p>A sender never waits for a member. Each has room for 256 messages, or 1 MiB, that it has not taken yet; one that is slower is
 * closed with 1013. All members of a room see its messages in the same order.
 *
 * <pre>{@code
 * rooms.join("kitchen", socket);
 * for (String text : socket.texts()) rooms.sendText("kitchen", text);
 * }</pre>
 */
public final class Rooms {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Room> rooms = new HashMap<>(); // guarded by the lock, as is what is in it
    private final Map<WebSocket, Set<String>> joined = new HashMap<>();

    /**
     * A room with somebody in it.
     *
     * @param members in the order in which they came
     * @param sending held while one message is handed to all, so that the next one comes after it everywhere
     */
    private record Room(Set<WebSocket> members, ReentrantLock sending) {
        Room() {
            this(new LinkedHashSet<>(), new ReentrantLock());
        }
    }

    /** Rooms without anybody in them. */
    public Rooms() {}

    /**
     * Lets a socket into a room; it may be in many, and in each once. One that is closed stays outside.
     *
     * @throws IllegalStateException when it is not accepted
     */
    public void join(String room, WebSocket socket) {
        lock.lock();
        try {
            if (socket.enter(this)) {
                rooms.computeIfAbsent(room, name -> new Room()).members.add(socket);
                joined.computeIfAbsent(socket, entering -> new HashSet<>()).add(room);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a socket out of a room, if it is in it. */
    public void leave(String room, WebSocket socket) {
        lock.lock();
        try {
            rooms.computeIfPresent(room, (name, inside) -> without(socket, inside.members) ? null : inside);
            joined.computeIfPresent(socket, (leaving, names) -> without(room, names) ? null : names);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody is left. */
    private static <T> boolean without(T leaving, Set<T> all) {
        all.remove(leaving);
        return all.isEmpty();
    }

    /** Takes a socket out of all rooms. */
    void leaveAll(WebSocket socket) {
        lock.lock();
        try {
            Set<String> names = joined.getOrDefault(socket, Set.of());
            List.copyOf(names).forEach(room -> leave(room, socket));
        } finally {
            lock.unlock();
        }
    }

    /** How many sockets are in a room. */
    public int size(String room) {
        Room inside = room(room);
        return inside == null ? 0 : members(inside).size();
    }

    /** Sends a text to all in a room. */
    public void sendText(String room, String text) {
        send(room, socket -> text);
    }

    /** Sends bytes to all in a room. They are not copied and must not change afterwards. */
    public void sendBytes(String room, byte[] content) {
        send(room, socket -> content);
    }

    /**
     * Sends a value to all in a room as a text of JSON, which the JSON library of their app writes once.
     *
     * @throws dev.servlette.json.JsonException when it has no form in JSON
     */
    public void sendJson(String room, @Nullable Object value) {
        Map<Json, String> written = new HashMap<>();
        send(room, socket -> written.computeIfAbsent(socket.request().jsonLibrary(), json -> json.write(value)));
    }

    private void send(String room, Function<WebSocket, Object> message) {
        Room inside = room(room);
        if (inside == null) {
            return;
        }
        inside.sending.lock();
        try {
            members(inside).forEach(socket -> socket.offer(message.apply(socket)));
        } finally {
            inside.sending.unlock();
        }
    }

    private @Nullable Room room(String name) {
        lock.lock();
        try {
            return rooms.get(name);
        } finally {
            lock.unlock();
        }
    }

    private List<WebSocket> members(Room inside) {
        lock.lock();
        try {
            return new ArrayList<>(inside.members);
        } finally {
            lock.unlock();
        }
    }
}
