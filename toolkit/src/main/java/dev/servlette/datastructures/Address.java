package dev.servlette.datastructures;

/**
 * One end of a connection.
 *
 * @param host the address as text, or a name
 * @param port the port
 */
public record Address(String host, int port) {}
