package dev.servlette.servlet;

import java.nio.channels.Channel;
import org.jspecify.annotations.Nullable;

/** What Undertow has no means for but its own. */
final class Undertow {
    private Undertow() {}

    static boolean isOwn(Object object) {
        return object.getClass().getName().startsWith("io.undertow.");
    }

    /**
     * The connection of a request or a response.
     *
     * @return {@code null} when that is not Undertow's own, or of another version of it
     */
    static @Nullable Channel connection(Object own) {
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
