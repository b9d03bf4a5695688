package dev.servlette.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.concurrency.LoggedLines;
import dev.servlette.routing.WebSocketRoute;
import dev.servlette.websockets.WebSocket;
import dev.servlette.websockets.WebSocketDisconnect;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketUpgradeTest {
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final CountDownLatch dispatched = new CountDownLatch(1);
    private final Container container = new Container("GET", "/a");
    private final Fake sockets = new Fake();
    private final HostedApp host = new HostedApp(Servlette.of(WebSocketRoute.of("/a", this::serve)));

    SocketUpgradeTest() {
        container.header("Upgrade", "websocket").header("Connection", "Upgrade");
        container.header("Sec-WebSocket-Version", "13").header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        container.request.value("getRemoteAddr", "192.0.2.7").value("getRemotePort", 5000);
        container.request.value("getLocalAddr", "192.0.2.1").value("getLocalPort", 8000);
        container.request.on("removeAttribute", name -> container.attributes.remove((String) name[0]));
        sockets.value("getInstalledExtensions", Set.of());
        container.context.on("dispatch", none -> {
            dispatched.countDown();
            return null;
        });
        host.contextInitialized(new ServletContextEvent(new Fake().as(ServletContext.class)));
    }

    private void serve(WebSocket socket) {
        try {
            socket.accept(response -> response.withHeader("X-A", "1"));
            log.add("open");
        } catch (WebSocketDisconnect e) {
            log.add("end " + e.code() + " " + socket.request().client() + " "
                    + socket.request().url());
        }
    }

    private void has(@Nullable ServerContainer found) {
        Fake context = new Fake().value("getAttribute", found);
        container.request.value("getServletContext", context.as(ServletContext.class));
    }

    @AfterEach
    void stop() {
        host.stop();
    }

    private void handle() throws Exception {
        host.handle(container.request(), container.response(), "");
    }

    /** The handler decides on another thread; the container brings the request back to one of its own. */
    private void handleAndComeBack() throws Exception {
        handle();
        assertTrue(dispatched.await(10, TimeUnit.SECONDS));
        container.request.value("getDispatcherType", DispatcherType.ASYNC);
        handle();
    }

    @Test
    void theUpgradeIsOnAThreadOfTheContainer() throws Exception {
        sockets.on("upgradeHttpToWebSocket", all -> container.response.note("upgrade", all.length));
        has(sockets.as(ServerContainer.class));
        handleAndComeBack();
        assertEquals(List.of("setHeader[X-A, 1]", "upgrade[4]"), container.calls());
        assertEquals(List.of("setTimeout[0]"), container.context.calls);
    }

    @Test
    void aContainerThatRefusesIsAnError() throws Exception {
        sockets.on("upgradeHttpToWebSocket", all -> {
            throw new DeploymentException("no");
        });
        has(sockets.as(ServerContainer.class));
        try (LoggedLines lines = new LoggedLines()) {
            handleAndComeBack();
            assertEquals(
                    "end 1006 Address[host=192.0.2.7, port=5000] http://192.0.2.1:8000/a",
                    log.poll(10, TimeUnit.SECONDS));
            assertTrue(
                    container.calls().contains("setStatus[500]"),
                    container.calls().toString());
            assertEquals(List.of("SEVERE GET /a failed. jakarta.websocket.DeploymentException: no"), lines.lines());
        }
    }

    /** As behind a filter that is not mapped for ASYNC: the container ends the request without having been here. */
    @Test
    void whatDoesNotComeBackIsOver() throws Exception {
        has(sockets.as(ServerContainer.class));
        handle();
        assertTrue(dispatched.await(10, TimeUnit.SECONDS));
        container.asyncListener().onComplete(container.event(null));
        assertTrue(String.valueOf(log.poll(10, TimeUnit.SECONDS)).startsWith("end 1006 "));
    }

    @Test
    void aContainerWithoutSocketsIsA501() throws Exception {
        has(null);
        try (LoggedLines lines = new LoggedLines()) {
            handle();
            assertTrue(
                    container.calls().contains("setStatus[501]"),
                    container.calls().toString());
            assertEquals(
                    List.of(
                            "SEVERE GET /a asks for a WebSocket. This container has none. Bring its own to the class path: for"
                                    + " Jetty org.eclipse.jetty.ee11.websocket:jetty-ee11-websocket-jakarta-server, and call"
                                    + " JakartaWebSocketServletContainerInitializer.configure(context, null); for an embedded Tomcat"
                                    + " org.apache.tomcat.embed:tomcat-embed-websocket, and add WsSci to the context; for"
                                    + " Undertow io.undertow:undertow-websockets-jsr, and add a WebSocketDeploymentInfo to the deployment."),
                    lines.lines());
        }
    }

    /** A servlet that answers by itself has no workers. */
    @Test
    void aBareServletIsA501() throws Exception {
        try (LoggedLines lines = new LoggedLines()) {
            Servlets.handle(WebSocketRoute.of("/a", this::serve), container.request(), container.response());
            assertTrue(
                    container.calls().contains("setStatus[501]"),
                    container.calls().toString());
            assertEquals(
                    List.of("SEVERE GET /a asks for a WebSocket. Servlets.handle(..) has no workers for them; serve the"
                            + " handler by a ServletteServlet."),
                    lines.lines());
        }
    }
}
