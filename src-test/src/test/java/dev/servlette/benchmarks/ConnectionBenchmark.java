package dev.servlette.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Opens many sockets of which most are silent and some chat, and prints what a silent one takes of memory and what a message of the
 * chat costs. Each style has a process with a small heap for itself, so that what it holds is its own; the client is this process.
 */
final class ConnectionBenchmark implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 64;

    /** Or each platform thread would keep a buffer as long as its longest message. */
    private static final String SMALL_BUFFERS = "-Djdk.nio.maxCachedBufferSize=8192";

    private static final int IN_ROOM = 20;
    private static final int WARMING = 5; // rooms; they stay, as what has gone leaves traces for a while
    private static final int TURNS = 5;
    private static final byte[] TEXT = Frames.frame(Frames.TEXT, "x".repeat(100).getBytes(StandardCharsets.US_ASCII));
    private static final byte[] LONG_TEXT =
            Frames.frame(Frames.TEXT, "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII));
    private static final SocketStyle[] STYLES = SocketStyle.values();

    /** One style of sockets, and what is connected. */
    private static final class Side implements AutoCloseable {
        private final SocketStyle style;
        private final ServerProcess server = new ServerProcess(SocketServers.class, HEAP_MEGABYTES, SMALL_BUFFERS);
        private final List<Frames> silent = new ArrayList<>();
        private final List<Frames> chatting = new ArrayList<>();

        Side(SocketStyle style) throws IOException {
            this.style = style;
        }

        void open(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                silent.add(new Frames(server.port(style.server()), style.path("text")));
            }
        }

        /** Has each silent one say something long, once. */
        void speak() throws IOException {
            for (Frames one : silent) {
                one.send(LONG_TEXT);
                one.skip(Frames.TEXT, LONG_TEXT.length - Frames.MASK_BYTES);
            }
        }

        /** Fills rooms with sockets, each of which is in when it was told so. */
        void chat(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                String room = style.path("room/" + chatting.size() / IN_ROOM);
                Frames member = new Frames(server.port(style.server()), room);
                member.receive();
                chatting.add(member);
            }
        }

        /** Each says something to its room, and each hears all of its room; what one such message cost, for each that heard it. */
        Cost talk(int turns) throws IOException {
            long[] before = server.ask(style.threads());
            for (int turn = 0; turn < turns; turn++) {
                for (Frames member : chatting) {
                    member.send(TEXT);
                }
                for (Frames member : chatting) {
                    for (int i = 0; i < IN_ROOM; i++) {
                        member.skip(Frames.TEXT, TEXT.length - Frames.MASK_BYTES);
                    }
                }
            }
            return Cost.of(before, server.ask(style.threads()), (double) turns * chatting.size() * IN_ROOM);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private final int silent;
    private final int chatting;
    private final int rounds;
    private final List<Side> sides = new ArrayList<>();

    private ConnectionBenchmark(int silent, int chatting, int rounds) throws IOException {
        this.silent = silent;
        this.chatting = chatting;
        this.rounds = rounds;
        for (SocketStyle style : STYLES) {
            sides.add(new Side(style));
        }
    }

    /** Runs; takes how many sockets are silent, how many chat, in rooms of 20, and the number of rounds of the chat. */
    public static void main(String[] args) throws Exception {
        int silent = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int chatting = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 21;
        try (ConnectionBenchmark benchmark = new ConnectionBenchmark(silent, chatting, rounds)) {
            benchmark.run();
        }
    }

    private void run() throws IOException {
        System.out.printf(
                Locale.ROOT,
                "Java %s, heap of %d MB, %d silent, %d chatting, %d rounds%n",
                Runtime.version(),
                HEAP_MEGABYTES,
                silent,
                chatting,
                rounds);
        for (Side side : sides) {
            side.open(WARMING * IN_ROOM);
            side.chat(WARMING * IN_ROOM);
            side.talk(TURNS * WARMING);
            reportSilent(side);
            side.chat(chatting - side.chatting.size());
            side.talk(TURNS * WARMING);
        }
        reportChat();
    }

    private void reportSilent(Side side) throws IOException {
        long[] before = side.server.ask("memory");
        side.open(silent);
        long[] after = side.server.ask("memory");
        side.speak();
        long[] spoken = side.server.ask("memory");
        System.out.printf(
                Locale.ROOT,
                "silent  %-8s load %.2f | each: %.0f bytes of the heap, %.0f bytes outside of it; %.0f of the heap"
                        + " after 64 KB of text | in all: heap %.1f MB, resident"
                        + " %.1f MB, %d threads, %d of them new%n",
                side.style.label(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                (double) (after[0] - before[0]) / silent,
                (double) (after[1] - before[1]) / silent,
                (double) (spoken[0] - before[0]) / silent,
                after[0] / 1e6,
                after[1] / 1e6,
                after[2],
                after[2] - before[2]);
    }

    private void reportChat() throws IOException {
        Cost[][] costs = new Cost[STYLES.length][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < STYLES.length; i++) {
                int next = (round + i) % STYLES.length; // each begins as often
                costs[next][round] = sides.get(next).talk(TURNS);
            }
        }
        for (int i = 1; i < STYLES.length; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "chat    %-8s load %.2f | %s%n",
                    STYLES[i].label(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    Cost.compared(costs[i], costs[0]));
        }
    }

    @Override
    public void close() throws IOException {
        for (Side side : sides) {
            side.close();
        }
    }
}
