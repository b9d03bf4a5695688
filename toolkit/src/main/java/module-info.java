import org.jspecify.annotations.NullMarked;

/** Servlette's toolkit: HTTP and WebSocket services of values and functions, on the servlet API. */
@NullMarked
module dev.servlette {
    requires transitive jakarta.servlet;
    requires static org.jspecify;

    // Optional: each is named by one adapter package only, and looked for before that package is touched.
    requires static com.fasterxml.jackson.databind;
    requires static jakarta.websocket;
    requires static jakarta.websocket.client;

    exports dev.servlette.applications;
    exports dev.servlette.background;
    exports dev.servlette.concurrency;
    exports dev.servlette.config;
    exports dev.servlette.convertors;
    exports dev.servlette.datastructures;
    exports dev.servlette.endpoints;
    exports dev.servlette.events;
    exports dev.servlette.exceptions;
    exports dev.servlette.handlers;
    exports dev.servlette.json;
    exports dev.servlette.json.jackson;
    exports dev.servlette.requests;
    exports dev.servlette.responses;
    exports dev.servlette.routing;
    exports dev.servlette.servlet;
    exports dev.servlette.staticfiles;
    exports dev.servlette.testclient;
    exports dev.servlette.websockets;
    exports dev.servlette.websockets.jakarta;

    provides jakarta.servlet.ServletContainerInitializer with
            dev.servlette.servlet.ServletteInitializer;
}
