package dev.servlette.responses;

import dev.servlette.concurrency.TaskContext;
import dev.servlette.datastructures.Headers;
import dev.servlette.exceptions.Fatal;
import dev.servlette.exceptions.HttpException;
import dev.servlette.json.Json;
import dev.servlette.requests.ClientDisconnect;
import dev.servlette.requests.Exchange;
import dev.servlette.requests.Request;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** One response on its way to one exchange: how its kind of body is written, and how that ends. */
final class Sending {
    private final ResponseWriter writer;
    private final Request request;
    private final Exchange exchange;
    private final Response response;
    private @Nullable Trailers trailers;
    private final boolean isForFailure; // and if it fails too, nothing else answers for it

    private Sending(ResponseWriter writer, Request request, Response response, boolean isForFailure) {
        this.writer = writer;
        this.request = request;
        this.exchange = request.scope().exchange();
        this.response = response;
        this.isForFailure = isForFailure;
    }

    /** Sends a response, or what takes its place for this request. */
    static void send(ResponseWriter writer, Request request, Response response) {
        send(writer, request, response, response.failure() != null);
    }

    private static void send(ResponseWriter writer, Request request, Response response, boolean isForFailure) {
        Response selected;
        try {
            selected = Selection.of(request, response);
        } catch (HttpException e) {
            selected = Selection.refused(response, e, writer.error(request, e));
        } catch (IOException e) {
            selected = writer.error(request, e);
        }
        new Sending(writer, request, selected, isForFailure).run();
    }

    private void run() {
        Body body = response.body();
        if (!response.background().isEmpty()) {
            exchange.keep();
        }
        if (response.status() == Response.SWITCHING_PROTOCOLS) {
            upgrade(body);
            return;
        }
        if (hasNoBody(response.status()) || exchange.method().equals("HEAD")) {
            sendHead(body);
            return;
        }
        if (body instanceof Body.Draft draft) {
            sendDraft(draft);
            return;
        }
        if (response.trailers() != null) {
            trailers = announced(new Trailers(response.trailers()));
        }
        if (body instanceof Body.Bytes bytes) {
            sendBytes(bytes.content());
        } else if (body instanceof Body.File file) {
            sendFile(file);
        } else if (body instanceof Body.Published published && exchange.startAsync()) {
            PublishedBody flow = new PublishedBody(exchange, response, published.publisher());
            TaskContext context = request.scope().nextContext();
            exchange.publish(
                    flow, e -> writer.onWorker(request, context, () -> end(flow.isStarted(), flow.bytes(), e)));
        } else {
            sendStream(body);
        }
    }

    private @Nullable Trailers announced(Trailers announced) {
        return exchange.trailers(announced::fields) ? announced : null;
    }

    private void upgrade(Body body) {
        try {
            if (!(body instanceof Body.Connection connection)) {
                throw new IllegalStateException(
                        "A 101 lost its connection: middleware gave it a body. It may change the"
                                + " headers of a 101; to refuse the upgrade it answers with another response.");
            }
            connection.upgrade().start(exchange, response.headers(), this::endUpgrade);
        } catch (RuntimeException e) {
            end(false, 0, e);
        }
    }

    private void endUpgrade(boolean isUpgraded, long bytes, @Nullable Throwable e) {
        if (!isUpgraded) {
            end(false, bytes, e);
            return;
        }
        runHooks(bytes, e);
        runBackground();
        exchange.complete(e);
    }

    /** RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5. */
    private static boolean hasNoBody(int status) {
        return status == 204 || status == 205 || status == 304;
    }

    private void sendHead(Body body) {
        boolean started = false;
        Throwable failure = null;
        try {
            int status = response.status();
            long length = hasNoBody(status) ? (status == 205 ? 0 : -1) : length(body);
            Headers headers = BodyLength.without(response.headers());
            started = true;
            exchange.start(status, hasNoBody(status) ? headers.without("Content-Type") : headers, length);
            if (length < 0 && !hasNoBody(status)) {
                exchange.output().flush(); // commits, or the container would say that the length is 0
            }
        } catch (IOException e) {
            failure = new ClientDisconnect(e);
        } catch (RuntimeException e) {
            failure = e;
        }
        end(started, 0, failure);
    }

