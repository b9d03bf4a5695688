package dev.servlette.routing;

import dev.servlette.handlers.Handler;

/** What a list of routes holds. Each is a handler of its own and may be used without a router. */
public sealed interface BaseRoute extends Handler permits Route, Mount {
    /** The path as it was declared, with its parameters in braces. */
    String path();
}
