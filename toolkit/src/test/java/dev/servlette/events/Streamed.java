package dev.servlette.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.servlette.concurrency.Lifetime;
import dev.servlette.concurrency.ManualTime;
import dev.servlette.concurrency.Workers;
import dev.servlette.datastructures.State;
import dev.servlette.datastructures.Url;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import dev.servlette.responses.Body;
import dev.servlette.responses.Response;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;

/** A client of an event stream that says itself when it takes something, in an app whose time says itself when it comes. */
final class Streamed implements Flow.Subscriber<ByteBuffer> {
    /** What the client was told, a line each. */
    final List<String> signals = new CopyOnWriteArrayList<>();

    final ManualTime time = new ManualTime();
    final Lifetime lifetime =
            Lifetime.start(new Workers.Options().usesVirtualThreads(false).maxThreads(1), time);
    Flow.Subscription subscription;
    boolean leavesAtOnce;

    /** Subscribes to what this response sends. */
    Streamed to(Response response) {
        Scope scope =
                new Scope(new RecordingExchange("GET", "/"), new State(), lifetime, (name, params) -> Url.of("/"));
        Body body = ((Body.Draft) response.body()).finished(new Request(scope, Json.standard()), Json.standard());
        ((Body.Published) body).publisher().subscribe(this);
        return this;
    }

    /** Does what was to be done later, and forgets it. Returns when workers that do some of it have done so. */
    void timePasses() throws InterruptedException {
        time.all();
        CountDownLatch done = new CountDownLatch(1);
        lifetime.workers().replies().execute(done::countDown); // there is one thread for these
        done.await();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (leavesAtOnce) {
            given.cancel();
        }
    }

    @Override
    public void onNext(ByteBuffer buffer) {
        signals.add(UTF_8.decode(buffer).toString().strip());
    }

    @Override
    public void onError(Throwable e) {
        signals.add("failed: " + e.getMessage());
    }

    @Override
    public void onComplete() {
        signals.add("complete");
    }
}
