package dev.servlette.routing;

/**
 * What a router does with a path that no route has, when one has it with a slash at its end or without (Starlette:
 * {@code redirect_slashes}).
 */
public enum SlashPolicy {
    /** Answers 307 with the path that there is, relative to the host, and the query: what Starlette does. */
    REDIRECT,

    /** Answers 404: {@code /a} and {@code /a/} are two paths. */
    STRICT,

    /** Has the route answer at once: {@code /a} and {@code /a/} are one path. */
    IGNORE
}
