package dev.servlette.websockets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.Pause;
import dev.servlette.concurrency.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way out of a socket: one message at a time, in the order in which they came, whoever sends them. A message that is
 * not sent within 20 seconds costs the connection.
 */
final class Outgoing {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_OFFERED = 256;
    private static final long MAX_OFFERED_SIZE = 1 << 20;

    private final Time time;
    private final Runnable lost;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Message> messages = new ArrayDeque<>(4);
    private @Nullable WebSocketChannel channel;
    private @Nullable Message current;
    private @Nullable Closing closing;
    private boolean
            isHandingOver; // until all is sent: by a thread, or by the channel, which goes on with the next message
    private boolean isChannelClosed;
    private long size; // of what waits
    private long bytes; // that were sent

    /**
     * What goes out of a socket that is not open yet.
     *
     * @param lost told once, when it is found out here that the connection is lost
     */
    Outgoing(Time time, Runnable lost) {
        this.time = time;
        this.lost = lost;
    }

    void open(WebSocketChannel opened) {
        channel = opened;
    }

    /** With what it was ended, if it was, which others may not know yet; else this. */
    Closing closing(Closing otherwise) {
        lock.lock();
        try {
            return closing == null ? otherwise : closing;
        } finally {
            lock.unlock();
        }
    }

    /** The bytes of all messages that were sent. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a text or an array of bytes, and waits until it is sent.
     *
     * @throws WebSocketDisconnect when it is too late for that, or the connection is lost meanwhile
     */
    void send(Object payload) {
        Message message = new Message(payload);
        lock.lock();
        try {
            if (closing != null) {
                throw closing.disconnect();
            }
            add(message);
        } finally {
            lock.unlock();
        }
        handOver();
        message.await();
    }

    /** Sends it in its turn, and waits for nothing; {@code false} when too much waits already. After the end it is dropped. */
    boolean offer(Object payload) {
        lock.lock();
        try {
            if (closing != null) {
                return true;
            }
            if (messages.size() >= MAX_OFFERED || size >= MAX_OFFERED_SIZE) {
                return false;
            }
            add(new Message(payload));
        } finally {
            lock.unlock();
        }
        handOver();
        return true;
    }

    private void add(Message message) {
        messages.add(message);
        size += message.size();
    }

    /** Asks for a sign of life; {@code false} when something is on its way, which shows as well whether there is a client. */
    boolean ping() {
        lock.lock();
        boolean isIdle = closing == null && !isHandingOver;
        if (isIdle) {
            messages.add(new Message(Ping.PING));
        }
        lock.unlock();
        if (isIdle) {
            handOver();
        }
        return isIdle;
    }

