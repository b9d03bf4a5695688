package dev.servlette.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.routing.BaseRoute;
import dev.servlette.routing.Route;
import dev.servlette.testclient.TestClient;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every program in the documentation compiles without a warning, and every app in it starts and answers. */
class DocsTest {
    @TempDir
    private Path temp;

    private List<Program> programs() throws IOException {
        List<Program> programs = new ArrayList<>();
        for (Page page : Page.all()) {
            for (String source : page.programs()) {
                programs.add(new Program(source, temp.resolve("p" + programs.size())));
            }
        }
        return programs;
    }

    @Test
    void everyProgramCompilesAndEveryAppAnswers() throws Exception {
        int programs = 0;
        int answers = 0;
        for (Program program : programs()) {
            assertEquals("", program.compile());
            programs++;
            try (URLClassLoader loader = program.loader()) {
                for (Servlette app : program.apps(loader)) {
                    answers += answers(app);
                }
            }
        }
        assertTrue(programs >= 10, "only " + programs + " programs were found");
        assertTrue(answers >= 7, "only " + answers + " routes were asked");
    }

    /** Asks every route that has no parameters. */
    private static int answers(Servlette app) {
        int answers = 0;
        try (TestClient client = new TestClient(app)) {
            for (BaseRoute declared : app.routes()) {
                if (declared instanceof Route route && !route.path().contains("{")) {
                    assertTrue(client.get(route.path()).status() < 500, route.toString());
                    answers++;
                }
            }
        }
        return answers;
    }

    @Test
    void aProgramThatDoesNotCompileIsSeen() throws IOException {
        String raw = "import java.util.List;\n\nclass Bad {\n    List list;\n}\n";
        assertTrue(new Program(raw, temp).compile().contains("[rawtypes]"));
    }

    /** A fence that is indented, or not closed, would not be compiled. */
    @Test
    void everyFenceIsSeen() throws IOException {
        for (Page page : Page.all()) {
            long fences = page.text().lines().filter(l -> l.contains("```java")).count();
            assertEquals(fences, page.programs().size(), page.toString());
        }
    }

    /** The README shows the app that its first command runs. */
    @Test
    void theReadmeShowsTheAppThatTheCommandRuns() throws IOException {
        String hello = Files.readString(Page.top().resolve("docs/Hello.java"));
        assertTrue(Page.all().get(0).programs().contains(hello));
    }

    /** To run it and to test it takes one command each; no other set-up may creep in. */
    @Test
    void theReadmeNamesTwoCommandsForSetUp() throws IOException {
        assertEquals(
                List.of("./servlette run docs/Hello.java\n", "curl -i http://127.0.0.1:8000/users/7\n", "mvn verify\n"),
                Page.all().get(0).commands());
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Page page : Page.all()) {
            for (String link : page.links()) {
                links++;
                if (!Files.exists(page.file().resolveSibling(link))) {
                    broken.add(page + " -> " + link);
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 15, "only " + links + " links were found");
    }

    @Test
    void everyPageIsInTheIndex() throws IOException {
        String index = Files.readString(Page.top().resolve("docs/index.md"));
        for (Page page : Page.all()) {
            String name = page.file().getFileName().toString();
            boolean inDocs = page.file().getParent().endsWith("docs") && !name.equals("index.md");
            assertTrue(!inDocs || index.contains("(" + name + ")"), page + " is not in docs/index.md");
        }
    }
}
