package dev.servlette.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.concurrency.LoggedLines;
import dev.servlette.responses.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a stream treats its source and its client: one signal at a time, and nothing that was not asked for. */
class EventStreamTest {
    private final Streamed streamed = new Streamed();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final AtomicReference<Flow.Subscriber<? super ServerSentEvent>> source = new AtomicReference<>();
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void end() {
        streamed.subscription.cancel();
        streamed.lifetime.close();
    }

    private String logged() throws InterruptedException {
        return log.poll(10, TimeUnit.SECONDS);
    }

    /** A response of a publisher that gives what the test says. */
    private Response published() {
        return EventStreamResponse.from(subscriber -> {
            source.set(subscriber);
            subscriber.onSubscribe(subscription());
        });
    }

    private Flow.Subscription subscription() {
        return new Flow.Subscription() {
            @Override
            public void request(long n) {
                asked.add("request " + n);
            }

            @Override
            public void cancel() {
                asked.add("cancel");
            }
        };
    }

    private void give(String data) {
        source.get().onNext(ServerSentEvent.of(data));
    }

    @Test
    void sourceIsAskedForOneEventAtATimeWhenTheClientTakesIt() {
        streamed.to(published());
        assertEquals(List.of(), asked);
        streamed.subscription.request(1); // takes the comment that opens the stream
        assertEquals(List.of(), asked);
        streamed.subscription.request(1);
        assertEquals(List.of("request 1"), asked);
        give("a");
        assertEquals(List.of("request 1"), asked);
        streamed.subscription.request(2);
        assertEquals(List.of("request 1", "request 1"), asked);
        give("b");
        assertEquals(List.of("request 1", "request 1", "request 1"), asked);
        source.get().onComplete();
        assertEquals(List.of(":", "data: a", "data: b", "complete"), streamed.signals);
        assertEquals(3, asked.size());
    }

    @Test
    void failureOfThePublisherComesAfterItsEvents() {
        streamed.to(published());
        streamed.subscription.request(2);
        give("a");
        source.get().onError(new IllegalStateException("test"));
        source.get().onComplete();
        assertEquals(List.of(":", "data: a", "failed: test"), streamed.signals);
    }

    @Test
    void publisherThatFailsBeforeItSubscribesFailsBeforeTheFirstByte() {
        streamed.to(EventStreamResponse.from(subscriber -> {
            throw new IllegalStateException("test");
        }));
        streamed.subscription.request(1);
        assertEquals(List.of("failed: test"), streamed.signals);
    }

