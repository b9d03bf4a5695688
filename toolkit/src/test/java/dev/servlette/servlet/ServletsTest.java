package dev.servlette.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.events.EventStreamResponse;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Handler;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import dev.servlette.routing.Router;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServletsTest {
    private final Container container = new Container("GET", "/x");

    private void handle(Handler handler) throws ServletException, IOException {
        Servlets.handle(handler, container.request(), container.response());
    }

    private <X extends Throwable> X thrown(Class<X> type, Handler handler) {
        return assertThrows(type, () -> handle(handler));
    }

    @Test
    void oneResponseAnswersAPlainServlet() throws Exception {
        handle(request -> new JsonResponse(Map.of("a", 1)));
        assertEquals("{\"a\":1}", container.text());
        assertEquals(
                List.of(
                        "setStatus[200]",
                        "setHeader[Content-Type, application/json]",
                        "setContentLengthLong[7]",
                        "write[7]"),
                container.calls());
    }

    /** The servlet may delete it afterwards, so no way is taken that ends later. */
    @Test
    void aFileIsSentBeforeTheServletGoesOn(@TempDir Path folder) throws Exception {
        container.attributes.put("org.apache.tomcat.sendfile.support", true);
        Path file = Files.writeString(folder.resolve("a"), "x".repeat(100_000));
        handle(request -> new FileResponse(file));
        assertEquals("x".repeat(100_000), container.text());
        assertEquals(1, container.attributes.size());
    }

    @Test
    void aRouterNeedsNoApp() throws Exception {
        handle(Router.of(Route.get("/{name}", request -> new PlainTextResponse(request.pathParam("name")))));
        assertEquals("x", container.text());
    }

    @Test
    void aPendingReplyIsWaitedFor() throws Exception {
        handle(request -> Reply.from(CompletableFuture.supplyAsync(() -> new PlainTextResponse("later"))));
        assertEquals("later", container.text());
    }

    @Test
    void aPublisherIsWaitedFor() throws Exception {
        handle(request -> StreamingResponse.from("text/plain", subscriber -> {
            SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
            publisher.subscribe(subscriber);
            publisher.submit(ByteBuffer.wrap(new byte[] {'h', 'i'}));
            publisher.close();
        }));
        assertEquals("hi", container.text());
    }

    /** Its time and its threads are there for that one answer. */
    @Test
    void aStreamOfEventsNeedsNoApp() throws Exception {
        handle(request -> new EventStreamResponse(events -> events.send(events.sleep(Duration.ofMillis(1)) + "")));
        assertEquals(":\n\ndata: true\n\n", container.text());
    }

    @Test
    void aBackgroundTaskRunsBeforeTheServletReturns() throws Exception {
        container.request.value("getRemoteAddr", "192.0.2.7").value("getRemotePort", 5000);
        handle(request -> new PlainTextResponse("x").withBackground(() -> container.response.note("task")));
        assertEquals("task[]", container.calls().get(container.calls().size() - 1));
    }

    @Test
    void anHttpExceptionIsAnsweredByItsStatus() throws Exception {
        handle(request -> {
            throw new HttpException(403);
        });
        assertEquals("setStatus[403]", container.calls().get(0));
        assertEquals("Forbidden", container.text());
    }

    @Test
    void whatTheClientDoesNotExpectIsAnsweredByItsStatus() throws Exception {
        container.header("If-Match", "\"v6\"");
        handle(request -> new PlainTextResponse("x").withETag("v7"));
        assertEquals("setStatus[412]", container.calls().get(0));
        assertEquals("Precondition Failed", container.text());
    }

    @Test
    void whatAServletMayThrowComesOutUnchanged() {
        IOException failure = new IOException("mine");
        assertSame(failure, thrown(IOException.class, request -> {
            throw failure;
        }));
    }

    @Test
    void anotherCheckedExceptionIsTheCause() {
        Exception failure = new Exception("mine");
        ServletException e = thrown(ServletException.class, request -> {
            throw failure;
        });
        assertSame(failure, e.getCause());
    }

    @Test
    void anInterruptIsKept() {
        thrown(ServletException.class, request -> {
            throw new InterruptedException();
        });
        assertTrue(Thread.interrupted());
    }

    @Test
    void aBodyThatFailsBeforeItsFirstByteComesOutUnchanged() {
        IOException failure = new IOException("mine");
        assertSame(
                failure,
                thrown(
                        IOException.class,
                        request -> new StreamingResponse("text/plain", out -> {
                            throw failure;
                        })));
    }

    @Test
    void anErrorInABodyIsTheCause() {
        AssertionError failure = new AssertionError("mine");
        RuntimeException e = thrown(
                RuntimeException.class,
                request -> new StreamingResponse("text/plain", out -> {
                    throw failure;
                }));
        assertSame(failure, e.getCause());
    }

    @Test
    void aBodyThatBreaksOffBreaksTheConnection() {
        IOException e = thrown(
                IOException.class,
                request -> new StreamingResponse("text/plain", out -> {
                    out.flush();
                    throw new IllegalStateException("half");
                }));
        assertEquals("The answer was cut short, as logged before: half", e.getMessage());
    }
}
