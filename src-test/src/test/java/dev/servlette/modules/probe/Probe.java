package dev.servlette.modules.probe;

import dev.servlette.applications.Servlette;
import dev.servlette.responses.JsonResponse;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import dev.servlette.staticfiles.StaticFiles;
import dev.servlette.testclient.TestClient;
import java.io.IOException;
import java.lang.module.ModuleReader;
import java.util.List;

/** Says what modules there are, what an app on the toolkit's module answers, and which of its classes cannot be linked. */
public final class Probe {
    record Book(String title, int year) {}

    private Probe() {}

    public static void main(String[] args) throws IOException {
        System.out.println(Servlette.class.getModule() + " among " + modules());
        try (TestClient client = new TestClient(app())) {
            System.out.println(client.get("/books/1815").text());
            System.out.println(
                    client.post("/books", r -> r.json(new Book("Emma", 1815))).text());
            System.out.println(client.post("/files", r -> r.file("f", "a.txt", new byte[7]))
                    .text());
            System.out.println(client.get("/static/a.txt").text());
        }
        List<String> names = classes();
        System.out.println(names.size() > 100 ? "more than 100 classes" : "only " + names);
        names.stream().filter(name -> !isLinked(name)).forEach(name -> System.out.println("not linked: " + name));
    }

    private static Servlette app() {
        return Servlette.builder()
                .routes(
                        Route.get("/books/{year:int}", r -> json(new Book("Emma", r.pathParam("year", Integer.class)))),
                        Route.post("/books", r -> json(r.json(Book.class))),
                        Route.post(
                                "/files", r -> json(r.form().files("f").get(0).sizeBytes())),
                        Mount.of("/static", StaticFiles.ofResources("static")))
                .exceptionHandler(IllegalStateException.class, (request, e) -> json(e.getMessage()))
                .build();
    }

    private static JsonResponse json(Object value) {
        return new JsonResponse(value);
    }

    /** The names of the modules that are not the JDK's. */
    private static List<String> modules() {
        return ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                .sorted()
                .toList();
    }

    /** The names of all classes of the toolkit's module. */
    private static List<String> classes() throws IOException {
        var module =
                ModuleLayer.boot().configuration().findModule("dev.servlette").orElseThrow();
        try (ModuleReader reader = module.reference().open()) {
            return reader.list()
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    /** Libraries that look at a class by reflection need every type that its signatures name. */
    private static boolean isLinked(String name) {
        try {
            Class<?> type = Class.forName(name, true, Probe.class.getClassLoader());
            type.getMethods();
            type.getDeclaredConstructors();
            type.getDeclaredFields();
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
