package dev.servlette.servlet;

import dev.servlette.exceptions.HttpException;
import dev.servlette.requests.ClientDisconnect;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.net.SocketTimeoutException;
import java.nio.channels.Channel;
import java.util.concurrent.TimeoutException;

/**
 * What it means that a container could not read a body: the client has gone, or it is there, and what it sends is none, or nothing.
 * The specification knows one exception for all, and containers have their own. What is not known here means that the client has gone.
 */
final class FailedRead {
    /** What extends it is thrown of a client that has gone. */
    private static final String MALFORMED_IN_TOMCAT = "org.apache.coyote.BadRequestException";

    private static final String ENDED_IN_JETTY = "org.eclipse.jetty.server.internal.HttpConnection$HttpEofException";

    private FailedRead() {}

    /** A {@link ClientDisconnect}, or the answer to a body that cannot be read. */
    static RuntimeException of(ServletRequest request, Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SocketTimeoutException || e instanceof TimeoutException) {
                return new HttpException(408).initCause(failure);
            }
            if (isMalformed(request, e.getClass().getName())) {
                return new HttpException(400, "The body is malformed.").initCause(failure);
            }
        }
        return new ClientDisconnect(failure);
    }

    private static boolean isMalformed(ServletRequest request, String type) {
        return type.equals(MALFORMED_IN_TOMCAT) || type.equals(ENDED_IN_JETTY) && hasInput(request);
    }

    /** Whether the end of a body is none: Undertow comes to that when it has closed the connection, as of a slow client. */
    static boolean isCut(ServletRequest request) {
        Channel connection = UndertowConnection.of(innermost(request));
        return connection != null && !connection.isOpen();
    }

    private static ServletRequest innermost(ServletRequest asked) {
        ServletRequest request = asked;
        while (request instanceof ServletRequestWrapper wrapper) {
            request = wrapper.getRequest();
        }
        return request;
    }

    /** Jetty says of a malformed chunk that the body has ended too early, as of a client that has gone; but of that it has seen the end. */
    private static boolean hasInput(ServletRequest asked) {
        ServletRequest request = innermost(asked);
        try {
            Object inner = request.getClass().getMethod("getRequest").invoke(request);
            Object data = call("org.eclipse.jetty.server.Request", inner, "getConnectionMetaData");
            Object connection = call("org.eclipse.jetty.server.ConnectionMetaData", data, "getConnection");
            Object end = call("org.eclipse.jetty.io.Connection", connection, "getEndPoint");
            return call("org.eclipse.jetty.io.EndPoint", end, "isInputShutdown").equals(false);
        } catch (ReflectiveOperationException e) {
            return false; // another version of it
        }
    }

    /** Calls a method of a public type, which that of the object need not be. */
    private static Object call(String type, Object on, String method) throws ReflectiveOperationException {
        return Class.forName(type, false, on.getClass().getClassLoader())
                .getMethod(method)
                .invoke(on);
    }
}
