package dev.servlette.testclient;

import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.State;
import dev.servlette.handlers.Handler;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Runs an app in memory and asks it as a client would: no socket, no container
 * (Starlette: <a href="https://www.starlette.io/testclient/">Test Client</a>).
 *
 * <p>Mutable: its setters return the client itself and may be called between requests. A request runs on another
 * thread than the test's, as in a container, and is answered when its background tasks have ended too. What a
 * container refuses before an app sees it is refused here. A path may be a URL of the app, as {@code Location} has one.
 * Every wait has a limit.
 *
 * <pre>{@code
 * try (TestClient client = new TestClient(app())) {
 *     assertEquals("hello", client.get("/").text());
 * }
 * }</pre>
 */
public final class TestClient implements AutoCloseable {
    private static final int MAX_REDIRECTS = 20;

    private final MemoryServer server;
    private Headers headers = Headers.of("Host", Outgoing.HOST, "User-Agent", "testclient", "Accept", "*/*");
    private String rootPath = "";
    private Duration limit = Duration.ofSeconds(10);
    private boolean followsRedirects = true;
    private boolean raisesServerExceptions = true;
    private boolean supportsAsync = true;

    /** Starts the app: opens its lifespans. What one of them throws is thrown unchanged, checked exceptions too. */
    public TestClient(Handler handler) {
        server = Unchanged.result(() -> new MemoryServer(handler));
    }

    /** Sends a header with every request, in place of the one it had; a request may send another instead. */
    public TestClient header(String name, String value) {
        headers = headers.with(name, value);
        return this;
    }

    /**
     * Puts the app below this path, as a container does with a context; {@code ""} is the root. Paths of requests
     * include it; others are a 404 that the app does not see.
     */
    public TestClient rootPath(String path) {
        if (!path.isEmpty() && !path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException(
                    "The root path \"" + path + "\" was given to a test client. It is \"\", or starts"
                            + " with a slash and does not end with one; write \"/app\".");
        }
        rootPath = path;
        return this;
    }

    /** Whether redirects to the same host are followed, at most 20 in a row; {@code true} unless told. */
    public TestClient followsRedirects(boolean follows) {
        followsRedirects = follows;
        return this;
    }

    /**
     * Whether a failure that no handler of the app claims, or of a background task, is thrown into the test, unchanged;
     * {@code true} unless told. Otherwise the test sees what a client does, a 500 or a connection that was cut.
     */
    public TestClient raisesServerExceptions(boolean raises) {
        raisesServerExceptions = raises;
        return this;
    }

    /**
     * Whether replies may be answered later, without a thread; {@code true} unless told. Otherwise the app runs as
     * behind a servlet filter that lacks {@code async-supported}.
     */
    public TestClient supportsAsync(boolean supports) {
        supportsAsync = supports;
        return this;
    }

