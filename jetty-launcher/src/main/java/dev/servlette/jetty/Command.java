package dev.servlette.jetty;

import dev.servlette.applications.Servlette;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code servlette}: runs an app from its source file, without a project around it. */
@CommandLine.Command(name = "servlette", description = "Runs apps that are made with Servlette.")
public final class Command {
    private final PrintWriter out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    private Command(PrintWriter out) {
        this.out = out;
    }

    /** Runs the command, and ends the process with its exit code: 0, 1 when the app cannot run, 2 for wrong usage. */
    public static void main(String[] args) {
        System.exit(execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs the command and returns its exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Command(out))
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(Command::failed)
                .execute(args);
    }

    /** Says what went wrong, with a trace only when it is nothing that the command expects. */
    static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (!(e instanceof CommandException)) {
            e.printStackTrace(command.getErr());
            return CommandLine.ExitCode.SOFTWARE;
        }
        command.getErr().println(e.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }

    @CommandLine.Command(
            name = "run",
            description = "Serves the app of a Java source file until Ctrl-C.",
            showDefaultValues = true)
    int run(
            @Parameters(
                            paramLabel = "FILE",
                            description = "The source file; it has a method \"static Servlette app()\".")
                    Path file,
            @Option(
                            names = "--app",
                            paramLabel = "CLASS::METHOD",
                            description = "The method that makes the app, when it is another or there are several.")
                    @Nullable
                    String app,
            @Option(
                            names = {"-cp", "--class-path"},
                            paramLabel = "PATH",
                            description =
                                    "Jars and directories of classes that the app needs; 'lib/*' is all jars of lib.")
                    @Nullable
                    String classPath,
            @Option(
                            names = "--host",
                            paramLabel = "HOST",
                            defaultValue = "127.0.0.1",
                            description = "Where to listen; 0.0.0.0 is everywhere.")
                    String host,
            @Option(
                            names = "--port",
                            paramLabel = "PORT",
                            defaultValue = "8000",
                            description = "The port; 0 takes a free one.")
                    int port,
            @Option(names = "--debug", description = "Answers failures with a page that shows them, with source lines.")
                    boolean debug)
            throws IOException, ReflectiveOperationException {
        ClassPath.ofProcess().check(classPath);
        AppFile source = AppFile.compile(file);
        Thread.currentThread().setContextClassLoader(source.classes());
        Servlette made = source.app(app);
        try (RunningServer server = start(source, debug ? made.withDebug() : made, host, port)) {
            out.println("Servlette is serving " + file + " on " + server.uri() + " (Ctrl-C stops it)");
            server.join();
        }
        return CommandLine.ExitCode.OK;
    }

    private static RunningServer start(AppFile source, Servlette app, String host, int port) {
        try {
            return Jetty.start(app, host, port);
        } catch (Exception e) {
            throw new CommandException(source + " did not start: " + source.describe(e));
        }
    }
}
