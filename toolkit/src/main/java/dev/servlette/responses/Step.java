package dev.servlette.responses;

/**
 * What is to be done with a response, or with a failure, once it is there.
 *
 * @param <T> what it is given
 */
@FunctionalInterface
public interface Step<T> {
    /**
     * Makes the reply that takes the place of what was given. Runs once, on the thread that asks for the reply; it may
     * block.
     *
     * @throws Exception to fail the reply
     */
    Reply apply(T value) throws Exception;
}
