package dev.servlette.responses;

import dev.servlette.datastructures.Headers;
import dev.servlette.json.Json;
import dev.servlette.requests.Exchange;
import dev.servlette.requests.Request;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What a response carries. Each kind can be written more than once, so a response may be kept and sent again. */
public sealed interface Body {
    /** No bytes at all. */
    Body EMPTY = new Bytes(new byte[0]);

    /**
     * Bytes that are there already.
     *
     * @param content neither copied nor to be changed
     */
    record Bytes(byte[] content) implements Body {}

    /** What becomes another kind of body where the reply leaves the handler or middleware that made it. */
    sealed interface Draft extends Body {
        /** What is sent, in answer to this request of an app with this JSON library. */
        Body finished(Request request, Json json);
    }

    /**
     * A value that becomes JSON.
     *
     * @param content what the app's JSON library is given
     */
    record Value(@Nullable Object content) implements Draft {
        @Override
        public Body finished(Request request, Json json) {
            return new Bytes(json.writeBytes(content));
        }
    }

    /**
     * A body that needs to know for which request it is, to wait on its app's time for one.
     *
     * @param maker called once each time that the response is the answer to a request, for HEAD too
     */
    record ForRequest(Maker maker) implements Draft {
        @Override
        public Body finished(Request request, Json json) {
            return maker.make(request, json);
        }
    }

    /** Makes a body for one request. */
    @FunctionalInterface
    interface Maker {
        /** The body for this request of an app with this JSON library. */
        Body make(Request request, Json json);
    }

    /**
     * A file, or a part of one, read when it is sent. The client may ask for ranges of it.
     *
     * @param path where the file lies
     * @param offset the first byte, counted from 0
     * @param length how many bytes; {@code -1} for as many as there are where the reply leaves the handler or middleware
     *     that made it
     */
    record File(Path path, long offset, long length) implements Body {
        /** All of a file, as long as it then is. */
        public File(Path path) {
            this(path, 0, -1);
        }

        /** Whether the length is known. */
        public boolean isMeasured() {
            return length >= 0;
        }
    }

    /**
     * A body that is written by code, on a thread that may block.
     *
     * @param writer called once each time that the response is sent, and not at all for HEAD
     */
    record Stream(Writer writer) implements Body {}

    /**
     * A body that is published, sent under back-pressure without holding a thread.
     *
     * @param publisher subscribed to once each time that the response is sent, and not at all for HEAD
     */
    record Published(Flow.Publisher<ByteBuffer> publisher) implements Body {}

    /**
     * No body, but the connection itself, which goes over to another protocol with the 101 of {@link #response}.
     *
     * @param upgrade what takes it over
     */
    record Connection(Upgrade upgrade) implements Body {
        /** The 101, the one response that has this. */
        public Response response() {
            return Response.upgrading(upgrade);
        }
    }

    /** Writes a body. */
    @FunctionalInterface
    interface Writer {
        /**
         * Writes all of the body; returning ends it. {@code flush()} sends what was written so far.
         *
         * @throws Exception answered with a 500 while no byte was sent; later it breaks the connection
         */
        void write(OutputStream out) throws Exception;
    }

    /** Takes a connection over when the 101 is sent. Sockets are one; applications have no need of it. */
    @FunctionalInterface
    interface Upgrade {
        /**
         * Sends the 101 and takes the connection over. Returns at once; what it throws is an end before the 101.
         *
         * @param headers what the 101 has, besides what the protocol wants
         * @param end told once, by any thread
         */
        void start(Exchange exchange, Headers headers, UpgradeEnd end);
    }

    /** Is told how a connection ended that was to be another's. */
    @FunctionalInterface
    interface UpgradeEnd {
        /**
         * Does what is to be done at the end of an answer.
         *
         * @param isUpgraded whether the 101 was sent; when not, the failure is answered as that of a body
         * @param bytes how many bytes of payload were sent
         * @param failure the failure that ended it; {@code null} when none did
         */
        void ended(boolean isUpgraded, long bytes, @Nullable Throwable failure);
    }
}
