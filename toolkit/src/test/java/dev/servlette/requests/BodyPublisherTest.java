package dev.servlette.requests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyPublisherTest {
    private final List<String> signals = new ArrayList<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Scripted input = new Scripted();
    private IntConsumer onNext = buffers -> {};
    private Flow.@Nullable Subscription subscription;

    /** A body of which each read does what the test says. */
    private static final class Scripted extends InputStream {
        private final Deque<String> chunks = new ArrayDeque<>();
        private Runnable whenRead = () -> {};
        private int reads;

        @Override
        public int read() {
            throw new AssertionError("Bytes are read in chunks.");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            reads++;
            whenRead.run();
            String chunk = chunks.poll();
            if (chunk == null) {
                return -1;
            }
            if (chunk.equals("!")) {
                throw new IOException("reset");
            }
            System.arraycopy(chunk.getBytes(UTF_8), 0, bytes, offset, chunk.length());
            return chunk.length();
        }
    }

    private class Noting implements Flow.Subscriber<ByteBuffer> {
        private int buffers;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            signals.add("subscribed");
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            signals.add(UTF_8.decode(buffer).toString());
            onNext.accept(++buffers);
        }

        @Override
        public void onError(Throwable e) {
            signals.add(e.getClass().getSimpleName() + ": " + e.getMessage());
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }
    }

    private Request request(String... chunks) {
        input.chunks.addAll(List.of(chunks));
        return request(input);
    }

    private static Request request(InputStream body) {
        return request(new RecordingExchange("POST", "/").body(body));
    }

    private static Request request(Exchange exchange) {
        return new Request(new Scope(exchange, new State(), Clock.systemUTC()), Json.builtIn());
    }

    /** A host that says whether something is there, and calls back when a test wants it to. */
    private static final class Telling extends RecordingExchange {
        private final Deque<Callable<Boolean>> answers = new ArrayDeque<>();
        private Runnable later = () -> {};

        Telling() {
            super("POST", "/");
        }

        @Override
        public boolean isReadable(Runnable whenReadable) throws IOException {
            later = whenReadable;
            try {
                return answers.remove().call();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private final Telling host = new Telling();

    private Request slowRequest(List<Callable<Boolean>> answers, String... chunks) {
        input.chunks.addAll(List.of(chunks));
        host.answers.addAll(answers);
        host.body(input);
        Request request = request(host);
        publisher(request, tasks::add).subscribe(new Noting());
        return request;
    }

    private static Flow.Publisher<ByteBuffer> publisher(Request request, Executor workers) {
        return new BodyPublisher(request.scope().body().source("request.publisher()"), workers, null);
    }

    private void subscribe(String... chunks) {
        publisher(request(chunks), tasks::add).subscribe(new Noting());
    }

    private Flow.Subscription subscription() {
        return Objects.requireNonNull(subscription);
    }

    /** Asks for so many buffers, and lets the workers work. */
    private void ask(long buffers) {
        subscription().request(buffers);
        work();
    }

    private void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void expect(String... expected) {
        assertEquals(List.of(expected), signals);
    }

    @Test
    void nothingIsReadThatWasNotAskedFor() {
        subscribe("one", "two", "three");
        expect("subscribed");
        assertEquals(0, input.reads);
        ask(1);
        expect("subscribed", "one");
        assertEquals(1, input.reads);
        ask(2);
        expect("subscribed", "one", "two", "three");
        assertEquals(3, input.reads);
        ask(1);
        expect("subscribed", "one", "two", "three", "complete");
        ask(1);
        assertEquals(4, input.reads);
        assertEquals(5, signals.size());
    }

    /** Reactive Streams, rule 1.3. */
    @Test
    void nothingIsSignalledBeforeOnSubscribeHasReturned() {
        Noting asking = new Noting() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(1);
                given.request(1);
                super.onSubscribe(given);
            }
        };
        publisher(request("one", "two"), Runnable::run).subscribe(asking);
        expect("subscribed", "one", "two");
        ask(1);
        expect("subscribed", "one", "two", "complete");
    }

    @Test
    void oneWorkerAtATimeWorksForASubscriber() {
        subscribe("one", "two");
        subscription().request(1);
        subscription().request(5);
        assertEquals(1, tasks.size());
        work();
        expect("subscribed", "one", "two", "complete");
    }

    @Test
    void demandAddsUpToAllThereIs() {
        subscribe("one", "two", "three");
        onNext = buffers -> subscription().request(Long.MAX_VALUE);
        ask(Long.MAX_VALUE);
        expect("subscribed", "one", "two", "three", "complete");
    }

    @Test
    void whoAsksAgainAndAgainNeedsNoStack() {
        byte[] body = new byte[100_000];
        InputStream singly = new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, 1);
            }
        };
        onNext = buffers -> subscription().request(1);
        publisher(request(singly), Runnable::run).subscribe(new Noting());
        ask(1);
        assertEquals(100_002, signals.size());
        assertEquals("complete", signals.get(100_001));
    }

    /** Reactive Streams, rule 3.9. */
    @Test
    void lessThanOneBufferCannotBeAskedFor() {
        for (long wrong : new long[] {0, -1, Long.MIN_VALUE}) {
            signals.clear();
            subscribe("one");
            ask(wrong);
            ask(1);
            expect(
                    "subscribed",
                    "IllegalArgumentException: A subscriber of request.publisher() requested less than one buffer"
                            + " (Reactive Streams, rule 3.9).");
        }
        assertEquals(0, input.reads);
    }

    /** Reactive Streams, rules 3.5 to 3.8. */
    @Test
    void nothingIsSignalledAfterACancel() {
        subscribe("one", "two");
        onNext = buffers -> subscription().cancel();
        ask(2);
        ask(1);
        expect("subscribed", "one");
        assertEquals(1, input.reads);
        assertEquals(0, tasks.size());
    }

    /** What was read by then is lost. */
    @Test
    void aCancelMayComeWhileItIsRead() {
        for (String read : List.of("one", "!", "")) {
            signals.clear();
            subscribe(read.isEmpty() ? new String[0] : new String[] {read});
            input.whenRead = () -> subscription().cancel();
            ask(1);
            expect("subscribed");
        }
    }

    @Test
    void aSubscriberThatFailsGetsNoMore() {
        subscribe("one", "two");
        IllegalStateException failure = new IllegalStateException("full");
        onNext = buffers -> {
            throw failure;
        };
        subscription().request(2);
        assertSame(failure, assertThrows(IllegalStateException.class, this::work));
        ask(1);
        expect("subscribed", "one");
    }

    /** RQ12. */
    @Test
    void aSubscriberIsToldThatTheClientLeft() {
        subscribe("one", "!");
        ask(5);
        expect("subscribed", "one", "ClientDisconnect: The client has gone.");
    }

    @Test
    void aSubscriberIsToldThatTheAppHasStopped() {
        Executor stopped = task -> {
            throw new RejectedExecutionException("stopped");
        };
        publisher(request(), stopped).subscribe(new Noting());
        ask(1);
        ask(1);
        expect("subscribed", "RejectedExecutionException: stopped");
    }

    @Test
    void aSubscriberIsToldThatTheAnswerHasEnded() {
        Request request = request("one", "two");
        publisher(request, tasks::add).subscribe(new Noting());
        ask(1);
        request.scope().complete(200, 0, null, e -> {});
        ask(1);
        expect(
                "subscribed",
                "one",
                "IllegalStateException: The body of a request was read after its answer had ended. Read it before; what"
                        + " request.body() has read is kept.");
    }

    private static final String ENDED = "IllegalStateException: The body of a request was read after its answer had"
            + " ended. Read it before; what request.body() has read is kept.";

    /** Nobody waits for a client that is slow, where the host can say that it is. */
    @Test
    void whatIsNotThereHoldsNoWorker() {
        slowRequest(List.of(() -> true, () -> false, () -> true), "one", "two");
        ask(2);
        expect("subscribed", "one");
        assertEquals(1, input.reads);
        host.later.run();
        assertEquals(1, tasks.size());
        work();
        expect("subscribed", "one", "two");
    }

    /** A host may call too often, and before it has answered. */
    @Test
    void oneWorkerGoesOnHoweverOftenTheHostCalls() {
        slowRequest(
                List.of(
                        () -> {
                            host.later.run();
                            return true;
                        },
                        () -> true),
                "one");
        subscription().request(1);
        tasks.remove().run();
        assertEquals(0, input.reads);
        assertEquals(1, tasks.size());
        work();
        host.later.run();
        assertEquals(0, tasks.size());
        expect("subscribed", "one");
    }

    @Test
    void aHostMayFindOutThatTheClientLeft() {
        slowRequest(List.of(() -> {
            throw new IOException("reset");
        }));
        ask(1);
        expect("subscribed", "ClientDisconnect: The client has gone.");
    }

    /** Also of one for whom the host would never call again. */
    @Test
    void theEndOfTheAnswerIsTheLastWordForASubscriberThatWaits() {
        Request request = slowRequest(List.of(() -> false));
        ask(1);
        expect("subscribed");
        request.scope().complete(200, 0, null, e -> {});
        work();
        expect("subscribed", ENDED);
    }

    /** RQ12: whichever the host tells first. */
    @Test
    void anAnswerThatEndsAsTheClientLeftIsADeparture() {
        Request request = slowRequest(List.of(() -> false));
        ask(1);
        request.scope().unwritten(new ClientDisconnect(new IOException("reset")));
        request.scope().complete(200, 0, null, e -> {});
        work();
        expect("subscribed", "ClientDisconnect: The client has gone.");
    }

    @Test
    void theAnswerMayEndWhileTheHostIsAsked() {
        Request[] request = new Request[1];
        request[0] = slowRequest(List.of(() -> {
            request[0].scope().complete(200, 0, null, e -> {});
            return false;
        }));
        ask(1);
        expect("subscribed", ENDED);
    }

    /** RQ9. */
    @Test
    void aSecondSubscriberIsRefused() {
        Flow.Publisher<ByteBuffer> publisher = publisher(request("one"), tasks::add);
        publisher.subscribe(new Noting());
        signals.clear();
        publisher.subscribe(new Noting());
        expect(
                "subscribed",
                "IllegalStateException: request.publisher() has a subscriber. The bytes go to the first one; use"
                        + " request.body() before, which keeps them.");
        subscription().request(1);
        subscription().cancel();
        assertEquals(2, signals.size());
    }

    /** RQ8, RQ9. */
    @Test
    void theBodyIsPublishedOrStreamed() {
        Request kept = request("one");
        assertEquals("one", kept.text());
        publisher(kept, tasks::add).subscribe(new Noting());
        publisher(kept, tasks::add).subscribe(new Noting());
        ask(2);
        expect("subscribed", "subscribed", "one", "complete");
        Request streamed = request("one");
        streamed.stream();
        assertEquals(
                "request.publisher() was called after request.stream(). The bytes are gone; use request.body(), which keeps"
                        + " them.",
                assertThrows(IllegalStateException.class, streamed::publisher).getMessage());
    }

    /** BL1. */
    @Test
    void aSubscriberIsToldThatTheBodyIsTooLarge() {
        Request request = request("four", "four", "four");
        request.scope().limitBody(BodyLimit.of("a test", 10));
        publisher(request, tasks::add).subscribe(new Noting());
        ask(5);
        expect("subscribed", "four", "four", "HttpException: 413: Content Too Large");
        RecordingExchange announced = new RecordingExchange("POST", "/").header("Content-Length", "300000000");
        Request large = new Request(new Scope(announced, new State(), Clock.systemUTC()), Json.builtIn());
        assertEquals(413, assertThrows(HttpException.class, large::publisher).status());
    }

    @Test
    void aSubscriberHasTheContextOfWhoSubscribed() {
        List<String> log = new ArrayList<>();
        onNext = buffers -> log.add("one");
        new BodyPublisher(request("one").scope().body().source("request.publisher()"), tasks::add, task -> () -> {
                    log.add("in context");
                    task.run();
                })
                .subscribe(new Noting());
        ask(2);
        assertEquals(List.of("in context", "one"), log);
    }
}
