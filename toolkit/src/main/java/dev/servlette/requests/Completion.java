package dev.servlette.requests;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What really went out, whoever made the answer.
 *
 * @param status the status that was sent
 * @param bytes how many bytes of body were handed to the host
 * @param time from the arrival of the request to the last byte
 * @param failure the error that was answered with a 500, or that cut the body short; {@code null} when all went well
 */
public record Completion(
        int status, long bytes, Duration time, @Nullable Throwable failure) {}
