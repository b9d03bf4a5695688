package dev.servlette.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class CommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines));
    }

    /** A file with a class of this body, after the usual imports. */
    private Path app(String... body) throws IOException {
        return file(
                "Demo.java",
                "import dev.servlette.applications.*; import dev.servlette.responses.*; import dev.servlette.routing.*;",
                "class Demo {",
                String.join("\n", body),
                "}");
    }

    private int execute(String... args) {
        return Command.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private void assertFails(String message, String... args) {
        assertEquals(1, execute(args));
        assertEquals(message + System.lineSeparator(), err.toString());
        assertEquals("", out.toString());
    }

    /** Runs the command until it has answered once, and then interrupts it. */
    private String answer(Path file, String... options) throws Exception {
        PipedReader reader = new PipedReader();
        PrintWriter writer = new PrintWriter(new PipedWriter(reader), true);
        List<String> args = new ArrayList<>(List.of("run", file.toString(), "--port", "0"));
        args.addAll(List.of(options));
        FutureTask<Integer> run =
                new FutureTask<>(() -> Command.execute(writer, new PrintWriter(err), args.toArray(new String[0])));
        Thread thread = new Thread(run);
        thread.start();
        String line = new BufferedReader(reader).readLine();
        String before = "Servlette is serving " + file + " on ";
        assertTrue(line.startsWith(before) && line.endsWith(" (Ctrl-C stops it)"), line);
        String answer = get(URI.create(line.substring(before.length(), line.indexOf(" (Ctrl-C"))));
        thread.interrupt();
        assertEquals(0, run.get());
        assertEquals("", err.toString());
        return answer;
    }

    @Test
    void runServesTheAppOfAFileUntilItIsInterrupted() throws Exception {
        Path file = app(
                "static Servlette app() { return Servlette.of(Route.get(\"/\", r -> new PlainTextResponse(\"home\"))); }");
        assertEquals("home", answer(file));
    }

    /** The source is that of the file, which lies where nobody would look for it. */
    @Test
    void debugShowsFailuresWithTheirSource() throws Exception {
        Path file = app(
                "static Servlette app() { return Servlette.of(Route.get(\"/\", Demo::fail)); }",
                "static Response fail(dev.servlette.requests.Request request) {",
                "    throw new IllegalStateException(\"bug\");",
                "}");
        assertEquals("Internal Server Error", answer(file));
        String shown = "java.lang.IllegalStateException: bug\n    at Demo.fail(Demo.java:5)\n"
                + "        > throw new IllegalStateException(\"bug\");\n";
        String page = answer(file, "--debug");
        assertTrue(page.contains(shown), page);
    }

    private static String get(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aMissingFileIsNamed() {
        assertFails("There is no file \"nope.java\".", "run", "nope.java");
    }

    @Test
    void aClassPathThatAddsNothingIsNamed() {
        assertFails(
                "\"nope.jar\" of --class-path adds nothing. Give jars, directories of classes, or 'lib/*' for all jars of lib;"
                        + " only the script servlette adds them.",
                "run",
                "--class-path",
                "nope.jar",
                "Demo.java");
    }

    @Test
    void aFileThatDoesNotCompileIsShownWithItsErrors() throws Exception {
        Path file = app("static Servlette app() { return nothing; }");
        assertEquals(1, execute("run", file.toString()));
        String ls = System.lineSeparator();
        String start = file + " does not compile." + ls + file + ":3: error: cannot find symbol";
        assertTrue(err.toString().startsWith(start), err.toString());
    }

    @Test
    void warningsAreNotShown() throws Exception {
        Path file = app("static Servlette app() { Object old = new Integer(1); return nothing; }");
        assertEquals(1, execute("run", file.toString()));
        assertTrue(err.toString().contains("cannot find symbol"), err.toString());
        assertFalse(err.toString().contains("warning"), err.toString());
    }

    @Test
    void aLifespanThatFailsIsToldInOneLine() throws Exception {
        Path file = app(
                "static Servlette app() { return Servlette.builder().lifespan(state -> {",
                "    throw new java.io.IOException(\"no database\");",
                "}).build(); }");
        assertFails(
                file + " did not start: java.io.IOException: no database (Demo.java:4)",
                "run",
                file.toString(),
                "--port",
                "0");
    }

    @Test
    void aPortThatIsTakenIsToldInOneLine() throws Exception {
        Path file = app("static Servlette app() { return Servlette.of(); }");
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());
            assertEquals(1, execute("run", file.toString(), "--host", "0.0.0.0", "--port", port));
            String start = file + " did not start: Nothing can listen on 0.0.0.0, port " + port + ": ";
            assertTrue(err.toString().startsWith(start), err.toString());
            assertEquals(1, err.toString().lines().count());
        }
    }

    @Test
    void whatNobodyExpectsComesWithATrace() {
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create()).setErr(new PrintWriter(err));
        assertEquals(1, Command.failed(new IOException("no disk"), line, null));
        assertTrue(err.toString().startsWith("java.io.IOException: no disk"), err.toString());
        assertTrue(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void wrongUsageIsShownTheRightOne() {
        assertEquals(2, execute("run"));
        assertTrue(err.toString().startsWith("Missing required parameter: 'FILE'"), err.toString());
    }

    @Test
    void helpIsThereForEachCommand() {
        assertEquals(0, execute("run", "--help"));
        assertTrue(out.toString().startsWith("Usage: servlette run [-h]"), out.toString());
    }
}
