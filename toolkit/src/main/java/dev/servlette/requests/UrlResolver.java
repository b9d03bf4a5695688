package dev.servlette.requests;

import dev.servlette.datastructures.Url;

/** Knows the names of routes, and writes their URLs: a router, or an app. Requests ask the outermost one. */
@FunctionalInterface
public interface UrlResolver {
    /**
     * The URL of a named route below the root of the app, encoded: a path, or, where the route belongs to a host,
     * {@code //host/path} (Starlette: {@code url_path_for}).
     *
     * @param name the route's name, after those of its mounts and hosts: {@code "api:books:book"}
     * @param params the route's parameters, each a name and then its value
     * @throws RuntimeException when no route has that name and just these parameters, or a value cannot be written
     */
    Url urlPathFor(String name, Object... params);

    /**
     * Whether that is the URL of sockets, which have a scheme of their own: {@code ws} or {@code wss}.
     *
     * @throws RuntimeException as above
     */
    default boolean isOfSockets(String name, Object... params) {
        return false;
    }
}
