package dev.servlette.contract;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.websocket.server.WsSci;

/** An embedded Tomcat, of the version that is on the class path. */
final class TomcatHost implements ContainerHost {
    TomcatHost() {
        String version = ServerInfo.getServerNumber();
        if (!version.startsWith(Host.name().substring("tomcat-".length()) + ".")) {
            throw new IllegalStateException("Tomcat " + version + " is on the class path of " + Host.name() + ".");
        }
    }

    @Override
    public Deployment start(ServletContainerInitializer initializer, Setup setup) throws Exception {
        Path base = Files.createTempDirectory("servlette-tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setEncodedSolidusHandling("passthrough");
        tomcat.getConnector().setProperty("continueResponseTiming", "onRead");
        tomcat.getConnector().setProperty("connectionTimeout", String.valueOf(setup.idleMillis()));
        if (setup.isHttp2()) {
            tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
        }
        Context context = tomcat.addContext(setup.rootPath(), base.toString());
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(initializer, Set.of());
        if (!setup.isAsync()) {
            addSyncFilter(context);
        }
        tomcat.start();
        if (!context.getState().isAvailable()) {
            throw new IllegalStateException("The app did not start.");
        }
        return new SocketDeployment(tomcat.getConnector().getLocalPort(), () -> stop(tomcat, base));
    }

    private static void addSyncFilter(Context context) {
        FilterDef filter = new FilterDef();
        filter.setFilterName("sync");
        filter.setFilterClass(SyncFilter.class.getName());
        filter.setAsyncSupported("false");
        context.addFilterDef(filter);
        FilterMap map = new FilterMap();
        map.setFilterName("sync");
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }

    private static void stop(Tomcat tomcat, Path base) throws LifecycleException, IOException {
        tomcat.stop();
        tomcat.destroy();
        List<Path> files;
        try (Stream<Path> all = Files.walk(base)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
