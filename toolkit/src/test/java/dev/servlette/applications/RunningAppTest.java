package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.concurrency.Workers;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.responses.PlainTextResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RunningAppTest {
    private final List<String> log = new ArrayList<>();
    private final Workers workers = Workers.start(Duration.ofSeconds(10));

    private RunningApp start(Handler app) throws Exception {
        return RunningApp.start(app, workers, Clock.systemUTC());
    }

    @Test
    void handlerRunsAsTheOnlyThingInAnApp() throws Exception {
        RecordingExchange exchange = new RecordingExchange("GET", "/a/b");
        RunningApp running = start(request -> new PlainTextResponse(request.path()));
        running.handle(exchange);
        assertEquals("/a/b", exchange.sent());
        running.close();
    }

    @Test
    void workersEndWithTheApp() throws Exception {
        RunningApp running = start(Servlette.of());
        assertSame(workers, running.workers());
        running.close();
        running.close();
        assertThrows(RejectedExecutionException.class, () -> workers.execute(() -> {}));
    }

    @Test
    void workersEndWhenTheAppDoesNotStart() {
        Servlette app = Servlette.builder()
                .lifespan(state -> {
                    throw new IllegalStateException("no database");
                })
                .build();
        assertThrows(IllegalStateException.class, () -> start(app));
        assertThrows(RejectedExecutionException.class, () -> workers.execute(() -> {}));
    }

    /** A class that is missing is no exception, and yet what was opened before is closed. */
    @Test
    void errorAtTheStartClosesWhatWasOpened() {
        NoClassDefFoundError error = new NoClassDefFoundError("driver");
        Servlette app = Servlette.builder()
                .lifespan(state -> () -> log.add("closed"))
                .lifespan(state -> {
                    throw error;
                })
                .build();
        assertSame(error, assertThrows(NoClassDefFoundError.class, () -> start(app)));
        assertEquals(List.of("closed"), log);
    }

    @Test
    void errorAtTheStopDoesNotKeepTheOthersOpen() throws Exception {
        AssertionError error = new AssertionError("e");
        RunningApp running = start(Servlette.builder()
                .lifespan(state -> () -> log.add("closed"))
                .lifespan(state -> () -> {
                    throw error;
                })
                .build());
        assertSame(error, assertThrows(AssertionError.class, running::close));
        assertEquals(List.of("closed"), log);
    }
}
