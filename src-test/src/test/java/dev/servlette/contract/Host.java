package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import java.lang.reflect.Constructor;

/** A way to run an app. The system property {@code servlette.host} chooses one. */
interface Host {
    /**
     * How an app is deployed.
     *
     * @param rootPath the context path, {@code ""} at the root
     * @param isAsync whether the chain before the app supports asynchronous processing
     * @param idleMillis how long a container waits for a client that sends nothing; in memory nobody waits
     * @param isHttp2 whether a client may go on in HTTP/2, without TLS; in memory there is no version
     */
    record Setup(String rootPath, boolean isAsync, int idleMillis, boolean isHttp2) {
        static final Setup PLAIN = new Setup("", true);
        static final Setup HTTP2 = new Setup("", true, 30_000, true);

        Setup(String rootPath, boolean isAsync) {
            this(rootPath, isAsync, 30_000, false);
        }
    }

    /** Starts an app. */
    Deployment start(Servlette app, Setup setup) throws Exception;

    /** The name that was chosen. */
    static String name() {
        return System.getProperty("servlette.host", "memory");
    }

    /** The host of that name. The class of a container is loaded when it is chosen, and not otherwise. */
    static Host chosen() throws ReflectiveOperationException {
        String type = switch (name()) {
            case "memory" -> "MemoryHost";
            case "jetty" -> "JettyHost";
            case "jetty-filter" -> "JettyFilterHost";
            case "jetty-12.0" -> "Jetty120Host";
            case "tomcat-10.1", "tomcat-11" -> "TomcatHost";
            case "undertow" -> "UndertowHost";
            default ->
                throw new IllegalArgumentException(
                        "-Dservlette.host=" + name()
                                + " names no host. Known: memory, jetty, jetty-filter, jetty-12.0, tomcat-10.1, tomcat-11, undertow.");
        };
        Constructor<?> constructor =
                Class.forName(Host.class.getPackageName() + "." + type).getDeclaredConstructor();
        return (Host) constructor.newInstance();
    }
}
