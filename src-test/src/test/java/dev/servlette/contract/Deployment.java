package dev.servlette.contract;

import java.io.IOException;
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

    @Override
    void close() throws Exception;
}
