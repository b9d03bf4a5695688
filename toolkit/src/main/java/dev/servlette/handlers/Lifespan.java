package dev.servlette.handlers;

import dev.servlette.datastructures.State;
import org.jspecify.annotations.Nullable;

/**
 * What an app opens before its first request and closes after its last
 * (Starlette: <a href="https://www.starlette.io/lifespan/">Lifespan</a>). One value may serve several apps, and each run of
 * one app.
 */
@FunctionalInterface
public interface Lifespan {
    /**
     * Opens what the app needs and puts it into the state, of which every request gets a copy.
     *
     * @return what is closed when the app stops; {@code null} when there is nothing to close
     * @throws Exception to fail the start; what was opened before is closed
     */
    @Nullable
    AutoCloseable start(State state) throws Exception;
}
