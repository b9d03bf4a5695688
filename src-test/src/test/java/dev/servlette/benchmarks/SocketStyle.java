package dev.servlette.benchmarks;

import java.util.Locale;

/** How a socket is served. */
enum SocketStyle {
    /** By an endpoint of Jakarta WebSocket. */
    BARE(0, "bare"),
    /** By a {@code WebSocketEndpoint}. */
    EVENTS(1, "servlette"),
    /** By a handler that has a thread as long as its socket is open. */
    STRAIGHT(1, "servlette");

    private final int server;
    private final String threads;

    SocketStyle(int server, String threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Which of the servers of {@link SocketServers} it is. */
    int server() {
        return server;
    }

    /** How the names of its threads begin. */
    String threads() {
        return threads;
    }

    String path(String what) {
        return "/" + label() + "/" + what;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
