package dev.servlette.servlet;

import dev.servlette.applications.Servlette;

/**
 * Names the app of a WAR. The one class of it that implements this is found by the container; no {@code web.xml} is
 * needed.
 *
 * <pre>{@code
 * public final class Application implements ServletteApplication {
 *     public Servlette app() {
 *         return Servlette.of(Route.get("/", request -> new PlainTextResponse("Hello, world")));
 *     }
 * }
 * }</pre>
 */
public interface ServletteApplication {
    /** The app. Called once, on an instance that its constructor without parameters made, before the WAR starts. */
    Servlette app();
}
