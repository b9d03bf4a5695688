package dev.servlette.benchmarks;

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
 * Has messages sent back by a bare endpoint, by events and by straight lines, and prints what one costs each. As the {@link
 * ServerBenchmark} does: all in one process, of which one works at a time, and the client in another.
 */
final class SocketBenchmark implements AutoCloseable {
    private static final int CONNECTIONS = 50;
    private static final int DRIVERS = 2;
    private static final SocketStyle[] STYLES = SocketStyle.values();
    private static final List<String> TEXTS = List.of("", "a", "Grüße, 世界 \uD83D\uDE00", "abc".repeat(100_000));

    /** What is sent again and again, as one frame. */
    private enum Message {
        TEXT_100(Frames.TEXT, 100, 1),
        TEXT_64K(Frames.TEXT, 1 << 16, 10),
        BYTES_100(Frames.BYTES, 100, 1),
        BYTES_64K(Frames.BYTES, 1 << 16, 10);

        private final int kind;
        private final byte[] frame;
        private final int weight;

        /** So many bytes; as many of the small messages as its weight says take about as long. */
        Message(int kind, int bytes, int weight) {
            this.kind = kind;
            this.frame = Frames.frame(kind, "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
            this.weight = weight;
        }

        /** How long its echo is on the wire. */
        int echoed() {
            return frame.length - Frames.MASK_BYTES;
        }
    }

    private final int rounds;
    private final int messages;
    private final ServerProcess servers = new ServerProcess(SocketServers.class, 512);
    private final ExecutorService drivers = Executors.newFixedThreadPool(DRIVERS);
    private final Frames[][][] open = new Frames[STYLES.length][Frames.BYTES + 1][CONNECTIONS];

    private SocketBenchmark(int rounds, int messages) throws IOException {
        this.rounds = rounds;
        this.messages = messages;
    }

    /** Runs; takes the number of rounds, and of small messages in each of them for each style, and how their names begin. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 21;
        int messages = args.length > 1 ? Integer.parseInt(args[1]) : 40_000;
        String only = args.length > 2 ? args[2] : "";
        try (SocketBenchmark benchmark = new SocketBenchmark(rounds, messages)) {
            benchmark.run(Arrays.stream(Message.values())
                    .filter(message -> message.name().toLowerCase(Locale.ROOT).startsWith(only))
                    .toList());
        }
    }

    private void run(List<Message> sent) throws Exception {
        for (int kind = Frames.TEXT; kind <= Frames.BYTES; kind++) {
            connect(kind);
            compare(kind);
        }
        for (int i = 0; i < 4; i++) {
            for (Message message : sent) {
                for (SocketStyle style : STYLES) {
                    measure(message, style);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "Java %s, %d processors, %d rounds of %d messages, %d connections%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                rounds,
                messages,
                CONNECTIONS);
        for (Message message : sent) {
            report(message);
        }
    }

    /** They stay open until the end, as straight lines have threads whose CPU time would go with them. */
    private void connect(int kind) throws IOException {
        for (SocketStyle style : STYLES) {
            String path = style.path(kind == Frames.TEXT ? "text" : "bytes");
            for (int i = 0; i < CONNECTIONS; i++) {
                open[style.ordinal()][kind][i] = new Frames(servers.port(style.server()), path);
            }
        }
    }

    /** All must say the same: the head of the 101, and the frames of each echo. */
    private void compare(int kind) throws IOException {
        List<String> expected = said(SocketStyle.BARE, kind);
        for (SocketStyle style : STYLES) {
            List<String> said = said(style, kind);
            if (!said.equals(expected)) {
                throw new IllegalStateException(
                        style.label() + " says something else.\nBare:\n" + expected + "\nServlette:\n" + said);
            }
        }
    }

    private List<String> said(SocketStyle style, int kind) throws IOException {
        Frames connection = open[style.ordinal()][kind][0];
        List<String> said = new ArrayList<>();
        said.add(connection.handshake().replaceFirst("\r\nDate: [^\r]*", ""));
        for (String text : TEXTS) {
            connection.send(Frames.frame(kind, text.getBytes(StandardCharsets.UTF_8)));
            said.add(new String(connection.receive(), StandardCharsets.ISO_8859_1));
        }
        return said;
    }

    private void report(Message message) throws Exception {
        Cost[][] costs = new Cost[STYLES.length][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < STYLES.length; i++) {
                int next = (round + i) % STYLES.length; // each begins as often
                costs[next][round] = measure(message, STYLES[next]);
            }
        }
        for (int i = 1; i < STYLES.length; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "%-9s %-8s load %.2f | %s%n",
                    message.name().toLowerCase(Locale.ROOT),
                    STYLES[i].label(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    Cost.compared(costs[i], costs[0]));
        }
    }

    private Cost measure(Message message, SocketStyle style) throws Exception {
        int turns = Math.max(1, messages / message.weight / CONNECTIONS);
        long[] before = servers.ask(style.threads());
        List<Future<?>> driven = new ArrayList<>();
        for (int i = 0; i < DRIVERS; i++) {
            List<Frames> share = Arrays.asList(open[style.ordinal()][message.kind])
                    .subList(CONNECTIONS * i / DRIVERS, CONNECTIONS * (i + 1) / DRIVERS);
            driven.add(drivers.submit(() -> drive(share, message, turns)));
        }
        for (Future<?> one : driven) {
            one.get();
        }
        return Cost.of(before, servers.ask(style.threads()), turns * CONNECTIONS);
    }

    /** Sends on all connections, then waits for all echoes, again and again. */
    private static @Nullable Void drive(List<Frames> connections, Message message, int turns) throws IOException {
        for (int i = 0; i < turns; i++) {
            for (Frames connection : connections) {
                connection.send(message.frame);
            }
            for (Frames connection : connections) {
                connection.skip(message.kind, message.echoed());
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        drivers.shutdownNow();
        servers.close();
    }
}
