package dev.servlette.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * What one answer or message cost, on average.
 *
 * @param process CPU time of the server's process, in nanoseconds
 * @param threads CPU time of the threads that answer, in nanoseconds
 * @param bytes what these threads allocated
 */
record Cost(double process, double threads, double bytes) {
    /** What each of so many cost, from what a {@link ServerProcess} had used before them and had after. */
    static Cost of(long[] before, long[] after, double count) {
        return new Cost((after[0] - before[0]) / count, (after[1] - before[1]) / count, (after[2] - before[2]) / count);
    }

    /** The ratio to what it cost elsewhere. */
    Cost to(Cost bare) {
        return new Cost(process / bare.process, threads / bare.threads, bytes / bare.bytes);
    }

    /** The quartiles of rounds: 1, 2 for the medians, or 3; each figure by itself. */
    static Cost quartile(Cost[] rounds, int which) {
        return new Cost(
                quartile(Arrays.stream(rounds).mapToDouble(Cost::process).toArray(), which),
                quartile(Arrays.stream(rounds).mapToDouble(Cost::threads).toArray(), which),
                quartile(Arrays.stream(rounds).mapToDouble(Cost::bytes).toArray(), which));
    }

    private static double quartile(double[] values, int which) {
        Arrays.sort(values);
        double at = (values.length - 1) * which / 4.0;
        double low = values[(int) at];
        return low + (values[(int) Math.ceil(at)] - low) * (at - (int) at);
    }

    /** Says how the rounds of one server are to those of the bare one: median and quartiles of the ratio of each round. */
    static String compared(Cost[] rounds, Cost[] bare) {
        Cost[] ratios = new Cost[rounds.length];
        Arrays.setAll(ratios, round -> rounds[round].to(bare[round]));
        Cost low = quartile(ratios, 1);
        Cost middle = quartile(ratios, 2);
        Cost high = quartile(ratios, 3);
        Cost absolute = quartile(bare, 2);
        return String.format(
                Locale.ROOT,
                "process CPU %s, bare %.1f us | thread CPU %s, bare %.1f us | allocated %s, bare %.0f bytes",
                quartiles(low.process, middle.process, high.process),
                absolute.process / 1000,
                quartiles(low.threads, middle.threads, high.threads),
                absolute.threads / 1000,
                quartiles(low.bytes, middle.bytes, high.bytes),
                absolute.bytes);
    }

    private static String quartiles(double low, double middle, double high) {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", middle, low, high);
    }
}
