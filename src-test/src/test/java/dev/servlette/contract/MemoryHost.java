package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.Headers;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestRequest;
import dev.servlette.testclient.TestResponse;
import dev.servlette.testclient.TestStream;
import dev.servlette.testclient.WebSocketDenied;
import dev.servlette.testclient.WebSocketTestSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The test client. */
final class MemoryHost implements Host {
    @Override
    public Deployment start(Servlette app, Setup setup) {
        TestClient client = new TestClient(app)
                .rootPath(setup.rootPath())
                .supportsAsync(setup.isAsync())
                .followsRedirects(false)
                .raisesServerExceptions(false);
        return new Memory(client);
    }

    private record Memory(TestClient client) implements Deployment {
        @Override
        public Answered send(Ask ask) throws IOException {
            if (ask.method().equals("GET")) {
                return send(ask, () -> {});
            }
            TestResponse response = client.send(ask.method(), ask.target(), request -> configure(request, ask));
            List<String> lines = lines("", response.headers());
            lines.addAll(lines("+", response.trailers()));
            return new Answered(response.status(), lines, response.bytes(), true);
        }

        /** Read bit by bit, so that what came before a cut is known. */
        @Override
        public Answered send(Ask ask, Step atHead) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            boolean isWhole = true;
            try (TestStream stream = client.stream(ask.target(), request -> configure(request, ask))) {
                stream.status();
                atHead.run();
                try {
                    for (byte[] chunk = stream.readChunk(); chunk != null; chunk = stream.readChunk()) {
                        body.writeBytes(chunk);
                    }
                } catch (UncheckedIOException e) {
                    isWhole = false;
                }
                List<String> lines = lines("", stream.headers());
                lines.addAll(lines("+", stream.trailers()));
                return new Answered(stream.status(), lines, body.toByteArray(), isWhole);
            }
        }

        private static void configure(TestRequest request, Ask ask) {
            String type = null;
            for (String line : ask.headers()) {
                String name = Differences.name(line);
                String value = line.substring(name.length() + 1);
                if (name.equals("Content-Type")) {
                    type = value.strip();
                } else {
                    request.header(name, value);
                }
            }
            if (ask.isChunked()) {
                request.header("Transfer-Encoding", "chunked");
            }
            if (ask.body().length > 0) {
                request.body(ask.body(), type == null ? "application/octet-stream" : type);
            }
        }

        @Override
        public List<Answered> pipelined(List<Ask> asks) throws IOException {
            List<Answered> answers = new ArrayList<>();
            for (Ask ask : asks) {
                answers.add(send(ask));
            }
            return answers;
        }

        @Override
        public void leave(Ask ask) {
            try (TestStream stream = client.stream(ask.target())) {
                stream.readChunk();
            }
        }

        @Override
        public Incoming open(Ask ask) {
            return new InMemory(client.stream(ask.target(), request -> configure(request, ask)));
        }

        @Override
        public void passes(Duration time) {
            client.advance(time);
        }

        @Override
        public SocketClient webSocket(Ask handshake) {
            try {
                WebSocketTestSession session =
                        client.webSocket(handshake.target(), request -> configure(request, handshake));
                Answered answered = new Answered(101, lines("", session.headers()), new byte[0], true);
                return new MemorySocketClient(session, answered);
            } catch (WebSocketDenied e) {
                TestResponse response = e.response();
                Answered answered =
                        new Answered(response.status(), lines("", response.headers()), response.bytes(), true);
                return new MemorySocketClient(null, answered);
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static List<String> lines(String mark, Headers headers) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            lines.add(mark + (headers.name(i) + ": " + headers.value(i)).strip());
        }
        return lines;
    }

    private record InMemory(TestStream stream) implements Incoming {
        @Override
        public Answered head() {
            return new Answered(stream.status(), lines("", stream.headers()), new byte[0], false);
        }

        @Override
        public @Nullable String line() throws IOException {
            try {
                return stream.readLine();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
