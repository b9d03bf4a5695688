package dev.servlette.testclient;

import dev.servlette.websockets.AcceptedSocket;
import dev.servlette.websockets.WebSocketChannel;
import dev.servlette.websockets.WebSocketDisconnect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The wire of one socket, in memory. As on a real one, the app's messages wait when the client does not read, and the client's are
 * brought to the app by a thread of the host.
 */
final class MemorySocket implements WebSocketChannel {
    private static final int CAPACITY = 65536;
    private static final int LEFT = 1006;

    private final AcceptedSocket app;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Runnable> toApp = new ArrayDeque<>();
    private final Deque<Object> toClient = new ArrayDeque<>();
    private boolean isDelivering;
    private int onTheWay;
    private @Nullable Consumer<@Nullable Throwable> whenRead;
    private @Nullable WebSocketDisconnect closed; // of which the client has learnt, or which it has said itself
    private boolean hasLeft;
    private boolean hasAppClosed;

    MemorySocket(AcceptedSocket app, Executor threads) {
        this.app = app;
        this.threads = threads;
    }

    /** The host's part of the handshake is done. */
    void open() {
        deliver(() -> app.opened(this));
    }

    String subprotocol() {
        return app.subprotocol();
    }

    private void deliver(Runnable event) {
        lock.lock();
        toApp.add(event);
        boolean isAtIt = isDelivering;
        isDelivering = true;
        lock.unlock();
        if (!isAtIt) {
            threads.execute(this::deliverAll);
        }
    }

    private void deliverAll() {
        for (Runnable next = nextToApp(); next != null; next = nextToApp()) {
            next.run();
        }
    }

    private @Nullable Runnable nextToApp() {
        lock.lock();
        try {
            isDelivering = !toApp.isEmpty();
            return toApp.poll();
        } finally {
            lock.unlock();
        }
    }

    // The app's side.

    @Override
    public void sendText(String text, Consumer<@Nullable Throwable> sent) {
        send(text, text.length(), sent);
    }

    @Override
    public void sendBytes(byte[] bytes, Consumer<@Nullable Throwable> sent) {
        send(bytes.clone(), bytes.length, sent);
    }

    /** To a client that has closed nothing is sent, which it might well not have seen; to one that has left nothing can be. */
    private void send(Object message, int size, Consumer<@Nullable Throwable> sent) {
        lock.lock();
        IOException failure = hasLeft ? new IOException("The test client has left.") : null;
        boolean waits = closed == null && onTheWay >= CAPACITY;
        if (closed == null) {
            toClient.add(message);
            onTheWay += size;
            changed.signalAll();
        }
        whenRead = waits ? sent : null;
        lock.unlock();
        if (!waits) {
            sent.accept(failure);
        }
    }

    @Override
    public void ping(Consumer<@Nullable Throwable> sent) {
        app.pong();
        sent.accept(null);
    }

    @Override
    public void close(int code, String reason) {
        say(new WebSocketDisconnect(code, reason));
    }

    @Override
    public void abort() {
        say(new WebSocketDisconnect(LEFT, ""));
    }

    /** The app's last word, which a client answers. */
    private void say(WebSocketDisconnect last) {
        lock.lock();
        toClient.add(last);
        hasAppClosed = true;
        changed.signalAll();
        lock.unlock();
        deliver(() -> app.closed(last.code(), last.reason()));
    }

    // The client's side.

    void sendText(String text) {
        deliver(() -> app.text(text, true));
    }

    void sendBytes(byte[] bytes) {
        deliver(() -> app.bytes(ByteBuffer.wrap(bytes), true));
    }

    /** The next message, or the end. Waits for it. */
    Object receive(Wait wait) {
        Consumer<@Nullable Throwable> sent = null;
        lock.lock();
        try {
            while (closed == null && toClient.isEmpty()) {
                wait.on(changed);
            }
            Object next = closed != null ? closed : toClient.remove();
            if (next instanceof WebSocketDisconnect last) {
                closed = last;
            } else {
                onTheWay -= next instanceof String text ? text.length() : ((byte[]) next).length;
            }
            if (onTheWay < CAPACITY) {
                sent = whenRead;
                whenRead = null;
            }
            return next;
        } finally {
            lock.unlock();
            if (sent != null) {
                sent.accept(null);
            }
        }
    }

    /** Closes, or, by 1006, leaves without a word. Does nothing when it was closed, by whichever side. */
    void end(WebSocketDisconnect last) {
        lock.lock();
        boolean isFirst = closed == null && !hasAppClosed;
        hasLeft |= isFirst && last.code() == LEFT;
        closed = isFirst ? last : closed;
        Consumer<@Nullable Throwable> unread = isFirst ? whenRead : null;
        lock.unlock();
        if (isFirst) {
            deliver(() -> app.closed(last.code(), last.reason()));
        }
        if (unread != null) {
            unread.accept(hasLeft ? new IOException("The test client has left.") : null);
        }
    }
}
