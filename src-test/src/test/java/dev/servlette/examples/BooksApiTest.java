package dev.servlette.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.servlette.jetty.Jetty;
import dev.servlette.jetty.RunningServer;
import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BooksApiTest {
    private static final String PROBLEM = "application/problem+json";
    private static final Map<String, Object> EMMA = Map.of("title", "Emma", "year", 1815);

    @Nested
    class InMemory {
        private final TestClient client = new TestClient(BooksApi.app());

        @AfterEach
        void stop() {
            client.close();
        }

        private TestResponse create(String title, int year) {
            return client.post("/books", r -> r.json(Map.of("title", title, "year", year)));
        }

        private void assertProblem(int status, String detail, TestResponse response) {
            assertEquals(status, response.status());
            assertEquals(PROBLEM, response.headers().get("Content-Type"));
            assertEquals(detail, response.json(Map.class).get("detail"));
        }

        @Test
        void booksAreListedUpToTheLimit() {
            assertEquals("[]", client.get("/books").text());
            create("Emma", 1815);
            create("Persuasion", 1817);
            String emma = "{\"id\":1,\"title\":\"Emma\",\"year\":1815}";
            String both = "[" + emma + ",{\"id\":2,\"title\":\"Persuasion\",\"year\":1817}]";
            assertEquals(both, client.get("/books").text());
            assertEquals("[" + emma + "]", client.get("/books?limit=1").text());
        }

        @Test
        void aLimitThatIsNoNumberIs400() {
            TestResponse response = client.get("/books?limit=x");
            assertEquals(400, response.status());
            assertEquals("The query parameter \"limit\" must be a whole number.", response.text());
        }

        @Test
        void aLimitOutOfRangeIs422() {
            for (String limit : new String[] {"0", "101", "-1"}) {
                TestResponse response = client.get("/books?limit=" + limit);
                assertEquals(422, response.status());
                assertEquals(
                        Map.of("limit", "must be from 1 to 100"),
                        response.json(Map.class).get("errors"));
            }
        }

        @Test
        void theLocationOfANewBookCanBeFollowed() {
            TestResponse created = create("Emma", 1815);
            assertEquals(201, created.status());
            TestResponse shown = client.get(created.headers().get("Location", "none"));
            assertEquals(200, shown.status());
            assertEquals(created.text(), shown.text());
            assertEquals(new BooksApi.Book(1, "Emma", 1815), shown.json(BooksApi.Book.class));
        }

        @Test
        void aTitleThatExistsIs409() {
            create("Emma", 1815);
            create("Persuasion", 1817);
            assertProblem(409, "A book with this title exists.", create("Emma", 1816));
            assertProblem(409, "A book with this title exists.", client.put("/books/2", r -> r.json(EMMA)));
        }

        @Test
        void aBookThatIsNotRightIs422WithAllItsFaults() {
            TestResponse response = create(" ", 15);
            assertEquals(422, response.status());
            assertEquals(PROBLEM, response.headers().get("Content-Type"));
            assertEquals(
                    Map.of("title", "must not be blank", "year", "must be 1450 or later"),
                    response.json(Map.class).get("errors"));
            assertEquals(
                    Map.of("title", "must have at most 200 characters"),
                    create("x".repeat(201), 1815).json(Map.class).get("errors"));
            assertEquals(422, client.post("/books", r -> r.json(Map.of())).status());
            assertEquals(201, create("x".repeat(200), 1450).status());
        }

        @Test
        void jsonThatIsNotWellFormedIs400() {
            for (String json : new String[] {"", "{", "[]", "{\"year\": \"soon\"}"}) {
                TestResponse response = client.post("/books", r -> r.body(json.getBytes(), "application/json"));
                assertEquals(400, response.status(), json);
            }
            assertEquals("[]", client.get("/books").text());
        }

        @Test
        void aBookIsReplaced() {
            create("Emme", 1851);
            TestResponse replaced = client.put("/books/1", r -> r.json(EMMA));
            assertEquals(200, replaced.status());
            assertEquals("{\"id\":1,\"title\":\"Emma\",\"year\":1815}", replaced.text());
            assertEquals(replaced.text(), client.get("/books/1").text());
        }

        @Test
        void aBookIsDeletedOnce() {
            create("Emma", 1815);
            TestResponse deleted = client.delete("/books/1");
            assertEquals(204, deleted.status());
            assertEquals("", deleted.text());
            assertEquals(404, client.delete("/books/1").status());
        }

        @Test
        void aBookThatIsNotThereIs404() {
            assertEquals("There is no book 7.", client.get("/books/7").text());
            assertEquals(404, client.get("/books/7").status());
            assertEquals(404, client.put("/books/7", r -> r.json(EMMA)).status());
            assertEquals(404, client.delete("/books/7").status());
        }

        @Test
        void anIdThatIsTooLargeIs404() {
            assertEquals(404, client.get("/books/99999999999999999999").status());
            assertEquals(404, client.get("/books/" + Long.MAX_VALUE).status());
        }

        @Test
        void anotherMethodIs405WithThoseThatThereAre() {
            TestResponse all = client.delete("/books");
            assertEquals(405, all.status());
            assertEquals("GET, HEAD, POST, OPTIONS", all.headers().get("Allow"));
            TestResponse one = client.post("/books/1");
            assertEquals(405, one.status());
            assertEquals("GET, HEAD, PUT, DELETE, OPTIONS", one.headers().get("Allow"));
        }

        @Test
        void thePoolIsClosedAtTheStop() {
            HikariDataSource pool = (HikariDataSource) client.state().get(DataSource.class);
            assertFalse(pool.isClosed());
            client.close();
            assertTrue(pool.isClosed());
        }
    }

    @Nested
    class OnJetty {
        private final HttpClient http = HttpClient.newHttpClient();

        private HttpResponse<String> send(String method, URI uri, String body) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }

        @Test
        void aBookComesAndGoes() throws Exception {
            try (RunningServer server = Jetty.start(BooksApi.app(), 0)) {
                URI books = server.uri().resolve("/books");
                HttpResponse<String> created = send("POST", books, "{\"title\":\"Emma\",\"year\":1815}");
                assertEquals(201, created.statusCode());
                URI emma = URI.create(created.headers().firstValue("Location").orElseThrow());
                assertEquals(created.body(), send("GET", emma, "").body());
                assertEquals(409, send("POST", books, created.body()).statusCode());
                assertEquals(
                        200,
                        send("PUT", emma, "{\"title\":\"Emma\",\"year\":1816}").statusCode());
                assertEquals(
                        422, send("PUT", emma, "{\"title\":\"\",\"year\":1816}").statusCode());
                assertEquals(
                        "[{\"id\":1,\"title\":\"Emma\",\"year\":1816}]",
                        send("GET", books, "").body());
                assertEquals(204, send("DELETE", emma, "").statusCode());
                assertEquals(404, send("GET", emma, "").statusCode());
            }
        }
    }
}