    /** Whether it takes nothing more. */
    boolean isClosing() {
        lock.lock();
        try {
            return closing != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes nothing more. The first end counts.
     *
     * @param isSent whether what waits is sent before
     */
    void close(Closing last, boolean isSent) {
        List<Message> dropped = List.of();
        lock.lock();
        if (closing == null) {
            closing = last;
        }
        if (!isSent) {
            dropped = new ArrayList<>(messages);
            messages.clear();
        }
        lock.unlock();
        dropped.forEach(message -> message.end(last));
        handOver();
    }

    /**
     * The connection has ended. When the client has closed it the channel still says what has become of the message that is on its way; a
     * connection that is lost takes that along, as not every host says so then.
     */
    void end(Closing last) {
        end(last, last == Closing.LOST);
    }

    private boolean end(Closing last, boolean isLost) {
        lock.lock();
        boolean isNews = !isChannelClosed;
        isChannelClosed = true;
        Message pending = isLost ? current : null;
        lock.unlock();
        close(last, false);
        if (pending != null) {
            pending.end(last);
        }
        return isNews;
    }

    private void handOver() {
        lock.lock();
        boolean isBusy = isHandingOver;
        isHandingOver = true;
        lock.unlock();
        if (!isBusy) {
            handOverAll();
        }
    }

    /** Goes on until the channel does by itself, or all is sent. */
    private void handOverAll() {
        Message next = next();
        while (next != null && next.isSentAtOnce(channel())) {
            next = next();
        }
    }

    private WebSocketChannel channel() {
        return Objects.requireNonNull(channel);
    }

    private @Nullable Message next() {
        Closing last = null;
        lock.lock();
        try {
            current = messages.poll();
            if (current != null) {
                size -= current.size();
                return current;
            }
            isHandingOver = false;
            if (!isChannelClosed) {
                last = closing;
                isChannelClosed = closing != null;
            }
        } finally {
            lock.unlock();
        }
        if (last != null) {
            channel().close(last.code(), last.reason());
        }
        return null;
    }

    /** The connection is lost, and with it the message that is on its way. */
    void lose() {
        if (end(closing(Closing.LOST), true)) {
            lost.run();
        }
    }

    /** What a {@link WebSocketChannel#ping} stands for among the messages. */
    private enum Ping {
        PING
    }

    /** A message from when it is handed in. As a number: how far the channel is with it. */
    private final class Message extends AtomicInteger implements Consumer<@Nullable Throwable> {
        private static final long serialVersionUID = 1L;
        private static final int HANDED_OVER = 0;
        private static final int ON_ITS_WAY = 1;
        private static final int SENT = 2;

        private final transient Object payload;
        private transient volatile @Nullable Throwable failure;
        private transient volatile @Nullable Cancellable timer;
        private transient @Nullable Pause waiting; // guarded by the lock, as is what follows
        private transient @Nullable Closing end;
        private boolean isOver;

        Message(Object payload) {
            this.payload = payload;
        }

        int size() {
            return payload instanceof String text ? text.length() : payload instanceof byte[] b ? b.length : 0;
        }

        /** Hands it to the channel; {@code false} when the channel will go on. */
        boolean isSentAtOnce(WebSocketChannel open) {
            try {
                handTo(open);
            } catch (RuntimeException | Error e) {
                accept(e);
            }
            if (compareAndSet(HANDED_OVER, ON_ITS_WAY)) {
                watch();
                return false;
            }
            return isSent();
        }

        private void handTo(WebSocketChannel open) {
            if (payload instanceof String text) {
                open.sendText(text, this);
            } else if (payload instanceof byte[] content) {
                open.sendBytes(content, this);
            } else {
                open.ping(this);
            }
        }

        private void watch() {
            Cancellable later = time.after(TIMEOUT, Outgoing.this::lose);
            timer = later;
            if (isOver()) {
                later.cancel();
            }
        }

        /** The channel has done with it. */
        @Override
        public void accept(@Nullable Throwable e) {
            failure = e;
            if (getAndSet(SENT) == ON_ITS_WAY && isSent()) {
                handOverAll();
            }
        }

        private boolean isSent() {
            if (failure != null) {
                lose();
                return false;
            }
            count();
            end(null);
            return true;
        }

        private void count() {
            int length =
                    payload instanceof String text ? text.getBytes(UTF_8).length : size(); // faster than to count them
            lock.lock();
            bytes += length;
            lock.unlock();
        }

        /** It is sent, or will never be. */
        void end(@Nullable Closing because) {
            lock.lock();
            if (!isOver) {
                isOver = true;
                end = because;
            }
            Pause waits = waiting;
            lock.unlock();
            Cancellable later = timer;
            if (later != null) {
                later.cancel();
            }
            if (waits != null) {
                waits.signal();
            }
        }

        /** Waits until it is sent; throws when it will never be. */
        void await() {
            Pause pause = pause();
            try {
                while (pause != null && !isOver()) {
                    pause.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw closing(Closing.STOPPED).disconnect();
            }
            if (end != null) {
                throw end.disconnect();
            }
        }

        private @Nullable Pause pause() {
            lock.lock();
            try {
                if (!isOver) {
                    waiting = new Pause(time);
                }
                return waiting;
            } finally {
                lock.unlock();
            }
        }

        private boolean isOver() {
            lock.lock();
            try {
                return isOver;
            } finally {
                lock.unlock();
            }
        }
    }
}
