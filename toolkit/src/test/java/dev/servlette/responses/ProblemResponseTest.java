package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.testclient.TestClient;
import dev.servlette.testclient.TestResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RFC 9457. */
class ProblemResponseTest {
    private static TestResponse sent(Response response) {
        try (TestClient client = new TestClient(request -> response)) {
            return client.get("/");
        }
    }

    @Test
    void aProblemHasTitleStatusAndDetail() {
        TestResponse response = sent(new ProblemResponse(409, "It exists."));
        assertEquals(409, response.status());
        assertEquals("application/problem+json", response.headers().get("Content-Type"));
        assertEquals("{\"title\":\"Conflict\",\"status\":409,\"detail\":\"It exists.\"}", response.text());
    }

    @Test
    void moreMembersStandBehindAndMayNameTheProblem() {
        TestResponse response = sent(new ProblemResponse(409, "x", Map.of("title", "Taken")));
        assertEquals("{\"title\":\"Taken\",\"status\":409,\"detail\":\"x\"}", response.text());
        assertEquals(
                "{\"title\":\"Gone\",\"status\":410,\"detail\":\"x\",\"id\":7}",
                sent(new ProblemResponse(410, "x", Map.of("id", 7))).text());
    }

    @Test
    void statusAndDetailAreGivenOnce() {
        for (String name : new String[] {"status", "detail"}) {
            assertEquals(
                    "The member \"" + name
                            + "\" was given to a ProblemResponse twice. Status and detail have arguments of"
                            + " their own; leave it out.",
                    assertThrows(IllegalArgumentException.class, () -> new ProblemResponse(400, "x", Map.of(name, 1)))
                            .getMessage());
        }
    }
}
