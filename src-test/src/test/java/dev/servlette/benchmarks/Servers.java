package dev.servlette.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.FormData;
import dev.servlette.requests.Request;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.PlainTextResponse;
import dev.servlette.responses.Response;
import dev.servlette.responses.StreamingResponse;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Route;
import dev.servlette.servlet.ServletteInitializer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The process of the servers: two Jettys of one configuration, one with bare servlets and one with the app. Says the two
 * ports, and then, for each line it reads, what it has used. Ends with its input.
 */
final class Servers {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Servers() {}

    /** Serves until the input ends. */
    public static void main(String[] args) throws Exception {
        Path files = files();
        Server bare = start("bare", context -> BareServlets.addTo(context, files));
        Server servlette = start(
                "servlette", context -> context.addServletContainerInitializer(new ServletteInitializer(app(files))));
        serve(bare, servlette);
    }

    /**
     * Says the ports of servers that have begun, and then, for each line that is read, what was used: by the threads of the pool
     * with that name, or, for {@code memory}, what is in use by all. Stops them when the input ends.
     */
    static void serve(Server... servers) throws Exception {
        System.out.println(Arrays.stream(servers)
                .map(server -> String.valueOf(((ServerConnector) server.getConnectors()[0]).getLocalPort()))
                .collect(Collectors.joining(" ")));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.equals("memory") ? memory() : used(line));
        }
        for (Server server : servers) {
            server.stop();
        }
    }

    /** The files that both servers send. */
    private static Path files() throws IOException {
        Path folder = Files.createTempDirectory("servlette-benchmark");
        folder.toFile().deleteOnExit(); // when the files are gone, which are deleted first
        Files.write(folder.resolve("1k.txt"), new byte[1024]).toFile().deleteOnExit();
        Files.write(folder.resolve("1m.bin"), new byte[1 << 20]).toFile().deleteOnExit();
        return folder;
    }

    /** Starts a Jetty whose threads have this name. */
    static Server start(String name, Consumer<ServletContextHandler> content) throws Exception {
        QueuedThreadPool threads =
                new QueuedThreadPool(16, 16); // threads that ended would take their CPU time with them
        threads.setName(name);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        content.accept(context);
        server.setHandler(context);
        server.start();
        return server;
    }

    private static Servlette app(Path files) {
        List<BaseRoute> routes = new ArrayList<>();
        routes.add(Route.get("/plaintext", request -> new PlainTextResponse("Hello, World!")));
        routes.add(Route.get("/json", request -> new JsonResponse(Map.of("message", "Hello, World!"))));
        routes.add(Route.get("/users/{id:int}", request -> byId("user ", request)));
        routes.add(Route.post("/echo", request -> new JsonResponse(request.json(Map.class))));
        routes.add(Route.post("/upload", Servers::upload));
        routes.add(Route.get("/stream", request -> new StreamingResponse("application/octet-stream", Servers::stream)));
        routes.add(Route.get("/file/{name}", request -> new FileResponse(files.resolve(request.pathParam("name")))));
        routes.add(Route.get("/default/{name}", request -> new FileResponse(files.resolve(request.pathParam("name")))));
        for (int i = 0; i < Scenario.ROUTES; i++) {
            routes.add(Route.get("/section" + i + "/{id:int}", request -> byId("item ", request)));
        }
        return Servlette.builder().routes(routes).build();
    }

    private static Response byId(String what, Request request) {
        return new PlainTextResponse(what + request.pathParam("id", Long.class));
    }

    private static Response upload(Request request) {
        FormData form = request.form();
        return new PlainTextResponse(form.get("title") + " "
                + Objects.requireNonNull(form.file("file")).sizeBytes());
    }

    /** Writes what both servers stream. */
    static void stream(OutputStream out) throws IOException {
        byte[] chunk = new byte[65536];
        for (int left = Scenario.STREAM_BYTES; left > 0; left -= chunk.length) {
            out.write(chunk);
        }
    }

    /** CPU time of the process and of the threads of one pool in nanoseconds, and the bytes that these have allocated. */
    private static String used(String pool) {
        long process = SYSTEM.getProcessCpuTime();
        long cpu = 0;
        long bytes = 0;
        for (long id : THREADS.getAllThreadIds()) {
            java.lang.management.ThreadInfo thread = THREADS.getThreadInfo(id);
            if (thread != null && isOf(pool, thread.getThreadName())) {
                cpu += THREADS.getThreadCpuTime(id);
                bytes += THREADS.getThreadAllocatedBytes(id);
            }
        }
        return process + " " + cpu + " " + bytes;
    }

    /** The threads that carry virtual ones have a name of the JDK, and work for whoever is asked. */
    private static boolean isOf(String pool, String thread) {
        return thread.startsWith(pool) || thread.startsWith("ForkJoinPool-");
    }

    /** The bytes of the heap after a collection, those of the process in main memory, and the number of platform threads. */
    private static String memory() throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
        return heap + " " + Long.parseLong(resident) * 1024 + " " + THREADS.getThreadCount();
    }
}
