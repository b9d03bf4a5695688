package dev.servlette.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.datastructures.Address;
import dev.servlette.datastructures.Headers;
import dev.servlette.requests.ClientDisconnect;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.fake.JettyResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServletExchangeTest {
    @Test
    void theRequestLineIsWhatTheContainerReceived() {
        Container container = new Container("PATCH", "/a%2Fb;c=1//d");
        container.request.value("getQueryString", "x=%31").value("getScheme", "https");
        ServletExchange exchange = new ServletExchange(container.request(), container.response(), "/app");
        assertEquals("PATCH", exchange.method());
        assertEquals("https", exchange.scheme());
        assertEquals("/a%2Fb;c=1//d", exchange.rawPath());
        assertEquals("x=%31", exchange.rawQuery());
        assertEquals("/app", exchange.rootPath());
    }

    @Test
    void bothEndsOfTheConnectionAreKnown() {
        Container container = new Container("GET", "/");
        container.request.value("getRemoteAddr", "192.0.2.7").value("getRemotePort", 5000);
        container.request.value("getLocalAddr", "192.0.2.1").value("getLocalPort", 8000);
        ServletExchange exchange = container.exchange();
        assertEquals(new Address("192.0.2.7", 5000), exchange.client());
        assertSame(exchange.client(), exchange.client());
        assertEquals(new Address("192.0.2.1", 8000), exchange.server());
    }

    @Test
    void aClientWithoutAnAddressIsNull() {
        Container container = new Container("GET", "/");
        container.request.value("getRemoteAddr", null);
        assertNull(container.exchange().client());
    }

    /** RQ4. */
    @Test
    void headersKeepTheirDuplicatesAndAreReadOnce() {
        ServletExchange exchange = new Container("GET", "/")
                .header("Accept", "a", "b")
                .header("Host", "h")
                .exchange();
        assertEquals("[Accept: a, Accept: b, Host: h]", exchange.headers().toString());
        assertSame(exchange.headers(), exchange.headers());
    }

    @Test
    void theBodyIsTheStreamOfTheContainer() throws Exception {
        Container container = new Container("POST", "/");
        container.request.value("getInputStream", new ReceivedInputTest.Stream("ab"));
        ServletExchange exchange = container.exchange();
        assertEquals('a', exchange.input().read());
        assertEquals('b', exchange.input().read());
        assertEquals(-1, exchange.input().read());
    }

    /** A filter's own stream seldom calls back, and often refuses to. */
    @Test
    void aBodyThatAFilterHandsOnIsReadByWaiting() throws Exception {
        Container container = new Container("POST", "/");
        HttpServletRequest wrapper = new HttpServletRequestWrapper(container.request.as(HttpServletRequest.class));
        ServletExchange exchange = new ServletExchange(wrapper, container.response.as(HttpServletResponse.class), "");
        assertTrue(exchange.startAsync());
        assertTrue(exchange.isReadable(() -> {}));
    }

    /** Somebody on it may wait for just this, and then a container would never call back. */
    @Test
    void aBodyIsReadByWaitingAsLongAsTheContainersThreadIsHere() throws Exception {
        Container container = new Container("POST", "/");
        assertTrue(container.exchange().isReadable(() -> {}));
    }

    @Test
    void parametersAreThoseOfTheContainer() {
        Container container = new Container("POST", "/");
        container.request.value("getParameterMap", Map.of());
        assertSame(Map.of(), container.exchange().parameters());
    }

    @Test
    void temporaryFilesLieWhereTheContainerSays() {
        Container container = new Container("POST", "/");
        Fake context = new Fake().value("getAttribute", new File("there"));
        container.request.value("getServletContext", context.as(ServletContext.class));
        assertEquals(Path.of("there"), container.exchange().temporaryDirectory());
        context.value("getAttribute", null);
        assertEquals(
                Path.of(System.getProperty("java.io.tmpdir")),
                container.exchange().temporaryDirectory());
    }

    @ParameterizedTest
    @CsvSource({"PATH,/api/*,/app/api", "PATH,/*,/app", "DEFAULT,/,/app", "EXACT,/one,/app", "EXTENSION,*.do,/app"})
    void onlyThePrefixOfAMappingBelongsToTheContainer(MappingMatch match, String pattern, String root) {
        Container container = new Container("GET", "/app/api/users").mapped(match, pattern);
        container.request.value("getContextPath", "/app");
        assertEquals(root, ServletExchange.rootOfServlet(container.request()));
    }

    /** Or a cache would mix up what a filter before us keeps apart. */
    @Test
    void whatFiltersBeforeUsAddToVaryStays() throws Exception {
        Container container = new Container("GET", "/");
        container.exchange().start(200, Headers.of("Vary", "Accept"), 0);
        assertEquals(
                List.of("setStatus[200]", "addHeader[Vary, Accept]", "setContentLengthLong[0]"), container.calls());
    }

    @Test
    void startSendsEveryLineOfAHeader() throws Exception {
        Container container = new Container("GET", "/");
        Headers headers = Headers.of("X-A", "1", "Set-Cookie", "a=1", "x-a", "2", "Set-Cookie", "b=2");
        container.exchange().start(201, headers, 5);
        assertEquals(
                List.of(
                        "setStatus[201]",
                        "setHeader[X-A, 1]",
                        "addHeader[Set-Cookie, a=1]",
                        "addHeader[x-a, 2]",
                        "addHeader[Set-Cookie, b=2]",
                        "setContentLengthLong[5]"),
                container.calls());
    }

    @Test
    void anUnknownLengthIsNotSet() throws Exception {
        Container container = new Container("GET", "/");
        container.exchange().start(200, Headers.empty(), -1);
        assertEquals(List.of("setStatus[200]"), container.calls());
    }

    /** RFC 9110, section 8.6. */
    @Test
    void aNotModifiedIsCommittedBeforeTheContainerAddsALength() throws Exception {
        Container container = new Container("GET", "/");
        container.exchange().start(304, Headers.empty(), -1);
        assertEquals(List.of("setStatus[304]", "flushBuffer[]"), container.calls());
    }

    /** RFC 9112, section 7.1.2: trailers follow chunks, so the answer is committed before the container finds its length. */
    @Test
    void anAnswerWithTrailersHasNoLength() throws Exception {
        Container container = new Container("GET", "/");
        ServletExchange exchange = container.exchange();
        assertTrue(exchange.trailers(() -> Headers.of("A", "1", "B", "2")));
        exchange.start(200, Headers.empty(), 5);
        assertEquals(List.of("setStatus[200]", "flushBuffer[]"), container.calls());
        assertEquals("{A=1, B=2}", container.trailers.get().toString());
    }

    @Test
    void anOldClientHasNoRoomForTrailers() throws Exception {
        Container container = new Container("GET", "/");
        container.request.value("getProtocol", "HTTP/1.0");
        ServletExchange exchange = container.exchange();
        assertFalse(exchange.trailers(Headers::empty));
        exchange.start(200, Headers.empty(), 5);
        assertEquals(List.of("setStatus[200]", "setContentLengthLong[5]"), container.calls());
    }

    @Test
    void aResponseThatIsCommittedCannotBeStarted() {
        Container container = new Container("GET", "/x");
        container.response.value("isCommitted", true);
        ServletExchange exchange = container.exchange();
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> exchange.start(200, Headers.empty(), -1));
        assertEquals(
                "GET /x has been answered by something before Servlette. A filter that hands a request on must not write to"
                        + " its response.",
                e.getMessage());
    }

    /** What Tomcat does when it cannot read a body. */
    private static ServletExchange refused(Container container) {
        container.attributes.put(RequestDispatcher.ERROR_EXCEPTION, new IOException("Invalid chunk header"));
        container.response.value("isCommitted", true);
        return container.exchange();
    }

    @Test
    void theContainersOwnAnswerToABodyThatItCannotReadStands() throws Exception {
        Container container = new Container("GET", "/");
        ServletExchange exchange = refused(container);
        IOException e = assertThrows(IOException.class, () -> exchange.start(400, Headers.empty(), -1));
        assertEquals("The container has refused the body, and answered.", e.getMessage());
        exchange.abort(new ClientDisconnect(e));
        exchange.throwIfAborted();
        assertEquals(List.of(), container.calls());
        assertEquals(Map.of(), container.attributes);
    }

    @Test
    void theContainersOwnAnswerIsCompletedWhereItIsAsync() {
        Container container = new Container("GET", "/");
        ServletExchange exchange = refused(container);
        exchange.startAsync();
        exchange.abort(new ClientDisconnect(new IOException("refused")));
        assertEquals(List.of("setTimeout[0]", "complete[]"), container.context.calls);
    }

    @Test
    void aClientThatLeftIsNotRefused() {
        IOException left = new IOException("left");
        Container container = new Container("GET", "/");
        container.attributes.put(RequestDispatcher.ERROR_EXCEPTION, left);
        ServletExchange exchange = container.exchange();
        exchange.abort(new ClientDisconnect(left));
        assertSame(left, assertThrows(IOException.class, exchange::throwIfAborted));
    }

    /** Tomcat takes it back when it has ended the answer to a client that left, and so does Jetty. */
    @Test
    void aRequestThatTheContainerTookBackNeedNotBeAsked() {
        for (RuntimeException recycled : List.of(new IllegalStateException("recycled"), new NullPointerException())) {
            Container container = new Container("GET", "/");
            container.request.on("getAttribute", name -> {
                throw recycled;
            });
            ServletExchange exchange = container.exchange();
            exchange.startAsync();
            exchange.abort(new ClientDisconnect(new IOException("left")));
            assertEquals(List.of("setTimeout[0]", "complete[]"), container.context.calls);
        }
    }

    @Test
    void theContainerKnowsTheLengthOfABody() {
        Container container = new Container("POST", "/");
        container.request.value("getContentLengthLong", 5_000_000_000L);
        assertEquals(5_000_000_000L, container.exchange().bodyLength());
    }

    @Test
    void aRequestThatTheContainerEndedCannotBeStarted() throws Exception {
        Container container = new Container("GET", "/");
        ServletExchange exchange = container.exchange();
        exchange.startAsync();
        exchange.start(200, Headers.empty(), -1);
        container.asyncListener().onComplete(container.event(null));
        IOException e = assertThrows(IOException.class, () -> exchange.start(200, Headers.empty(), -1));
        assertEquals("The container has ended the request.", e.getMessage());
    }

    /** It may have given its response to another request. */
    @Test
    void whatTheContainerHasEndedIsNotWritten() throws Exception {
        Container container = new Container("GET", "/");
        ServletExchange exchange = container.exchange();
        exchange.startAsync();
        OutputStream out = exchange.output();
        out.write('h');
        out.write(new byte[] {'i'});
        out.flush();
        container.asyncListener().onComplete(container.event(null));
        assertThrows(IOException.class, () -> out.write('!'));
        assertThrows(IOException.class, out::flush);
        assertThrows(IOException.class, () -> exchange.write(ByteBuffer.allocateDirect(1)));
        assertEquals("hi", container.text());
    }

    /** What containers say of it is the matter of FailedReadTest. */
    @Test
    void aReadThatFailsIsExplained() {
        ServletExchange exchange = new Container("POST", "/").exchange();
        assertEquals(
                "408: Request Timeout",
                exchange.unreadable(new SocketTimeoutException()).getMessage());
    }

    /** The container may take its request back at any time then. */
    @Test
    void whatIsAskedForLaterIsKeptWhenAsyncStarts() {
        Container container = new Container("GET", "/").header("X-A", "1");
        ServletExchange exchange = container.exchange();
        exchange.startAsync();
        for (String method : List.of("getHeaderNames", "getRemoteAddr", "getLocalAddr")) {
            container.request.on(method, none -> {
                throw new IllegalStateException("recycled");
            });
        }
        assertEquals("1", exchange.headers().get("X-A"));
        assertEquals(new Address("10.0.0.2", 4711), exchange.client());
        assertEquals(new Address("10.0.0.1", 80), exchange.server());
    }

    @Test
    void outputIsTheStreamOfTheContainer() throws Exception {
        Container container = new Container("GET", "/");
        container.exchange().output().write("hi".getBytes(UTF_8));
        assertEquals("hi", container.text());
    }

    @Test
    void asyncStartsOnceWithTheReceivedObjectsAndNoTimeout() {
        Container container = new Container("GET", "/");
        container.request.on("startAsync", pair -> {
            container.request.note("startAsync", pair.length);
            return container.context.as(AsyncContext.class);
        });
        ServletExchange exchange = container.exchange();
        assertFalse(exchange.isAsync());
        assertTrue(exchange.startAsync() && exchange.startAsync() && exchange.isAsync());
        assertEquals(List.of("startAsync[2]"), container.request.calls);
        assertEquals(List.of("setTimeout[0]"), container.context.calls);
    }

    @Test
    void asyncIsRefusedWhenTheContainerRefusesIt() {
        Container container = new Container("GET", "/");
        container.request.value("isAsyncSupported", false);
        assertFalse(container.exchange().startAsync());
    }

    @Test
    void asyncIsRefusedWhenAFilterHasStartedIt() {
        Container container = new Container("GET", "/");
        container.request.value("isAsyncStarted", true);
        assertFalse(container.exchange().startAsync());
    }

    @Test
    void anOrdinaryAnswerIsCompletedByTheContainer() throws Exception {
        Container container = new Container("GET", "/");
        ServletExchange exchange = container.exchange();
        exchange.complete(null);
        exchange.throwIfAborted();
        assertEquals(List.of(), container.context.calls);
    }

    @Test
    void anAsyncAnswerIsCompletedByUs() {
        Container container = new Container("GET", "/");
        ServletExchange exchange = container.exchange();
        exchange.startAsync();
        exchange.complete(null);
        assertEquals(List.of("setTimeout[0]", "complete[]"), container.context.calls);
    }

    @Test
    void aPublishedBodyEndsWhenTheContainerCannotGoOn() throws Exception {
        Container container = new Container("GET", "/");
        ServletExchange exchange = container.exchange();
        exchange.startAsync();
        List<Throwable> ends = new ArrayList<>();
        exchange.publish(subscriber -> {}, ends::add);
        IOException reset = new IOException("reset");
        container.asyncListener().onError(container.event(reset));
        assertSame(reset, ends.get(0).getCause());
    }

    /** RQ13. */
    @Test
    void theContainersWordThatTheClientHasGoneIsHandedOn() throws Exception {
        Container container = new Container("GET", "/");
        ServletExchange exchange = container.exchange();
        List<String> told = new ArrayList<>();
        exchange.onDisconnect(() -> told.add("gone"));
        exchange.startAsync();
        container.asyncListener().onError(container.event(new IOException("reset")));
        assertEquals(List.of("gone"), told);
    }

    @Test
    void aBodyIsNotPublishedBeforeAsyncHasStarted() {
        ServletExchange exchange = new Container("GET", "/").exchange();
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> exchange.publish(subscriber -> {}, end -> {}));
        assertEquals("publish needs startAsync, which was not called or was refused.", e.getMessage());
    }

    @Test
    void anAnswerOnJettyIsAbortedAtOnce() throws Exception {
        Container container = new Container("GET", "/");
        JettyResponse jetty = new JettyResponse(container.response(), false);
        ServletExchange exchange = new ServletExchange(container.request(), jetty, "");
        exchange.abort(new IllegalStateException("half"));
        exchange.throwIfAborted();
        assertEquals(-1, jetty.error());
    }

    @Test
    void anAsyncAnswerIsAbortedOnAThreadOfTheContainer() {
        Container container = new Container("GET", "/");
        ServletExchange exchange = container.exchange();
        exchange.startAsync();
        exchange.abort(new IllegalStateException("half"));
        assertEquals(List.of("setTimeout[0]", "dispatch[]"), container.context.calls);
    }

    @Test
    void anAbortedAnswerIsThrownAtTheContainer() {
        Container container = new Container("GET", "/");
        ServletExchange exchange = container.exchange();
        exchange.abort(new IllegalStateException("half"));
        IOException e = assertThrows(IOException.class, exchange::throwIfAborted);
        assertEquals("The answer was cut short, as logged before: half", e.getMessage());
        assertEquals(List.of("flushBuffer[]"), container.calls());
    }
}
