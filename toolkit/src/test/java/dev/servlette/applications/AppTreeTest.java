package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Host;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.routing.Router;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppTreeTest {
    private static List<String> places(BaseRoute... routes) {
        return List.copyOf(AppTree.insideOut(Servlette.of(routes)).values());
    }

    private static Mount at(String path, BaseRoute... inside) {
        return Mount.of(path, Servlette.of(inside));
    }

    @Test
    void anAppByItselfIsThere() {
        Servlette app = Servlette.of(Route.get("/a", request -> null));
        assertEquals(Map.of(app, "/"), AppTree.insideOut(app));
    }

    @Test
    void appsInsideComeBeforeTheOneAroundThemAsDeclared() {
        assertEquals(List.of("/b/y", "/b/x", "/b", "/a", "/"), places(at("/b", at("/y"), at("/x")), at("/a")));
    }

    @Test
    void appsAreFoundBelowMountsHostsRoutersAndRoutes() {
        assertEquals(
                List.of("/m/{id}/a", "inner.org/h", "/r/b", "api.example.org/c", "other.example.org", "/route", "/"),
                places(
                        Mount.of("/m", Mount.of("/{id}", at("/a"))),
                        Mount.of("/h", Host.of("inner.org", Servlette.of())),
                        Mount.of("/r", Router.of(at("/b"))),
                        Host.of("api.example.org", at("/c")),
                        Host.of("other.example.org", Servlette.of()),
                        Route.of("/route", Servlette.of())));
    }

    @Test
    void anAppThatIsMountedTwiceIsThereOnce() {
        Servlette shared = Servlette.of(at("/x"));
        Map<Servlette, String> found =
                AppTree.insideOut(Servlette.of(at("/a", Mount.of("/b", shared)), Mount.of("/c", shared)));
        assertEquals(List.of("/a/b/x", "/a/b", "/a", "/"), List.copyOf(found.values()));
        assertSame(shared, List.copyOf(found.keySet()).get(1));
    }

    /** Nobody can look into a lambda. */
    @Test
    void anAppInsideAnotherHandlerIsNotSeen() {
        Servlette hidden = Servlette.of();
        assertEquals(List.of("/"), places(Mount.of("/a", request -> hidden.handle(request))));
    }
}
