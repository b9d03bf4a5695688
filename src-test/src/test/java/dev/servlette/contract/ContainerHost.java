package dev.servlette.contract;

import dev.servlette.applications.Servlette;
import dev.servlette.servlet.ServletteInitializer;
import jakarta.servlet.ServletContainerInitializer;

/** A servlet container, in which an app need not be alone. */
interface ContainerHost extends Host {
    @Override
    default Deployment start(Servlette app, Setup setup) throws Exception {
        return start(new ServletteInitializer(app), setup);
    }

    /** Starts a context that is put together by this. */
    Deployment start(ServletContainerInitializer initializer, Setup setup) throws Exception;
}
