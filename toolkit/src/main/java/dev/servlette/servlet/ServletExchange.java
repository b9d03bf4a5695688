package dev.servlette.servlet;

import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.Headers;
import dev.servlette.datastructures.UrlPath;
import dev.servlette.exceptions.Status;
import dev.servlette.requests.ClientDisconnect;
import dev.servlette.responses.Body;
import dev.servlette.websockets.AcceptedSocket;
import dev.servlette.websockets.WebSocketExchange;
import dev.servlette.websockets.jakarta.JakartaUpgrade;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An exchange over a servlet container. Its parameters, parts, writer, error pages and cookies are not used: a client sees them. */
class ServletExchange implements WebSocketExchange {
    private static final String NO_SOCKETS = "This container has none. Bring its own to the class path: for Jetty"
            + " org.eclipse.jetty.ee11.websocket:jetty-ee11-websocket-jakarta-server, and call"
            + " JakartaWebSocketServletContainerInitializer.configure(context, null); for an embedded Tomcat"
            + " org.apache.tomcat.embed:tomcat-embed-websocket, and add WsSci to the context; for"
            + " Undertow io.undertow:undertow-websockets-jsr, and add a WebSocketDeploymentInfo to the deployment.";

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String rootPath;

    // A container takes its request back when the answer has ended; logs and background tasks ask for these later.
    private final String method;
    private final String scheme;
    private final String rawPath;
    private final @Nullable String rawQuery;
    private volatile @Nullable Headers headers;
    private volatile @Nullable Address client;
    private volatile @Nullable Address server;

    private volatile Runnable gone = () -> {};
    private volatile @Nullable AsyncAnswer async;
    private volatile @Nullable ReceivedInput input;
    private @Nullable Throwable abortedBy;
    private @Nullable Supplier<Headers> trailers;

    /** An exchange of which this part of the path belongs to the container. */
    ServletExchange(HttpServletRequest request, HttpServletResponse response, String rootPath) {
        this.request = request;
        this.response = response;
        this.rootPath = rootPath;
        this.method = request.getMethod();
        this.scheme = request.getScheme();
        this.rawPath = request.getRequestURI();
        this.rawQuery = request.getQueryString();
    }

