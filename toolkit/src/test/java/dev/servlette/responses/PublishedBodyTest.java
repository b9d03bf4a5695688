package dev.servlette.responses;

import static dev.servlette.responses.Sent.START;
import static dev.servlette.responses.Sent.errorAfter;
import static dev.servlette.responses.Sent.runAll;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.concurrency.LoggedLines;
import dev.servlette.requests.RecordingExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class PublishedBodyTest {
    private final Sent sent = new Sent();

    private static Response published(String... parts) {
        return StreamingResponse.from("a/b", subscriber -> new Publishing(subscriber, parts));
    }

    private static Flow.Subscriber<ByteBuffer> subscriber(List<String> log) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
                subscription.request(1);
                subscription.request(1);
            }

            @Override
            public void onNext(ByteBuffer buffer) {
                log.add(UTF_8.decode(buffer).toString());
            }

            @Override
            public void onError(Throwable e) {
                log.add("error " + e.getMessage());
            }

            @Override
            public void onComplete() {
                log.add("complete");
            }
        };
    }

    private List<String> publish(RecordingExchange exchange, Response response) {
        List<String> log = new ArrayList<>();
        sent.send(exchange, response);
        exchange.published().subscribe(subscriber(log));
        return log;
    }

    @Test
    void publisherIsGivenToTheHost() {
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        assertEquals(List.of("a", "bc", "complete"), publish(exchange, published("a", "bc")));
        exchange.endPublished(null);
        runAll(sent.work);
        assertEquals(List.of("startAsync", "publish", START + "-1", "complete"), exchange.calls());
        assertEquals(3, sent.completions.get(0).bytes());
    }

    @Test
    void batchesArePublishedOneByOne() {
        Response response = StreamingResponse.fromBatches("a/b", subscriber -> {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
            subscriber.onNext(List.of(ByteBuffer.wrap(new byte[] {'a'}), ByteBuffer.wrap(new byte[] {'b'})));
            subscriber.onComplete();
        });
        assertEquals(List.of("a", "b", "complete"), publish(new RecordingExchange("GET", "/"), response));
    }

    @Test
    void publisherOfNothingHasALength() {
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        assertEquals(List.of("complete"), publish(exchange, published()));
        assertEquals(List.of("startAsync", "publish", START + "0"), exchange.calls());
    }

    @Test
    void publisherThatFailsFirstIsAnswered() {
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        assertEquals(List.of("error no part"), publish(exchange, published("!")));
        exchange.endPublished(new IOException("e"));
        runAll(sent.work);
        assertEquals(errorAfter("startAsync", "publish"), exchange.calls());
    }

    @Test
    void publisherThatFailsLaterIsCut() {
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        assertEquals(List.of("a", "error no part"), publish(exchange, published("a", "!")));
        exchange.endPublished(new IOException("e"));
        runAll(sent.work);
        assertEquals(List.of("startAsync", "publish", START + "-1", "abort e"), exchange.calls());
    }

    @Test
    void publisherIsHeldToItsLength() {
        String rest = " was set on the response. Leave the header out to have it counted.";
        Response over = published("a", "bc", "d").withHeader("Content-Length", "2");
        assertEquals(
                List.of("a", "error The body has 3 bytes or more, but a Content-Length of 2" + rest),
                publish(new RecordingExchange("GET", "/"), over));
        Response under = published("a").withHeader("Content-Length", "2");
        assertEquals(
                List.of("a", "error The body has 1 bytes, but a Content-Length of 2" + rest),
                publish(new RecordingExchange("GET", "/"), under));
        RecordingExchange exchange = new RecordingExchange("GET", "/");
        assertEquals(
                List.of("a", "b", "complete"),
                publish(exchange, published("a", "b").withHeader("Content-Length", "2")));
        assertEquals(START + "2", exchange.calls().get(2));
    }

    @Test
    void publisherThatFailsWhenItIsCancelledKeepsNoAnswerFromItsEnd() {
        Response over = StreamingResponse.from("a/b", subscriber -> {
                    subscriber.onSubscribe(new Flow.Subscription() {
                        @Override
                        public void request(long n) {}

                        @Override
                        public void cancel() {
                            throw new IllegalStateException("test");
                        }
                    });
                    subscriber.onNext(ByteBuffer.allocate(3));
                })
                .withHeader("Content-Length", "2");
        try (LoggedLines logged = new LoggedLines()) {
            assertEquals(
                    List.of("error The body has 3 bytes or more, but a Content-Length of 2 was set on the response."
                            + " Leave the header out to have it counted."),
                    publish(new RecordingExchange("GET", "/"), over));
            assertEquals(
                    List.of("SEVERE A publisher failed when it was cancelled. java.lang.IllegalStateException: test"),
                    logged.lines());
        }
    }

    @Test
    void publisherIsToldThatTheClientHasGone() {
        assertEquals(
                List.of("error The client has gone."),
                publish(new RecordingExchange("GET", "/").failingAt("start"), published("a")));
        assertEquals(
                List.of("error The client has gone."),
                publish(new RecordingExchange("GET", "/").failingAt("start"), published()));
    }

    @Test
    void buffersArePublishedAsDuplicates() {
        ByteBuffer shared = ByteBuffer.wrap("abc".getBytes(UTF_8));
        Response response = StreamingResponse.from("a/b", subscriber -> {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
            subscriber.onNext(shared);
            subscriber.onComplete();
            subscriber.onNext(shared);
            subscriber.onComplete();
            subscriber.onError(new IOException("late"));
        });
        assertEquals(List.of("abc", "complete"), publish(new RecordingExchange("GET", "/"), response));
        assertEquals(3, shared.remaining());
    }
}
