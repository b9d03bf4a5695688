package dev.servlette.requests;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.concurrency.Lifetime;
import dev.servlette.concurrency.Time;
import dev.servlette.concurrency.Workers;
import dev.servlette.datastructures.State;
import dev.servlette.datastructures.Url;
import java.time.Clock;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private final RecordingExchange exchange = new RecordingExchange("GET", "/");

    @Test
    void timeAndLifetimeAreTheApps() {
        try (Lifetime lifetime = Lifetime.start(new Workers.Options(), Time.system())) {
            Scope scope = new Scope(exchange, new State(), lifetime, (name, params) -> Url.of("/"));
            assertSame(lifetime, scope.lifetime());
            assertSame(lifetime.time().clock(), scope.clock());
        }
    }

    /** A response in a plain servlet, for one. */
    @Test
    void lifetimeWithoutAnAppEndsWithTheAnswer() {
        Scope scope = new Scope(exchange, new State(), Clock.systemUTC());
        Lifetime lifetime = scope.lifetime();
        assertSame(lifetime, scope.lifetime());
        scope.complete(200, 0, null, thrown -> {});
        assertThrows(RejectedExecutionException.class, () -> lifetime.workers().execute(() -> {}));
    }
}
