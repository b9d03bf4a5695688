package dev.servlette.contract;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** An app that runs on a host. */
@SuppressWarnings("try") // containers may throw anything when they stop
interface Deployment extends AutoCloseable {
    /** One request and its answer. */
    Answered send(Ask ask) throws IOException;

    /** Requests that are sent on one connection before the first is answered; a host without connections sends each. */
    List<Answered> pipelined(List<Ask> asks) throws IOException;

    /** One request and its answer; something is done when the head of the answer has come. */
    Answered send(Ask ask, Step atHead) throws IOException;

    /** What is done meanwhile. */
    interface Step {
        void run() throws IOException;
    }

    /** A client that reads status, headers and some bytes of a GET, and then goes away. */
    void leave(Ask ask) throws IOException;

    /** Asks, and returns with status and headers; the body is read while it arrives. */
    Incoming open(Ask ask) throws IOException;

    /** Time passes for the app: where the suite can move it, it does, and elsewhere it passes by itself. */
    void passes(Duration time);

    /** A client that asks for a socket, and keeps it until it is closed. */
    SocketClient webSocket(Ask handshake) throws IOException;

    @Override
    void close() throws Exception;
}
