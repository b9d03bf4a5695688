package dev.servlette.servlet;

import java.nio.channels.Channel;
import org.jspecify.annotations.Nullable;

/** How Undertow's connection is found: there is nothing in the servlet API that breaks it, or says that it is closed. */
final class UndertowConnection {
    private UndertowConnection() {}

    static boolean isOwn(Object object) {
        return object.getClass().getName().startsWith("io.undertow.");
    }

    /**
     * The connection of a request or a response.
     *
     * @return {@code null} when that is not Undertow's own, or of another version of it
     */
    static @Nullable Channel of(Object own) {
        if (!isOwn(own)) {
            return null;
        }
        try {
            Object exchange = own.getClass().getMethod("getExchange").invoke(own);
            return (Channel) exchange.getClass().getMethod("getConnection").invoke(exchange);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
