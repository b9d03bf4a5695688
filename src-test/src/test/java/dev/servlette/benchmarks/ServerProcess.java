package dev.servlette.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A process of servers beside this one, which drives them: what the client uses is none of theirs. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final int[] ports;

    /** Starts a class that {@linkplain Servers#serve serves}, with a heap of this size, and these options of the JVM. */
    ServerProcess(Class<?> main, int megabytes, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(List.of("-Xms" + megabytes + "m", "-Xmx" + megabytes + "m", "-XX:+AlwaysPreTouch"));
        command.addAll(List.of(options));
        command.addAll(List.of("-Dorg.eclipse.jetty.LEVEL=WARN", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.US_ASCII);
        ports = Arrays.stream(said().split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /** The port of one of the servers, in the order in which they were started. */
    int port(int server) {
        return ports[server];
    }

    /** What {@link Servers#serve} says to a line. */
    long[] ask(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
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
        process.getOutputStream().close(); // which ends it
    }
}
