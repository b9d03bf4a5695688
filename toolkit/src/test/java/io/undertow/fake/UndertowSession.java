package io.undertow.fake;

/**
 * Stands in for a session of Undertow's, which is known by its package.
 *
 * @param getWebSocketChannel what it reads
 */
public record UndertowSession(Object getWebSocketChannel) {}
