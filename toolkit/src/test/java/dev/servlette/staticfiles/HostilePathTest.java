package dev.servlette.staticfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.applications.Servlette;
import dev.servlette.routing.Mount;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ST2, ST6: whatever a path says, a file beside the root is never sent, and the client is never told of a failure. */
class HostilePathTest {
    private static final String CANARY = "the canary sings";
    private static final List<String> PIECES = List.of(
            "..",
            ".",
            "%2e%2e",
            "%2E.",
            ".%2e",
            "%252e%252e",
            "..;",
            "..;a=b",
            "%c0%ae%c0%ae",
            "%e0%80%ae",
            "..%00",
            "..%20",
            "/",
            "//",
            "%2f",
            "%2F",
            "%252f",
            "%5c",
            "\\",
            "%255c",
            "%00",
            "%0a",
            "%7f",
            "canary.txt",
            "canary.txt%00.html",
            "root",
            "root-2",
            "out",
            "out.txt",
            "in",
            "a.txt",
            ".env",
            "%2eenv",
            "C:",
            "C%3a",
            "c%3A%5C",
            "file:",
            "~",
            "~root",
            "CON",
            "nul.txt",
            "a.txt.",
            "a.txt%20",
            "a.txt::$DATA",
            "a.txt%3a%3a$DATA",
            "x".repeat(300),
            "%ff",
            "%",
            "%u002e",
            ";",
            "?",
            "%3f",
            "%23",
            "%2e%2e%2f",
            "..%2f",
            "..%5c",
            "etc",
            "passwd",
            "%ef%bc%8f",
            "%e2%80%a5");

    @TempDir
    private Path folder;

    private Path root() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root/in"));
        Files.writeString(root.resolve("../a.txt"), "a");
        Files.writeString(root.resolve("../.env"), CANARY);
        Files.writeString(folder.resolve("canary.txt"), CANARY);
        Files.writeString(Files.createDirectory(folder.resolve("root-2")).resolve("canary.txt"), CANARY);
        Files.writeString(Files.createDirectory(folder.resolve("root-2/in")).resolve("index.html"), CANARY);
        Files.createSymbolicLink(folder.resolve("root/out"), folder);
        Files.createSymbolicLink(folder.resolve("root/out.txt"), folder.resolve("canary.txt"));
        Files.createSymbolicLink(folder.resolve("root/in/out"), folder.resolve("root-2"));
        return folder.resolve("root");
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder(random.nextBoolean() ? "/" : "/plain/");
        for (int length = 1 + random.nextInt(8); length > 0; length--) {
            path.append(PIECES.get(random.nextInt(PIECES.size())));
            path.append(random.nextInt(3) > 0 ? "/" : "");
        }
        return path.toString();
    }

    @Test
    void nothingOutsideIsSent() throws IOException {
        StaticFiles files = new StaticFiles(root());
        Servlette app = Servlette.of(
                Mount.of("/plain", files), Mount.of("", files.html(true).precompressed(true)));
        Random random = new Random(20261124);
        int sent = 0;
        try (TestClient client = new TestClient(app).followsRedirects(false)) {
            for (int run = 0; run < 30_000; run++) {
                String path = path(random);
                TestResponse response = client.get(path);
                assertFalse(response.text().contains(CANARY), path);
                assertTrue(response.status() < 500 && !response.text().contains(folder.toString()), path);
                sent += response.status() == 200 ? 1 : 0;
            }
        }
        assertTrue(sent > 20, "only " + sent + " paths led to a file");
    }

    /** The canary is there to be sent by whoever allows it. */
    @Test
    void theCanarySingsWhenItIsTold() throws IOException {
        StaticFiles files = new StaticFiles(root()).followsSymlinks(true);
        try (TestClient client = new TestClient(files)) {
            assertEquals(CANARY, client.get("/out.txt").text());
            assertEquals(CANARY, client.get("/out/root-2/canary.txt").text());
        }
    }
}
