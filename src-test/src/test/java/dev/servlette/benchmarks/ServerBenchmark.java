package dev.servlette.benchmarks;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Asks a bare servlet and the same app on Servlette the same, and prints what an answer costs each.
 *
 * <p>Both stand in one process, on two Jettys of one configuration: what the JIT compiler makes of Jetty is then the same
 * for both, where two processes differ by more than what is measured. Only one of them works at a time, so the CPU time
 * of the process is that of the one asked, its garbage collection included. The client is another process, this one.
 */
final class ServerBenchmark implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final String[] NAMES = {"bare", "servlette"};

    /**
     * What one answer cost, on average.
     *
     * @param process CPU time of the server's process, in nanoseconds
     * @param threads CPU time of the threads that answer, in nanoseconds
     * @param bytes what these threads allocated
     */
    private record Cost(double process, double threads, double bytes) {}

    private final int rounds;
    private final int requests;
    private final List<Scenario> scenarios;
    private final Process servers;
    private final BufferedReader answers;
    private final int[] ports;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

    private ServerBenchmark(int rounds, int requests, String only) throws IOException {
        this.rounds = rounds;
        this.requests = requests;
        this.scenarios = Arrays.stream(Scenario.values())
                .filter(scenario -> scenario.name().toLowerCase(Locale.ROOT).startsWith(only))
                .toList();
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xms512m"));
        command.addAll(List.of("-Xmx512m", "-Dorg.eclipse.jetty.LEVEL=WARN", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), Servers.class.getName()));
        servers = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = servers.inputReader(StandardCharsets.US_ASCII);
        ports = Arrays.stream(said().split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /** Runs the scenarios; takes the number of rounds and of requests in each, for each server, and how their names begin. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 21;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        String only = args.length > 2 ? args[2] : "";
        try (ServerBenchmark benchmark = new ServerBenchmark(rounds, requests, only)) {
            benchmark.run();
        }
    }

    private void run() throws Exception {
        for (Scenario scenario : scenarios) {
            compare(scenario);
        }
        for (int i = 0; i < 4; i++) {
            for (Scenario scenario : scenarios) {
                measure(scenario, 0);
                measure(scenario, 1);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "Java %s, %d processors, %d rounds of %d requests, %d connections%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                rounds,
                requests,
                CONNECTIONS);
        for (Scenario scenario : scenarios) {
            report(scenario);
        }
    }

    /** Both must say the same: status, header lines in their order, body. */
    private void compare(Scenario scenario) throws IOException {
        try (KeepAliveClient bare = new KeepAliveClient(ports[0]);
                KeepAliveClient servlette = new KeepAliveClient(ports[1])) {
            for (byte[] request : scenario.requests()) {
                ByteArrayOutputStream expected = new ByteArrayOutputStream();
                ByteArrayOutputStream actual = new ByteArrayOutputStream();
                String expectedHead = withoutDate(bare.exchange(request, expected));
                String actualHead = withoutDate(servlette.exchange(request, actual));
                if (!(expectedHead.equals(actualHead) || scenario.isBesideDefault())
                        || !expectedHead.startsWith("HTTP/1.1 200 ")
                        || !actualHead.startsWith("HTTP/1.1 200 ")
                        || !Arrays.equals(expected.toByteArray(), actual.toByteArray())) {
                    throw new IllegalStateException(scenario + " is answered differently.\nBare:\n" + expectedHead
                            + expected.size() + " bytes\nServlette:\n" + actualHead + actual.size() + " bytes");
                }
            }
        }
    }

    private static String withoutDate(String head) {
        return head.replaceFirst("\r\nDate: [^\r]*", "");
    }

    private void report(Scenario scenario) throws Exception {
        double[][] ratios = new double[3][rounds];
        double[][] costs = new double[3][rounds];
        for (int round = 0; round < rounds; round++) {
            int first = round % 2;
            Cost[] measured = new Cost[2];
            measured[first] = measure(scenario, first);
            measured[1 - first] = measure(scenario, 1 - first);
            note(round, costs, ratios, measured);
        }
        System.out.printf(
                Locale.ROOT,
                "%-22s load %.2f | process CPU %s, bare %.1f us | thread CPU %s, bare %.1f us | allocated %s, bare %.0f bytes%n",
                scenario.name().toLowerCase(Locale.ROOT),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                quartiles(ratios[0]),
                quartile(costs[0], 2) / 1000,
                quartiles(ratios[1]),
                quartile(costs[1], 2) / 1000,
                quartiles(ratios[2]),
                quartile(costs[2], 2));
    }

    private static void note(int round, double[][] costs, double[][] ratios, Cost[] measured) {
        Cost bare = measured[0];
        Cost servlette = measured[1];
        costs[0][round] = bare.process;
        costs[1][round] = bare.threads;
        costs[2][round] = bare.bytes;
        ratios[0][round] = servlette.process / bare.process;
        ratios[1][round] = servlette.threads / bare.threads;
        ratios[2][round] = servlette.bytes / bare.bytes;
    }

    private static String quartiles(double[] values) {
        return String.format(
                Locale.ROOT, "%.3f (%.3f to %.3f)", quartile(values, 2), quartile(values, 1), quartile(values, 3));
    }

    private static double quartile(double[] values, int which) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = (sorted.length - 1) * which / 4.0;
        double low = sorted[(int) at];
        return low + (sorted[(int) Math.ceil(at)] - low) * (at - (int) at);
    }

    private Cost measure(Scenario scenario, int server) throws Exception {
        byte[][] asked = scenario.requests();
        int each = Math.max(1, scenario.share(requests) / CONNECTIONS);
        long[] before = used(server);
        List<Future<?>> driven = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            driven.add(threads.submit(() -> drive(server, asked, each)));
        }
        for (Future<?> one : driven) {
            one.get();
        }
        long[] after = used(server);
        double count = each * CONNECTIONS;
        return new Cost((after[0] - before[0]) / count, (after[1] - before[1]) / count, (after[2] - before[2]) / count);
    }

    private @Nullable Void drive(int server, byte[][] asked, int count) throws IOException {
        try (KeepAliveClient client = new KeepAliveClient(ports[server])) {
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            client.exchange(asked[0], first);
            client.drive(asked, count, first.size());
        }
        return null;
    }

    private long[] used(int server) throws IOException {
        servers.getOutputStream().write((NAMES[server] + "\n").getBytes(StandardCharsets.US_ASCII));
        servers.getOutputStream().flush();
        return Arrays.stream(said().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private String said() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("The process of the servers has ended.");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        servers.getOutputStream().close(); // which ends it
    }
}