    /** The context path, and the prefix when the servlet is mapped to one: {@code /api} of {@code /api/*}. */
    static String rootOfServlet(HttpServletRequest request) {
        HttpServletMapping mapping = request.getHttpServletMapping();
        String pattern = mapping.getPattern();
        boolean prefix = mapping.getMappingMatch() == MappingMatch.PATH && pattern.length() > "/*".length();
        String context = request.getContextPath();
        return prefix ? context + UrlPath.encode(pattern.substring(0, pattern.length() - "/*".length())) : context;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public String rawPath() {
        return rawPath;
    }

    @Override
    public @Nullable String rawQuery() {
        return rawQuery;
    }

    @Override
    public String rootPath() {
        return rootPath;
    }

    @Override
    public Address server() {
        Address known = server;
        if (known == null) {
            known = new Address(request.getLocalAddr(), request.getLocalPort());
            server = known;
        }
        return known;
    }

    @Override
    public @Nullable Address client() {
        Address known = client;
        String host = known == null ? request.getRemoteAddr() : null;
        if (host != null) {
            known = new Address(host, request.getRemotePort());
            client = known;
        }
        return known;
    }

    @Override
    public Headers headers() {
        Headers known = headers;
        if (known == null) {
            known = ServletHeaders.received(request);
            headers = known;
        }
        return known;
    }

    @Override
    public void keep() {
        headers();
        client();
        server();
    }

    @Override
    public long bodyLength() {
        return request.getContentLengthLong();
    }

    @Override
    public ReceivedInput input() throws IOException {
        ReceivedInput known = input;
        if (known == null) {
            known = new ReceivedInput(request.getInputStream(), () -> FailedRead.isCut(request));
            input = known;
        }
        return known;
    }

    /** A container calls back when its thread has gone home, on which before somebody may wait for just this; a filter's stream seldom does. */
    @Override
    public boolean isReadable(Runnable later) throws IOException {
        return async == null || request instanceof ServletRequestWrapper || input().isReadable(later);
    }

    @Override
    public RuntimeException unreadable(IOException e) {
        return FailedRead.of(request, e);
    }

    @Override
    public Map<String, String[]> parameters() {
        return request.getParameterMap();
    }

    @Override
    public Path temporaryDirectory() {
        Object directory = request.getServletContext().getAttribute(ServletContext.TEMPDIR);
        return directory instanceof File file ? file.toPath() : WebSocketExchange.super.temporaryDirectory();
    }

    @Override
    public boolean trailers(@Nullable Supplier<Headers> fields) {
        boolean hasRoom = !request.getProtocol().equals("HTTP/1.0"); // RFC 9112, section 7.1.2: they follow chunks
        trailers = hasRoom ? fields : null;
        return hasRoom;
    }

    @Override
    public void start(int status, Headers answer, long length) throws IOException {
        AsyncAnswer known = async;
        if (known == null) {
            startNow(status, answer, length);
            return;
        }
        known.use(() -> startNow(status, answer, length));
    }

    private void startNow(int status, Headers answer, long length) throws IOException {
        checkOpen();
        response.setStatus(status);
        ServletHeaders.putAll(status == 426 ? withoutConnection(answer) : answer, response);
        Supplier<Headers> fields = trailers;
        if (fields != null) {
            response.setTrailerFields(() -> ServletHeaders.map(fields.get()));
        } else if (length >= 0) {
            response.setContentLengthLong(length);
        }
        if (fields != null || status == 304 || method.equals("HEAD")) {
            // Or a container finds a length of its own, and Tomcat 11 forgets a pending HEAD over HTTP/2.
            response.flushBuffer();
        }
    }

    /** RFC 9113, section 8.2.2: from HTTP/2 on these are malformed, also where they would say what to go over to. */
    private Headers withoutConnection(Headers answer) {
        boolean isOfConnection = request.getProtocol().startsWith("HTTP/1.");
        return isOfConnection ? answer : answer.without("Upgrade").without("Connection");
    }

    private void checkOpen() throws IOException {
        if (isRefused()) {
            throw new IOException("The container has refused the body, and answered.");
        }
        if (response.isCommitted()) {
            throw new IllegalStateException(method + " " + rawPath + " has been answered by something before Servlette."
                    + " A filter that hands a request on must not write to its response.");
        }
    }

    /** Whether the container could not read the body, and has answered: Tomcat by a 400 or 408, Undertow by closing the connection. */
    private boolean isRefused() {
        return response.isCommitted()
                && (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException
                        || FailedRead.isCut(request));
    }

    @Override
    public OutputStream output() throws IOException {
        AsyncAnswer known = async;
        return known == null ? response.getOutputStream() : new AsyncOutput(known, response);
    }

    @Override
    public boolean takesDirectBuffers() {
        return FileTransfer.OF_CONTAINER.takesDirectBuffers(response);
    }

    @Override
    public void write(ByteBuffer buffer) throws IOException {
        if (buffer.isDirect()) {
            writeDirect(buffer);
        } else {
            WebSocketExchange.super.write(buffer);
        }
    }

    private void writeDirect(ByteBuffer buffer) throws IOException {
        AsyncAnswer known = async;
        if (known == null) {
            FileTransfer.OF_CONTAINER.write(response.getOutputStream(), buffer);
            return;
        }
        known.use(() -> FileTransfer.OF_CONTAINER.write(response.getOutputStream(), buffer));
    }

    @Override
    public boolean sendFile(Path file, long offset, long length) {
        return async == null && FileTransfer.sendfile(request, response, new Body.File(file, offset, length));
    }

    @Override
    public void publish(Flow.Publisher<ByteBuffer> body, Consumer<@Nullable Throwable> end) {
        AsyncAnswer known = async;
        if (known == null) {
            throw new IllegalStateException("publish needs startAsync, which was not called or was refused.");
        }
        Publishing publishing = new Publishing(response, end);
        known.onEnding(publishing::gone);
        publishing.subscribeTo(body);
    }

    @Override
    public boolean startAsync() {
        if (async != null) {
            return true;
        }
        if (!request.isAsyncSupported() || request.isAsyncStarted()) {
            return false; // not supported, or a filter before us has begun and will end it
        }
        keep(); // the container may end the answer at any time
        async = AsyncAnswer.start(request, response, gone);
        return true;
    }

    @Override
    public void onDisconnect(Runnable listener) {
        gone = listener;
    }

    @Override
    public void complete(@Nullable Throwable failure) {
        AsyncAnswer known = async;
        if (known != null) {
            known.complete();
        }
    }

    @Override
    public void abort(Throwable failure) {
        AsyncAnswer known = async;
        if (known != null) {
            known.abort(failure);
        } else if (failure instanceof ClientDisconnect && isRefused()) {
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION); // or its page would show that
        } else if (!Abort.atOnce(response)) {
            abortedBy = failure;
        }
    }

    @Override
    public String obstacle() {
        boolean has = request.getServletContext().getAttribute(JakartaUpgrade.CONTAINER) != null;
        return has ? "" : NO_SOCKETS;
    }

    /** Only a thread of the container can upgrade, so one is asked for when this is none. */
    @Override
    public void upgrade(Headers answer, AcceptedSocket socket) {
        keep();
        AsyncAnswer known = async;
        if (known == null) {
            upgrade(request, response, answer, socket);
            return;
        }
        known.onEnding(e -> socket.closed(Status.WS_1006_ABNORMAL_CLOSURE, ""));
        known.goOn((same, its) -> upgrade(same, its, answer, socket));
    }

    private void upgrade(HttpServletRequest asked, HttpServletResponse its, Headers answer, AcceptedSocket socket) {
        try {
            checkOpen();
            ServletHeaders.putAll(answer, its);
            JakartaUpgrade.upgrade(asked, its, socket);
        } catch (Exception e) {
            socket.failed(e);
            return;
        }
        AsyncAnswer known = async;
        if (known != null) {
            known.upgraded();
        }
    }

    /** Whether the answer goes on without the container's thread. */
    boolean isAsync() {
        return async != null;
    }

    /** Breaks the connection on the container's thread, when the answer was aborted there. */
    void throwIfAborted() throws IOException {
        if (abortedBy != null) {
            throw Abort.thrown(response, abortedBy);
        }
    }
}
