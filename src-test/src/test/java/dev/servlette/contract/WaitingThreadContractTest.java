package dev.servlette.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.applications.Servlette;
import dev.servlette.requests.Request;
import dev.servlette.responses.Reply;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Where no answer can let go of its thread. */
class WaitingThreadContractTest extends Contract {
    private static final Executor SOON = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Override
    Servlette app() {
        return Servlette.of(Route.get("/", this::pending));
    }

    @Override
    Host.Setup setup() {
        return new Host.Setup("", false);
    }

    private Reply pending(Request request) {
        threads.add(Thread.currentThread());
        return Reply.from(CompletableFuture.supplyAsync(this::written, SOON)).then(this::noted);
    }

    private Response noted(Response response) {
        threads.add(Thread.currentThread());
        return response;
    }

    private Response written() {
        return new StreamingResponse("application/x", out -> {
            threads.add(Thread.currentThread());
            out.write('w');
        });
    }

    /**
     * Threads: "Where the host cannot let go of its thread, because a filter or servlet before the app lacks `async-supported`, that
     * thread waits and does all of it."
     */
    @Test
    void hostsThreadWaitsAndDoesAll() throws Exception {
        expect(Ask.get("/"), "200\nContent-Length: 1\nContent-Type: application/x\n\nw");
        Thread host = threads.get(0);
        assertEquals(List.of(host, host, host), threads);
    }
}
