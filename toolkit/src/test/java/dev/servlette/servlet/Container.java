package dev.servlette.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request of a container that does as the specification says, and otherwise what a test wants. */
final class Container {
    final Fake request = new Fake();
    final Fake response = new Fake();
    final Fake context = new Fake();
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final Map<String, List<String>> headers = new TreeMap<>();
    final Map<String, Object> attributes = new TreeMap<>();
    boolean ready = true;
    Supplier<?> trailers = Map::of;

    @Nullable
    IOException broken;

    @Nullable
    WriteListener writeListener;

    @Nullable
    AsyncListener asyncListener;

    private final ServletOutputStream out = new Out();

    Container(String method, String uri) {
        request.value("getMethod", method).value("getRequestURI", uri).value("getScheme", "http");
        request.value("getProtocol", "HTTP/1.1");
        request.value("getLocalAddr", "10.0.0.1").value("getLocalPort", 80);
        request.value("getRemoteAddr", "10.0.0.2").value("getRemotePort", 4711);
        request.value("getQueryString", null)
                .value("getContextPath", "")
                .value("getDispatcherType", DispatcherType.REQUEST);
        request.value("getHeaderNames", Collections.enumeration(headers.keySet()));
        request.on("getHeaders", name -> Collections.enumeration(headers.get((String) name[0])));
        request.on("removeAttribute", name -> attributes.remove((String) name[0]));
        request.on("getAttribute", name -> attributes.get((String) name[0]));
        request.on("setAttribute", pair -> attributes.put((String) pair[0], pair[1]));
        request.value("isAsyncSupported", true).value("isAsyncStarted", false).value("getContentLengthLong", -1L);
        request.on("startAsync", pair -> context.as(AsyncContext.class));
        mapped(MappingMatch.PATH, "/*");
        response.value("isCommitted", false).value("getOutputStream", out);
        response.noted("setStatus", "setHeader", "addHeader", "setContentLengthLong", "flushBuffer");
        response.on("setTrailerFields", fields -> {
            trailers = (Supplier<?>) fields[0];
            return null;
        });
        context.noted("setTimeout", "complete", "dispatch");
        context.on("addListener", listener -> {
            asyncListener = (AsyncListener) listener[0];
            return null;
        });
    }

    Container mapped(MappingMatch match, String pattern) {
        Fake mapping = new Fake().value("getMappingMatch", match).value("getPattern", pattern);
        request.value("getHttpServletMapping", mapping.as(HttpServletMapping.class));
        return this;
    }

    Container header(String name, String... values) {
        headers.put(name, Arrays.asList(values));
        request.value("getHeaderNames", Collections.enumeration(headers.keySet()));
        return this;
    }

    HttpServletRequest request() {
        return request.as(HttpServletRequest.class);
    }

    HttpServletResponse response() {
        return response.as(HttpServletResponse.class);
    }

    ServletExchange exchange() {
        return new ServletExchange(request(), response(), "");
    }

    AsyncListener asyncListener() {
        return Objects.requireNonNull(asyncListener);
    }

    AsyncEvent event(@Nullable Throwable failure) {
        return new AsyncEvent(context.as(AsyncContext.class), request(), response(), failure);
    }

    /** Is ready to be written to, and says so. */
    void becomesReady() throws IOException {
        ready = true;
        Objects.requireNonNull(writeListener).onWritePossible();
    }

    String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    List<String> calls() {
        return new ArrayList<>(response.calls);
    }

    private final class Out extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            writeListener = listener;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (broken != null) {
                throw broken;
            }
            written.write(bytes, offset, length);
            response.note("write", length);
        }

        @Override
        public void flush() {
            response.note("flush");
        }
    }
}