    /** The limit of every wait, 10 seconds unless told. A longer wait throws {@link java.io.UncheckedIOException}. */
    public TestClient timeout(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("The timeout " + longest
                    + " was given to a test client. It is longer than zero; leave it out for 10 s.");
        }
        limit = longest;
        return this;
    }

    /** What the app's lifespans put there. */
    public State state() {
        return server.state();
    }

    /** Sends a GET. */
    public TestResponse get(String path) {
        return get(path, TestClient::asItIs);
    }

    /** Sends a GET with what the lambda adds. */
    public TestResponse get(String path, Consumer<TestRequest> request) {
        return send("GET", path, request);
    }

    /** Sends a HEAD. */
    public TestResponse head(String path) {
        return send("HEAD", path, TestClient::asItIs);
    }

    /** Sends an OPTIONS. */
    public TestResponse options(String path) {
        return send("OPTIONS", path, TestClient::asItIs);
    }

    /** Sends a POST without a body. */
    public TestResponse post(String path) {
        return post(path, TestClient::asItIs);
    }

    /** Sends a POST with what the lambda adds. */
    public TestResponse post(String path, Consumer<TestRequest> request) {
        return send("POST", path, request);
    }

    /** Sends a PUT with what the lambda adds. */
    public TestResponse put(String path, Consumer<TestRequest> request) {
        return send("PUT", path, request);
    }

    /** Sends a PATCH with what the lambda adds. */
    public TestResponse patch(String path, Consumer<TestRequest> request) {
        return send("PATCH", path, request);
    }

    /** Sends a DELETE. */
    public TestResponse delete(String path) {
        return delete(path, TestClient::asItIs);
    }

    /** Sends a DELETE with what the lambda adds. */
    public TestResponse delete(String path, Consumer<TestRequest> request) {
        return send("DELETE", path, request);
    }

    private static void asItIs(TestRequest request) {}

    /** Sends a request with this method and what the lambda adds. */
    public TestResponse send(String method, String path, Consumer<TestRequest> request) {
        return whole(open(method, path, request));
    }

    /** Sends a GET and returns with its status and headers; the body is read while it arrives. */
    public TestStream stream(String path) {
        return stream(path, TestClient::asItIs);
    }

    /** Sends a GET with what the lambda adds, and returns with its status and headers. */
    public TestStream stream(String path, Consumer<TestRequest> request) {
        return open("GET", path, request);
    }

    /** Sends a GET and returns with its status and headers; server-sent events are read while they arrive. */
    public TestEvents events(String path) {
        return events(path, TestClient::asItIs);
    }

    /** Sends a GET with what the lambda adds, {@code Last-Event-ID} for one, and returns with its status and headers. */
    public TestEvents events(String path, Consumer<TestRequest> request) {
        return new TestEvents(open("GET", path, request));
    }

    /**
     * Opens a socket, and returns when the app has accepted it.
     *
     * @throws WebSocketDenied when it is answered otherwise
     */
    public WebSocketTestSession webSocket(String path) {
        return webSocket(path, TestClient::asItIs);
    }

    /** Opens a socket with what the lambda adds to the handshake; {@code Sec-WebSocket-Protocol} offers subprotocols. */
    public WebSocketTestSession webSocket(String path, Consumer<TestRequest> configured) {
        TestRequest request = new TestRequest();
        configured.accept(request);
        TestStream handshake = open(request.outgoing(
                "GET",
                path,
                headers.with("Upgrade", "websocket")
                        .with("Connection", "Upgrade")
                        .with("Sec-WebSocket-Version", "13")
                        .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")));
        MemorySocket socket = handshake.socket();
        if (socket == null) {
            throw new WebSocketDenied(whole(handshake));
        }
        return new WebSocketTestSession(handshake, socket, limit);
    }

    private static TestResponse whole(TestStream opened) {
        try (opened) {
            return new TestResponse(opened, opened.readAll());
        }
    }

    private TestStream open(String method, String path, Consumer<TestRequest> configured) {
        TestRequest request = new TestRequest();
        configured.accept(request);
        Outgoing first = request.outgoing(method, path, headers);
        Outgoing next = first;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            TestStream stream = open(next);
            Outgoing redirected = followsRedirects ? stream.redirected() : null;
            if (redirected == null) {
                return stream;
            }
            finish(stream);
            next = redirected;
        }
        throw new IllegalStateException(
                first + " was redirected " + (MAX_REDIRECTS + 1) + " times, in the end to " + next.target()
                        + ". The test client follows " + MAX_REDIRECTS + "; followsRedirects(false) shows the first.");
    }

    private TestStream open(Outgoing request) {
        TestStream stream =
                new TestStream(server, server.send(request, rootPath, supportsAsync), limit, raisesServerExceptions);
        try {
            return stream.opened();
        } catch (Throwable e) {
            stream.close();
            throw e;
        }
    }

    private static void finish(TestStream redirecting) {
        try (redirecting) {
            redirecting.readAll();
        }
    }

    /**
     * Moves the app's time, which otherwise stands still: {@code request.clock()}, and all that waits for it. Waits until the app is at
     * rest, moves the time, does what is due on the way in its order, and waits for rest each time. At rest is what has ended, what
     * waits for the app's time, and what waits for the client.
     *
     * @throws java.io.UncheckedIOException when the app does not come to rest within the limit of a wait; code that waits by
     *     {@code Thread.sleep}, or for something of its own, is at work
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException(
                    "advance(" + by + ") was called on a test client. Time goes forward; give zero or more.");
        }
        server.advance(by, limit);
    }

    /**
     * Stops the app: open streams are left, requests end, then its lifespans are closed. Does nothing the second time.
     * What closing throws is thrown unchanged, checked exceptions too.
     */
    @Override
    public void close() {
        Unchanged.result(() -> {
            server.close(new Wait("A request did not end", limit));
            return null;
        });
    }
}
