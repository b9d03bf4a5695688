package dev.servlette.contract;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An app in a container that listens on a port of this machine. */
@SuppressWarnings("try") // containers may throw anything when they stop
final class SocketDeployment implements Deployment {
    private final int port;
    private final AutoCloseable container;

    SocketDeployment(int port, AutoCloseable container) {
        this.port = port;
        this.container = container;
    }

    /** Where other clients find it. */
    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + port + target);
    }

    /** A connection on which nothing was sent. */
    Wire connect() throws IOException {
        return new Wire(port);
    }

    @Override
    public Answered send(Ask ask) throws IOException {
        return pipelined(List.of(ask)).get(0);
    }

    @Override
    public List<Answered> pipelined(List<Ask> asks) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(asks);
            List<Answered> answers = new ArrayList<>();
            for (Ask ask : asks) {
                answers.add(wire.read(ask.method()));
            }
            return answers;
        }
    }

    @Override
    public Answered send(Ask ask, Step atHead) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(List.of(ask));
            return wire.read(ask.method(), atHead);
        }
    }

    @Override
    public void leave(Ask ask) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(List.of(ask));
            wire.readSome();
            wire.reset();
        }
    }

    @Override
    public Incoming open(Ask ask) throws IOException {
        Wire wire = new Wire(port);
        wire.send(List.of(ask));
        return new OnWire(wire, wire.head());
    }

    private record OnWire(Wire wire, Answered head) implements Incoming {
        @Override
        public @Nullable String line() throws IOException {
            return wire.chunkedLine();
        }

        @Override
        public void close() throws IOException {
            wire.reset();
        }
    }

    @Override
    public void passes(Duration time) {
        // The app's time is that of the machine.
    }

    @Override
    public WireSocket webSocket(Ask handshake) throws IOException {
        Wire wire = new Wire(port);
        wire.send(List.of(handshake.upgrading()));
        return new WireSocket(wire, wire.read("GET"));
    }

    @Override
    public void close() throws Exception {
        container.close();
    }
}