    /** The length that a GET would have, {@code -1} when only writing it would tell. */
    private long length(Body body) {
        long declared = BodyLength.declared(response);
        if (body instanceof Body.Bytes bytes) {
            return bytes.content().length;
        }
        return body instanceof Body.File file ? file.length() : declared;
    }

    private void sendBytes(byte[] content) {
        boolean started = false;
        Throwable failure = null;
        try {
            Headers headers = BodyLength.without(response.headers());
            BodyLength.checkIs(response, content.length);
            started = true;
            exchange.start(response.status(), headers, content.length);
            if (content.length > 0) {
                exchange.output().write(content, 0, content.length);
            }
        } catch (IOException e) {
            failure = new ClientDisconnect(e);
        } catch (RuntimeException e) {
            failure = e;
        }
        end(started, failure == null ? content.length : 0, failure);
    }

    /** What passed no link of an app, as in a bare {@code ResponseWriter}. */
    private void sendDraft(Body.Draft draft) {
        Body finished;
        try {
            finished = draft.finished(request, Json.standard());
        } catch (RuntimeException e) {
            end(false, 0, e);
            return;
        }
        new Sending(writer, request, response.withBody(finished), isForFailure).run();
    }

    private void sendFile(Body.File file) {
        FileSending sending = new FileSending(exchange, response, writer.buffers());
        Throwable failure = null;
        try {
            sending.send(file, isLast());
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        end(sending.isStarted(), sending.bytes(), failure);
    }

    /** Whether nothing is done when the body was handed over, nor waited for. */
    private boolean isLast() {
        return response.background().isEmpty()
                && trailers == null
                && !request.scope().hasHooks()
                && !request.scope().isReading();
    }

    private void sendStream(Body body) {
        BodyOutput out = new BodyOutput(exchange, response);
        try {
            writeTo(out, body);
            out.end();
        } catch (Throwable e) {
            Fatal.rethrow(e);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            end(out.isStarted(), out.bytes(), e);
            return;
        }
        end(true, out.bytes(), null);
    }

    private void writeTo(OutputStream out, Body body) throws Exception {
        if (body instanceof Body.Stream stream) {
            stream.writer().write(out);
        } else {
            new BlockingSubscriber(request.scope().time()).write(((Body.Published) body).publisher(), out);
        }
    }

    /** The end of a body: the last byte, or the failure that takes its place. */
    private void end(boolean started, long bytes, @Nullable Throwable e) {
        Throwable failure = e == null ? askTrailers() : e;
        if (failure == null) {
            complete(bytes);
        } else if (started || isForFailure || failure instanceof ClientDisconnect) {
            abort(bytes, failure);
        } else {
            sendInstead(writer.error(request, failure));
        }
    }

    private void sendInstead(Response error) {
        if (trailers != null) {
            exchange.trailers(null);
        }
        send(writer, request, error, true);
    }

    /** What keeps the trailers from being sent; {@code null} when nothing does. */
    private @Nullable Throwable askTrailers() {
        try {
            if (trailers != null) {
                trailers.ask();
            }
            return null;
        } catch (RuntimeException | Error e) {
            Fatal.rethrow(e);
            return e;
        }
    }

    private void complete(long bytes) {
        boolean waits = request.scope().stopReading() || !response.background().isEmpty();
        if (waits && !(response.body() instanceof Body.Published)) {
            flush(); // a publisher's host has done so
        }
        runHooks(bytes, response.failure());
        runBackground();
        exchange.complete(response.failure());
    }

    private void abort(long bytes, Throwable e) {
        ResponseWriter.logAbort(request, bytes, e);
        runHooks(bytes, e instanceof ClientDisconnect left ? request.scope().unwritten(left) : e);
        if (e instanceof ClientDisconnect) {
            runBackground(); // that the client left is no failure of the work that it asked for
        }
        exchange.abort(e);
    }

    private void runBackground() {
        if (!response.background().isEmpty()) {
            writer.inBackground(request, response.background());
        }
    }

    /** The client need not wait until the container finds the time, when a long task follows, or somebody still reads what it sends. */
    private void flush() {
        try {
            exchange.output().flush();
        } catch (IOException e) {
            return; // the task runs also when the client has left
        }
    }

    private void runHooks(long bytes, @Nullable Throwable failure) {
        request.scope().complete(response.status(), bytes, failure, thrown -> ResponseWriter.logHook(request, thrown));
    }
}
