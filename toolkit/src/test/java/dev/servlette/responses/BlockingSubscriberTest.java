package dev.servlette.responses;

import static dev.servlette.responses.Sent.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.servlette.requests.RecordingExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Publishers on hosts that cannot let go of their thread. */
class BlockingSubscriberTest {
    private final Sent sent = new Sent();

    private static Response published(String... parts) {
        return StreamingResponse.from("a/b", subscriber -> new Publishing(subscriber, parts));
    }

    private List<String> blocking(Response response) {
        return sent.send(new RecordingExchange("GET", "/").withoutAsync(), response)
                .calls();
    }

    /** What was published is sent before the next is waited for, as where the host can let go. */
    @Test
    void publisherIsWrittenOnTheThreadWhereTheHostCannotLetGo() {
        List<String> calls = blocking(published("a", "bc"));
        assertEquals(START + "-1", calls.get(1));
        assertEquals(
                List.of("write 1", "write 2"),
                calls.stream().filter(call -> call.startsWith("write")).toList());
        assertEquals("flush", calls.get(calls.indexOf("write 1") + 1));
        assertEquals("complete", calls.get(calls.size() - 1));
        assertEquals(List.of("startAsync", START + "0", "complete"), blocking(published()));
    }

    @Test
    void failureOfAPublisherIsItsOwnWhereTheHostCannotLetGo() {
        assertEquals(
                "start 500 [Content-Type: text/plain; charset=utf-8] 5",
                blocking(published("!")).get(1));
        assertInstanceOf(IOException.class, sent.errors.get(0));
        List<String> calls = blocking(published("a", "!"));
        assertEquals("abort no part", calls.get(calls.size() - 1));
    }

    @Test
    void publisherIsCancelledWhenItCannotBeWritten() {
        List<String> log = new ArrayList<>();
        Response response = StreamingResponse.from(
                "a/b",
                subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        subscriber.onNext(ByteBuffer.allocate(10_000));
                    }

                    @Override
                    public void cancel() {
                        log.add("cancelled");
                    }
                }));
        sent.send(new RecordingExchange("GET", "/").withoutAsync().failingAt("write"), response);
        assertEquals(List.of("cancelled"), log);
    }
}
