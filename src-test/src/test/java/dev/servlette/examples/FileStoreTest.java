package dev.servlette.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.servlette.jetty.Jetty;
import dev.servlette.jetty.RunningServer;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileStoreTest {
    private static final byte[] PHOTO = "0123456789".getBytes(UTF_8);

    @TempDir
    private Path temp;

    private Path folder() {
        return temp.resolve("uploads");
    }

    private List<Path> stored() throws IOException {
        if (!Files.exists(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList();
        }
    }

    @Nested
    class InMemory {
        private TestClient client;

        @BeforeEach
        void start() {
            client = new TestClient(new FileStore(folder()).routes());
        }

        @AfterEach
        void stop() {
            client.close();
        }

        private String uploaded() {
            TestResponse created = client.post("/photos", r -> r.file("photo", "me.jpg", PHOTO));
            assertEquals(201, created.status());
            assertEquals(10, created.json(Map.class).get("bytes"));
            return String.valueOf(created.json(Map.class).get("url"));
        }

        @Test
        void aPhotoIsFoundWhereItsUrlSays() {
            TestResponse photo = client.get(uploaded() + "?name=me.jpg");
            assertEquals(200, photo.status());
            assertArrayEquals(PHOTO, photo.bytes());
            assertEquals("image/jpeg", photo.headers().get("Content-Type"));
            assertEquals("attachment; filename=\"me.jpg\"", photo.headers().get("Content-Disposition"));
        }

        @Test
        void aFormWithoutAPhotoIs422() throws IOException {
            TestResponse response = client.post("/photos", r -> r.field("photo", "no file"));
            assertEquals(422, response.status());
            assertEquals("The field \"photo\" needs a file.", response.text());
            assertEquals(List.of(), stored());
        }

        @Test
        void aPhotoThatIsTooLargeIs413() throws IOException {
            byte[] large = new byte[(20 << 20) + 1];
            TestResponse response = client.post("/photos", r -> r.file("photo", "me.jpg", large));
            assertEquals(413, response.status());
            assertEquals(List.of(), stored());
        }

        @Test
        void allFilesOfAnUploadAreStored() throws IOException {
            TestResponse created = client.post(
                    "/files",
                    r -> r.field("note", "no file").file("a", "a.txt", PHOTO).file("b", "b.txt", new byte[100_000]));
            assertEquals(201, created.status());
            Map<?, ?> saved = created.json(Map.class);
            assertEquals(List.of(10, 100_000), saved.values().stream().sorted().toList());
            TreeSet<String> names = new TreeSet<>();
            stored().forEach(file -> names.add(file.getFileName().toString()));
            assertEquals(names, saved.keySet());
        }

        @Test
        void anUploadThatIsNoFormIs415() {
            assertEquals(415, client.post("/files", r -> r.json(Map.of())).status());
        }

        @Test
        void aPartOfAFileMayBeAskedFor() {
            String url = uploaded();
            TestResponse part = client.get(url, r -> r.header("Range", "bytes=2-4"));
            assertEquals(206, part.status());
            assertEquals("bytes 2-4/10", part.headers().get("Content-Range"));
            assertEquals("234", part.text());
            assertEquals(
                    416, client.get(url, r -> r.header("Range", "bytes=10-")).status());
        }

        @Test
        void aFileThatTheClientHasIsNotSent() {
            String url = uploaded();
            String tag = client.get(url).headers().get("ETag", "none");
            TestResponse known = client.get(url, r -> r.header("If-None-Match", tag));
            assertEquals(304, known.status());
            assertEquals("", known.text());
        }

        @Test
        void aFileIsDeletedOnce() throws IOException {
            String url = uploaded();
            assertEquals(204, client.delete(url).status());
            assertEquals(List.of(), stored());
            assertEquals(404, client.delete(url).status());
            assertEquals(404, client.get(url).status());
        }

        @Test
        void whatIsNoIdIs404AndAnotherMethod405() {
            assertEquals(400, client.get("/files/..%2Fsecret").status()); // as the containers do
            assertEquals(404, client.get("/files/7").status());
            TestResponse put = client.put(uploaded(), r -> r.json(1));
            assertEquals(405, put.status());
            assertEquals("GET, HEAD, DELETE, OPTIONS", put.headers().get("Allow"));
        }
    }

    @Nested
    class OnJetty {
        private final HttpClient http = HttpClient.newHttpClient();

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return http.send(request.build(), BodyHandlers.ofString());
        }

        @Test
        void aFileComesAndGoes() throws Exception {
            String body =
                    "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"me.jpg\"\r\n\r\n0123456789\r\n--b--\r\n";
            try (RunningServer server = Jetty.start(new FileStore(folder()).routes(), 0)) {
                HttpResponse<String> created =
                        send(HttpRequest.newBuilder(server.uri().resolve("/photos"))
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(BodyPublishers.ofString(body)));
                assertEquals(201, created.statusCode(), created.body());
                String url = created.body().replaceFirst(".*\"url\":\"([^\"]*)\".*", "$1");
                HttpResponse<String> part =
                        send(HttpRequest.newBuilder(URI.create(url)).header("Range", "bytes=-3"));
                assertEquals("206 789", part.statusCode() + " " + part.body());
                assertEquals(
                        204,
                        send(HttpRequest.newBuilder(URI.create(url)).DELETE()).statusCode());
                assertEquals(404, send(HttpRequest.newBuilder(URI.create(url))).statusCode());
            }
        }
    }
}