    @Test
    void publisherThatFailsWhenItIsAskedIsCancelled() {
        streamed.to(EventStreamResponse.from(subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                throw new IllegalStateException("test");
            }

            @Override
            public void cancel() {
                asked.add("cancel");
            }
        })));
        streamed.subscription.request(2);
        assertEquals(List.of(":", "failed: test"), streamed.signals);
        assertEquals(List.of("cancel"), asked);
    }

    @Test
    void valueThatHasNoJsonFailsTheStream() {
        streamed.to(published());
        streamed.subscription.request(2);
        source.get().onNext(ServerSentEvent.json(Double.NaN));
        assertTrue(streamed.signals.get(1).startsWith("failed: "), streamed.signals.toString());
        assertEquals(List.of("request 1", "cancel"), asked);
    }

    /** Reactive Streams, rule 1.1: what was not asked for would have to be kept without a limit. */
    @Test
    void publisherThatDoesNotWaitIsCancelled() {
        streamed.to(published());
        give("x".repeat(20_000));
        give("one too many");
        assertEquals(List.of("cancel"), asked);
        streamed.subscription.request(10);
        assertEquals(
                "failed: A publisher gave events that were not requested. It must wait for request(n) (Reactive Streams,"
                        + " rule 1.1).",
                streamed.signals.get(2));
    }

    /** Reactive Streams, rule 2.5. */
    @Test
    void secondSubscriptionIsCancelled() {
        streamed.to(published());
        source.get().onSubscribe(subscription());
        assertEquals(List.of("cancel"), asked);
    }

    @Test
    void clientThatLeavesCancelsThePublisher() {
        streamed.to(published());
        streamed.subscription.request(2);
        streamed.subscription.cancel();
        give("late");
        streamed.subscription.request(1);
        assertEquals(List.of(":"), streamed.signals);
        assertEquals(List.of("request 1", "cancel"), asked);
    }

    @Test
    void clientThatLeavesAtOnceLeavesNothingBehind() {
        EventFeed feed = new EventFeed(0);
        streamed.leavesAtOnce = true;
        streamed.to(published());
        streamed.to(feed.subscribe(Feeds.request("")));
        streamed.to(new EventStreamResponse(events -> log.add("written")));
        streamed.lifetime.close();
        assertEquals(List.of("cancel"), asked);
        assertEquals(0, feed.size());
        assertEquals(0, log.size());
        assertEquals(List.of(), streamed.time.delays());
        assertEquals(List.of(), streamed.signals);
    }

    @Test
    void stopCompletesAPublishedStream() {
        streamed.to(published());
        streamed.subscription.request(2);
        streamed.lifetime.stop();
        assertEquals(List.of(":", "complete"), streamed.signals);
        assertEquals(List.of("request 1", "cancel"), asked);
        assertEquals(List.of(), streamed.time.delays());
    }

    @Test
    void stopCompletesAStreamWhosePublisherFailsToBeCancelled() {
        streamed.to(EventStreamResponse.from(subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                throw new IllegalStateException("test");
            }
        })));
        streamed.subscription.request(2);
        try (LoggedLines logged = new LoggedLines()) {
            streamed.lifetime.stop();
            assertEquals(
                    List.of("SEVERE A publisher of events failed when it was cancelled."
                            + " java.lang.IllegalStateException: test"),
                    logged.lines());
        }
        assertEquals(List.of(":", "complete"), streamed.signals);
    }

    /** A stream that begins while the app stops ends at once. */
    @Test
    void streamThatComesTooLateIsEmpty() {
        streamed.lifetime.stop();
        streamed.to(published());
        assertEquals(List.of("complete"), streamed.signals);
        assertEquals(List.of("cancel"), asked);
    }

    @Test
    void writerThatComesTooLateIsNotRun() {
        streamed.lifetime.close();
        streamed.to(new EventStreamResponse(events -> log.add("written")));
        assertEquals(List.of("failed: 503: Service Unavailable"), streamed.signals);
        assertEquals(0, log.size());
    }

    /** A writer that waits for something else would keep its thread for ever. */
    @Test
    void writerThatDoesNotNoticeItsEndIsInterruptedLater() throws InterruptedException {
        streamed.to(new EventStreamResponse(events -> {
            log.add("begun");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                log.add("interrupted");
            }
        }));
        assertEquals("begun", logged());
        streamed.subscription.cancel();
        assertEquals(1, streamed.time.delays().size());
        streamed.timePasses();
        assertEquals("interrupted", logged());
    }

    /** Neither by what was on its way just then, nor by what comes later. */
    @Test
    void writerThatHasEndedIsNotInterrupted() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        WrittenEvents[] written = new WrittenEvents[1];
        EventWriter writer = events -> {
            log.add("begun");
            released.await();
        };
        streamed.to(new EventStreamResponse(
                EventStream.body(Duration.ofDays(1), stream -> written[0] = new WrittenEvents(writer, stream))));
        assertEquals("begun", logged());
        streamed.subscription.cancel();
        written[0].close();
        assertEquals(List.of(Duration.ofSeconds(1)), streamed.time.delays());
        Runnable interrupt = streamed.time.tasks().get(0);
        released.countDown();
        streamed.lifetime.workers().close(); // returns when it has ended
        assertEquals(List.of(), streamed.time.delays());
        interrupt.run();
        assertEquals(List.of(), streamed.time.delays());
    }

    @Test
    void writerThatEndedBeforeItsStreamIsNotInterrupted() {
        streamed.to(new EventStreamResponse(events -> {}));
        streamed.lifetime.workers().close(); // returns when it has ended
        streamed.subscription.cancel();
        assertEquals(List.of(), streamed.time.delays());
    }

    /** Streams come and go for as long as the app lives: nothing is to be done later for one, and no word goes to it. */
    @Test
    void streamThatHasEndedIsForgotten() {
        streamed.to(published());
        streamed.subscription.cancel();
        streamed.to(published());
        streamed.subscription.request(1);
        source.get().onComplete();
        assertEquals(List.of(":", "complete"), streamed.signals);
        assertEquals(List.of(), streamed.time.delays());
        streamed.lifetime.stop();
        assertEquals(List.of("cancel"), asked);
    }

    @Test
    void commentsAreSentWhenTheClientTakesThemAndNothingElseWasSent() throws InterruptedException {
        streamed.to(published());
        passes(15);
        streamed.subscription.request(3);
        assertEquals(List.of(":"), streamed.signals);
        passes(15);
        assertEquals(List.of(":", ":"), streamed.signals);
        give("a");
        passes(14);
        assertEquals(List.of(":", ":", "data: a"), streamed.signals);
        streamed.subscription.request(1);
        passes(1);
        assertEquals(List.of(":", ":", "data: a", ":"), streamed.signals);
    }

    private void passes(int seconds) throws InterruptedException {
        streamed.time.move(Duration.ofSeconds(seconds));
        streamed.timePasses();
    }

    /** The time of a machine may be set back, and no stream may fall silent for that. */
    @Test
    void commentsAreSentWhenTheTimeIsSetBack() throws InterruptedException {
        streamed.to(published());
        streamed.subscription.request(2);
        passes(-3600);
        assertEquals(List.of(":", ":"), streamed.signals);
    }

    @Test
    void tickAfterTheStopDoesNothing() {
        streamed.to(published());
        Runnable tick = streamed.time.tasks().get(0);
        streamed.lifetime.close();
        tick.run();
        assertEquals(List.of(), streamed.time.delays());
    }

    /** It was on its way to a worker when the stream ended. */
    @Test
    void tickOfAStreamThatHasEndedDoesNothing() throws InterruptedException {
        streamed.to(published());
        Runnable tick = streamed.time.tasks().get(0);
        streamed.subscription.cancel();
        tick.run();
        streamed.timePasses();
        assertEquals(List.of(), streamed.time.delays());
        assertEquals(List.of(), streamed.signals);
    }

    /** Reactive Streams, rule 3.9. */
    @Test
    void whoRequestsLessThanOneBufferIsRefused() {
        for (long n : new long[] {0, -1}) {
            streamed.to(published());
            streamed.subscription.request(n);
            streamed.subscription.request(1);
            assertEquals(
                    List.of("failed: A subscriber of a stream of events requested less than one buffer"
                            + " (Reactive Streams, rule 3.9)."),
                    streamed.signals);
            assertEquals(List.of("cancel"), asked);
            streamed.signals.clear();
            asked.clear();
        }
    }
}
