package dev.servlette.concurrency;

/** What was asked for and is not wanted any more: a task for later, a word at the stop. */
@FunctionalInterface
public interface Cancellable {
    /** Takes it back, if it is not too late; of what has begun nothing is stopped. Does nothing the second time. */
    void cancel();
}
