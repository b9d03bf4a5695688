package dev.servlette.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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

    private final int rounds;
    private final int requests;
    private final List<Scenario> scenarios;
    private final ServerProcess servers = new ServerProcess(Servers.class, 512);
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

    private ServerBenchmark(int rounds, int requests, String only) throws IOException {
        this.rounds = rounds;
        this.requests = requests;
        this.scenarios = Arrays.stream(Scenario.values())
                .filter(scenario -> scenario.name().toLowerCase(Locale.ROOT).startsWith(only))
                .toList();
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
        try (KeepAliveClient bare = new KeepAliveClient(servers.port(0));
                KeepAliveClient servlette = new KeepAliveClient(servers.port(1))) {
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
        Cost[][] costs = new Cost[2][rounds];
        for (int round = 0; round < rounds; round++) {
            int first = round % 2;
            costs[first][round] = measure(scenario, first);
            costs[1 - first][round] = measure(scenario, 1 - first);
        }
        System.out.printf(
                Locale.ROOT,
                "%-22s load %.2f | %s%n",
                scenario.name().toLowerCase(Locale.ROOT),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Cost.compared(costs[1], costs[0]));
    }

    private Cost measure(Scenario scenario, int server) throws Exception {
        byte[][] asked = scenario.requests();
        int each = Math.max(1, scenario.share(requests) / CONNECTIONS);
        long[] before = servers.ask(NAMES[server]);
        List<Future<?>> driven = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            driven.add(threads.submit(() -> drive(server, asked, each)));
        }
        for (Future<?> one : driven) {
            one.get();
        }
        return Cost.of(before, servers.ask(NAMES[server]), each * CONNECTIONS);
    }

    private @Nullable Void drive(int server, byte[][] asked, int count) throws IOException {
        try (KeepAliveClient client = new KeepAliveClient(servers.port(server))) {
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            client.exchange(asked[0], first);
            client.drive(asked, count, first.size());
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        servers.close();
    }
}
