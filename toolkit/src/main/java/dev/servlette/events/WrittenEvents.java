package dev.servlette.events;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.Pause;
import dev.servlette.concurrency.Time;
import dev.servlette.exceptions.Fatal;
import dev.servlette.exceptions.HttpException;
import dev.servlette.requests.ClientDisconnect;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Events that code writes, on a thread of its own, which waits while the client does not read. */
final class WrittenEvents implements Source, EventSink {
    private static final Logger LOG = System.getLogger("dev.servlette");
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final EventWriter writer;
    private final EventStream stream;
    private final Time time;
    private final Set<Pause> waiting = ConcurrentHashMap.newKeySet(); // for room, each thread by itself
    private final Set<Pause> sleeping = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread thread; // while it writes
    private @Nullable Cancellable interrupt;

    WrittenEvents(EventWriter writer, EventStream stream) {
        this.writer = writer;
        this.stream = stream;
        this.time = stream.lifetime().time();
    }

    @Override
    public void open() {
        try {
            stream.lifetime().workers().sockets().execute(this::run);
        } catch (RejectedExecutionException e) {
            stream.fail(new HttpException(503)); // before the first byte
        }
    }

    private void run() {
        begin();
        try {
            if (stream.opened()) {
                writer.write(this);
            }
            stream.complete();
        } catch (Throwable e) {
            failed(e);
            Fatal.rethrow(e);
        } finally {
            end();
        }
    }

    private void failed(Throwable e) {
        if (stream.isOpen()) {
            stream.fail(e);
            return;
        }
        stream.complete(); // it was told to end, and how it does is its own affair
        if (!(e instanceof ClientDisconnect)) {
            LOG.log(Level.DEBUG, "A writer of events failed after its stream had ended.", e);
        }
    }

    private void begin() {
        lock.lock();
        thread = Thread.currentThread();
        lock.unlock();
    }

    private void end() {
        lock.lock();
        thread = null;
        if (interrupt != null) {
            interrupt.cancel();
        }
        lock.unlock();
    }

    @Override
    public void more() {
        waiting.forEach(Pause::signal);
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public void close() {
        more();
        sleeping.forEach(Pause::signal);
        lock.lock();
        if (thread != null && interrupt == null) {
            interrupt = time.after(GRACE, this::interrupt); // it may wait for something else
        }
        lock.unlock();
    }

    private void interrupt() {
        lock.lock();
        if (thread != null) {
            thread.interrupt();
        }
        lock.unlock();
    }

    @Override
    public void send(ServerSentEvent event) {
        byte[] bytes = event.encode(stream.json());
        checkOpen();
        if (!stream.offer(bytes)) {
            sendWhenThereIsRoom(bytes);
        }
    }

    private void sendWhenThereIsRoom(byte[] bytes) {
        Pause room = new Pause(time);
        waiting.add(room);
        try {
            while (!stream.offer(bytes)) {
                room.await();
                checkOpen();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientDisconnect(e);
        } finally {
            waiting.remove(room);
        }
    }

    private void checkOpen() {
        if (!isOpen()) {
            throw new ClientDisconnect(new IOException("The stream of events has ended."));
        }
    }

    @Override
    public boolean isOpen() {
        return stream.isOpen();
    }

    @Override
    public boolean sleep(Duration duration) {
        Pause pause = new Pause(time);
        sleeping.add(pause);
        Cancellable alarm = time.after(duration, pause::signal);
        try {
            if (isOpen() && duration.compareTo(Duration.ZERO) > 0) {
                pause.await();
            }
            return isOpen();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            alarm.cancel();
            sleeping.remove(pause);
        }
    }
}
