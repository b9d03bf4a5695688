package dev.servlette.contract;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.CanonicalPathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.extensions.PerMessageDeflateHandshake;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.Set;
import org.xnio.Options;

/** An embedded Undertow. */
final class UndertowHost implements ContainerHost {
    UndertowHost() {}

    @Override
    public Deployment start(ServletContainerInitializer initializer, Setup setup) throws Exception {
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment(initializer, setup));
        manager.deploy();
        HttpHandler context = Handlers.path().addPrefixPath(path(setup), manager.start());
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.ENABLE_HTTP2, setup.isHttp2())
                .setSocketOption(Options.READ_TIMEOUT, setup.idleMillis())
                .setIoThreads(2) // so that few connections are read by all of them
                .setHandler(new CanonicalPathHandler(context))
                .build();
        server.start();
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        return new SocketDeployment(port, () -> stop(manager, server));
    }

    private static String path(Setup setup) {
        return setup.rootPath().isEmpty() ? "/" : setup.rootPath();
    }

    private static DeploymentInfo deployment(ServletContainerInitializer initializer, Setup setup) {
        DeploymentInfo info = new DeploymentInfo()
                .setClassLoader(UndertowHost.class.getClassLoader())
                .setContextPath(path(setup))
                .setDeploymentName("app")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo().addExtension(new PerMessageDeflateHandshake()))
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        ServletContainerInitializer.class, new ImmediateInstanceFactory<>(initializer), Set.of()));
        if (!setup.isAsync()) {
            info.addFilter(new FilterInfo("sync", SyncFilter.class).setAsyncSupported(false))
                    .addFilterUrlMapping("sync", "/*", DispatcherType.REQUEST);
        }
        return info;
    }

    private static void stop(DeploymentManager manager, Undertow server) throws ServletException {
        manager.stop();
        manager.undeploy();
        server.stop();
    }
}
