package dev.servlette.websockets;

import dev.servlette.concurrency.Cancellable;
import dev.servlette.concurrency.Lifetime;
import dev.servlette.concurrency.TaskContext;
import dev.servlette.datastructures.Headers;
import dev.servlette.exceptions.HttpException;
import dev.servlette.exceptions.Status;
import dev.servlette.exceptions.WebSocketException;
import dev.servlette.requests.Exchange;
import dev.servlette.requests.Request;
import dev.servlette.responses.Body;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.websockets.Standing.Stage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The course of one socket, from its handshake to its end: what its handler decides, what the host tells of it, and what follows from
 * both.
 *
 * <p>The handler runs on a worker. What it decides is the reply to the handshake, which goes out through all middleware; a 101 comes
 * to {@link #start}, and then the host opens the socket.
 */
final class Course implements Body.Upgrade {
    private static final Logger LOG = System.getLogger("dev.servlette");
    private static final Closing STUCK = new Closing(Status.WS_1013_TRY_AGAIN_LATER, "Messages are not taken.");

    private final Request request;
    private final WebSocketUpgrade upgrade;
    private final WebSocket socket = new WebSocket(this);
    private final Lifetime lifetime;
    private final Decision decision = new Decision(this::begin);
    private final CompletableFuture<Void> opening = new CompletableFuture<>();
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final Heartbeat heartbeat;
    private final Standing standing;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean isListening; // guarded by the lock, as is what follows
    private Body.@Nullable UpgradeEnd end;
    private @Nullable WebSocketChannel channel;
    private @Nullable Throwable failure;
    private volatile Cancellable stop = () -> {};
    private volatile boolean isStopping;

    Course(Request request, WebSocketUpgrade upgrade) {
        this.request = request;
        this.upgrade = upgrade;
        this.lifetime = request.scope().lifetime();
        this.standing = new Standing(socket, toString());
        this.incoming =
                new Incoming(lifetime.time(), upgrade.maxMessageBytes(), upgrade.idleTimeout(), () -> endAside(STUCK));
        this.outgoing = new Outgoing(lifetime.time(), this::lost);
        this.heartbeat = new Heartbeat(
                lifetime.time(), upgrade.idleTimeout().dividedBy(2), () -> aside(this::ask), outgoing::lose);
    }

    private void ask() {
        heartbeat.ask(outgoing::ping);
    }

    Request request() {
        return request;
    }

    WebSocketUpgrade upgrade() {
        return upgrade;
    }

    /** The reply to the handshake. */
    Reply reply() {
        request.onComplete(completion -> unless101());
        return Reply.from(decision);
    }

    /** When the handshake was answered, and not with the 101 of the handler, there will be no socket. */
    private void unless101() {
        if (standing.miss()) {
            incoming.end(Closing.LOST, false);
            outgoing.end(Closing.LOST);
            stop.cancel();
            opening.completeExceptionally(Closing.LOST.disconnect());
            decision.cancel(false);
        }
    }

    private void begin() {
        try {
            lifetime.workers().sockets().execute(this::run);
        } catch (RejectedExecutionException e) {
            decision.completeExceptionally(new HttpException(503).initCause(e));
        }
    }

    private void run() {
        stop = lifetime.onStop(this::stop);
        Throwable thrown = null;
        try {
            upgrade.handler().handle(socket);
        } catch (Throwable e) {
            thrown = e;
        }
        if (standing.move(Stage.ASKED, Stage.REFUSED)) {
            decision.completeExceptionally(thrown != null ? thrown : undecided());
            stop.cancel();
        } else if (thrown != null || !isListening()) {
            endAfter(thrown);
            finish();
        }
    }

    private void stop() {
        isStopping = true;
        endAside(Closing.STOPPED);
    }

    private IllegalStateException undecided() {
        return new IllegalStateException("The handler of " + this
                + " returned without a decision. It calls accept(), deny(..) or close() before it returns.");
    }

    // What the handler decides.

    /** Has the handshake answered with this 101, and waits until the socket is open. */
    void accept(Response switching) {
        if (!standing.decide(Stage.ACCEPTED, "accept()")) {
            throw Closing.LOST.disconnect();
        }
        decision.complete(switching);
        try {
            opening.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            unless101();
            end(Closing.STOPPED); // the host may have opened it meanwhile
            throw outgoing.closing(Closing.LOST).disconnect();
        } catch (ExecutionException e) {
            throw Closing.LOST.disconnect();
        }
    }

    void deny(Response response) {
        if (standing.decide(Stage.REFUSED, "deny(..)")) {
            decision.complete(response);
        }
    }

    // What the host does and tells.

    /** The reply was the 101 in the end. */
    @Override
    public void start(Exchange exchange, Headers headers, Body.UpgradeEnd whenEnded) {
        String subprotocol = headers.get(Handshake.SUBPROTOCOL, "");
        lock.lock();
        end = whenEnded;
        lock.unlock();
        ((WebSocketExchange) exchange)
                .upgrade(headers.without(Handshake.SUBPROTOCOL), new AcceptedSocket(this, subprotocol));
    }

    /** It cannot be made a socket. */
    void failed(Throwable e) {
        endUpgrade(false, e);
        unless101();
    }

    void opened(WebSocketChannel open) {
        lock.lock();
        channel = open;
        lock.unlock();
        outgoing.open(open);
        WebSocketChannel.Inflow inflow = open.inflow();
        if (inflow != null) {
            incoming.pauses(heartbeat.noting(inflow), this::onWorker);
        }
        if (standing.move(Stage.ACCEPTED, Stage.OPEN)) {
            heartbeat.start();
            opening.complete(null);
            if (isStopping) {
                end(Closing.STOPPED); // it was told so when there was nothing to close yet
            }
        } else {
            open.abort(); // the handler waits no more
            onWorker(() -> request.scope().inContext(() -> endUpgrade(true, null))); // hooks of the app
        }
    }

    void received(Object message) {
        heartbeat.hold();
        incoming.put(message);
        heartbeat.heard();
    }

    void heard() {
        heartbeat.heard();
    }

    /** The client has ended it, or is lost. */
    void closed(Closing last) {
        closed(last, Runnable::run);
    }

    private void closed(Closing last, Executor listeners) {
        unless101();
        if (standing.close(last)) {
            incoming.end(last, true, listeners);
        }
        outgoing.end(last);
    }

    /** Not on the thread that found it out, which may be sending to other sockets too. */
    private void lost() {
        aside(() -> {
            closed(Closing.LOST, this::onWorker);
            Objects.requireNonNull(channel).abort();
        });
    }

    private void endAside(Closing wanted) {
        aside(() -> end(wanted, this::onWorker));
    }

    /** Where it may wait for the client, and the app, which may be busy with all of its threads, is not waited for. */
    private void aside(Runnable task) {
        hand(task, lifetime.workers().upkeep());
    }

    /** For what is the app's, and this thread may not run; it brings its context along. */
    private void onWorker(Runnable task) {
        hand(task, lifetime.workers().replies());
    }

    private static void hand(Runnable task, Executor threads) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    // Messages.

    Standing standing() {
        return standing;
    }

    /** The next message, or, from the end on, the {@link Closing}. */
    Object take(String call) {
        standing.checkBegun(call);
        try {
            return incoming.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Closing.STOPPED;
        }
    }

    void send(Object payload, String call) {
        standing.checkBegun(call);
        outgoing.send(payload);
    }

    /** Sends without waiting. A client that is too slow for that is told to come again later. */
    void offer(Object payload) {
        if (!outgoing.offer(payload)) {
            Closing slow = new Closing(Status.WS_1013_TRY_AGAIN_LATER, "Too slow.");
            outgoing.close(slow, false);
            endAside(slow);
        }
    }

    /** From now on a listener is told what arrives. */
    void listen(WebSocketListener listener) {
        standing.checkBegun("listen(..)");
        lock.lock();
        isListening = true;
        lock.unlock();
        TaskContext context = request.scope().nextContext();
        incoming.listen(next -> context.run(() -> tell(listener, next)));
    }

    private boolean isListening() {
        lock.lock();
        try {
            return isListening;
        } finally {
            lock.unlock();
        }
    }

    private void tell(WebSocketListener listener, Object next) {
        try {
            if (next instanceof String text) {
                listener.onText(text);
            } else if (next instanceof byte[] content) {
                listener.onBytes(content);
            } else {
                listener.onDisconnect(((Closing) next).code());
            }
        } catch (Throwable e) {
            endAfter(e);
        }
        if (next instanceof Closing) {
            finish();
        }
    }

    // The end.

    /** Closes it, from this side; before it is accepted, by a 403. */
    void close(Closing last) {
        if (standing.move(Stage.ASKED, Stage.REFUSED)) {
            decision.completeExceptionally(new HttpException(403));
            return;
        }
        standing.closeHere();
        end(last);
    }

    /** Ends it from this side, whoever wants that, unless it has been ended; what was sent goes out before. */
    void end(Closing wanted) {
        end(wanted, Runnable::run);
    }

    private void end(Closing wanted, Executor listeners) {
        Closing last = outgoing.closing(wanted);
        if (standing.close(last)) {
            incoming.end(last, false, listeners);
            outgoing.close(last, true);
        }
    }

    /** Ends it as is right after what the handler or a listener has thrown, or after it returned. */
    private void endAfter(@Nullable Throwable thrown) {
        boolean isFailure = thrown != null && !(thrown instanceof WebSocketException) && !isEnd(thrown);
        lock.lock();
        failure = failure == null && isFailure ? thrown : failure;
        lock.unlock();
        end(Closing.after(thrown));
        if (isFailure) {
            LOG.log(Level.ERROR, () -> "The handler of " + this + " failed.", thrown);
        }
    }

    /** Whether it says that this socket has ended, and not another one. */
    private boolean isEnd(Throwable thrown) {
        return thrown instanceof WebSocketDisconnect && (!standing.isOpen() || outgoing.isClosing());
    }

    private void finish() {
        stop.cancel();
        heartbeat.stop();
        lock.lock();
        Throwable known = failure;
        lock.unlock();
        endUpgrade(true, known);
    }

    private void endUpgrade(boolean isUpgraded, @Nullable Throwable e) {
        lock.lock();
        Body.UpgradeEnd known = end;
        end = null;
        lock.unlock();
        if (known == null) {
            return;
        }
        if (isUpgraded && e == null) {
            note(standing.end().code());
        }
        known.ended(isUpgraded, outgoing.bytes(), e);
    }

    /** Of an end that is none of the usual ones; that a client has merely gone is for those who look closely. */
    private void note(int code) {
        if (code > Status.WS_1001_GOING_AWAY && code < 3_000) { // what is beyond is the app's own
            Level level = code == Status.WS_1006_ABNORMAL_CLOSURE ? Level.DEBUG : Level.INFO;
            LOG.log(level, () -> "The end of " + this + " was " + code + ".");
        }
    }

    /** How messages name it. */
    @Override
    public String toString() {
        return "the socket " + request.scope().exchange().rawPath();
    }
}
