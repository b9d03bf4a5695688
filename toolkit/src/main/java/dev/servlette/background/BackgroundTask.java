package dev.servlette.background;

/** Work that runs after the last byte of a response (Starlette: Background Tasks). */
@FunctionalInterface
public interface BackgroundTask {
    /**
     * Does the work, on a thread that may block. Runs also when the client has left; a stop of the app waits for it.
     *
     * @throws Exception logged; tasks that were added after it run all the same
     */
    void run() throws Exception;
}
