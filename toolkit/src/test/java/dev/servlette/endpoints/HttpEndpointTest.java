package dev.servlette.endpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.handlers.Handler;
import dev.servlette.requests.Request;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {
    private static class Reading extends HttpEndpoint {
        @Override
        protected Reply get(Request request) {
            return new PlainTextResponse("get");
        }

        void trace(Request request) {
            throw new AssertionError("a helper was called");
        }
    }

    private static final class Everything extends Reading {
        @Override
        protected Response post(Request request) {
            return new PlainTextResponse("post");
        }

        @Override
        protected Reply put(Request request) {
            return new PlainTextResponse("put");
        }

        @Override
        protected Reply patch(Request request) {
            return new PlainTextResponse("patch");
        }

        @Override
        protected Reply delete(Request request) {
            return new PlainTextResponse("delete");
        }

        @Override
        protected Reply options(Request request) {
            return new PlainTextResponse("options");
        }

        @Override
        protected Reply query(Request request) {
            return new PlainTextResponse("query");
        }
    }

    private static final class Careless extends HttpEndpoint {
        @Override
        protected Reply get(Request request) throws Exception {
            return super.get(request);
        }

        @Override
        protected Reply post(Request request) throws Exception {
            return super.post(request);
        }

        @Override
        protected Reply put(Request request) throws Exception {
            return super.put(request);
        }

        @Override
        protected Reply patch(Request request) throws Exception {
            return super.patch(request);
        }

        @Override
        protected Reply delete(Request request) throws Exception {
            return super.delete(request);
        }

        @Override
        protected Reply query(Request request) throws Exception {
            return super.query(request);
        }
    }

    private static TestResponse send(Handler handler, String method) {
        try (TestClient client = new TestClient(Route.of("/", handler))) {
            return client.send(method, "/", r -> {});
        }
    }

    /** EP1. */
    @Test
    void eachMethodIsAnsweredByItsOwn() {
        for (String method : List.of("get", "post", "put", "patch", "delete", "options", "query")) {
            assertEquals(
                    method,
                    send(new Everything(), method.toUpperCase(java.util.Locale.ROOT))
                            .text());
        }
    }

    /** EP1: HEAD falls back to get. */
    @Test
    void headIsGetWithoutItsBody() {
        TestResponse response = send(new Reading(), "HEAD");
        assertEquals(200, response.status());
        assertEquals("3", response.headers().get("Content-Length"));
        assertEquals("", response.text());
    }

    private static final class Light extends Reading {
        @Override
        protected Reply head(Request request) {
            return new Response(200).withHeader("Size", "9000");
        }
    }

    private static final class HeadOnly extends HttpEndpoint {
        @Override
        protected Reply head(Request request) {
            return new Response(200);
        }
    }

    /** EP1: unless it has a method of its own. */
    @Test
    void headMayHaveAMethodOfItsOwn() {
        assertEquals("9000", send(new Light(), "HEAD").headers().get("Size"));
        assertEquals("get", send(new Light(), "GET").text());
        assertEquals(200, send(new HeadOnly(), "HEAD").status());
        assertEquals("HEAD, OPTIONS", send(new HeadOnly(), "GET").headers().get("Allow"));
    }

    /** EP1, RT3. */
    @Test
    void otherMethodsAre405WithThoseThatThereAre() {
        TestResponse response = send(new Reading(), "POST");
        assertEquals(405, response.status());
        assertEquals("GET, HEAD, OPTIONS", response.headers().get("Allow"));
        assertEquals(
                "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, QUERY",
                send(new Everything(), "PURGE").headers().get("Allow"));
    }

    @Test
    void optionsNamesTheMethods() {
        TestResponse response = send(new Reading(), "OPTIONS");
        assertEquals(204, response.status());
        assertEquals("GET, HEAD, OPTIONS", response.headers().get("Allow"));
    }

    /** EP2: the method of a request never reaches a helper of the class. */
    @Test
    void helpersAreNoMethods() {
        for (String method : List.of("Trace", "trace", "HANDLE", "get", "TOSTRING")) {
            assertEquals(405, send(new Reading(), method).status());
        }
    }

    @Test
    void whatIsNotOverriddenIsNotAllowed() {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "QUERY")) {
            assertEquals(405, send(new Careless(), method).status());
        }
    }
}
