package dev.servlette.routing;

import dev.servlette.handlers.Handler;

/** What a list of routes holds. Each is a handler of its own and may be used without a router. */
public sealed interface BaseRoute extends Handler permits Route, WebSocketRoute, Mount, Host {
    /** The path, or of a {@link Host} the host, as it was declared, with its parameters in braces. */
    String path();

    /** The name by which URLs are built, or that stands before the names inside; {@code ""} without one. */
    String name();

    /** What answers when it has matched; of a {@link Mount} or a {@link Host} that was given routes, a {@link Router} of them. */
    Handler handler();
}
