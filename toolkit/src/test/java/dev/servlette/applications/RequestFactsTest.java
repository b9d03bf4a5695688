package dev.servlette.applications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.convertors.Convertors;
import dev.servlette.convertors.PathParams;
import dev.servlette.datastructures.State;
import dev.servlette.json.Json;
import dev.servlette.requests.RecordingExchange;
import dev.servlette.requests.Request;
import dev.servlette.requests.Scope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RequestFactsTest {
    private final RecordingExchange exchange = new RecordingExchange("GET", "/shop/7");
    private final State state = new State();
    private final Request request = new Request(new Scope(exchange, state, Clock.systemUTC()), Json.builtIn());

    private List<String> rows(String title) {
        List<String> rows = new ArrayList<>();
        for (RequestFacts.Table table : RequestFacts.of(request).tables()) {
            for (Map.Entry<String, String> row : table.rows()) {
                if (table.title().equals(title)) {
                    rows.add(row.getKey() + "=" + row.getValue());
                }
            }
        }
        return rows;
    }

    private void match(String template, String name) {
        PathParams params = PathParams.empty()
                .with(
                        List.of(name),
                        List.of(Objects.requireNonNull(Convertors.standard().find("str"))),
                        new String[] {"7"});
        request.withMatch(template, request.urlPath().from(1), params);
    }

    @Test
    void whatIsKnownOfARequestIsTold() {
        match("/shop/{id}", "id");
        RequestFacts facts = RequestFacts.of(request);
        assertEquals("GET /shop/7?a=1 /shop/{id}", facts.method() + " " + facts.target() + " " + facts.route());
        assertEquals(List.of("Route=/shop/{id}", "Client=client, port 1", "Scheme=http"), rows("Request"));
        assertEquals(List.of("id=7"), rows("Path parameters"));
        assertEquals(List.of("a=1"), rows("Query parameters"));
        assertEquals(List.of("X-A=1"), rows("Headers"));
        assertEquals(List.of(), rows("State"));
    }

    @Test
    void whatIsNotKnownIsToldToo() {
        exchange.rootPath("/root").client(null).query(null);
        assertEquals("/shop/7", RequestFacts.of(request).target());
        assertEquals(
                List.of("Route=none matched", "Client=not known", "Scheme=http", "Root path=/root"), rows("Request"));
    }

    @Test
    void theStateIsToldWithoutItsValuesAndWithoutWhatIsServlettes() {
        request.state().set(String.class, "secret");
        request.state().set(new State.Key<String>("cart"), "secret");
        request.state().set(new State.Key<String>("servlette.own"), "secret");
        assertEquals(List.of("java.lang.String=", "cart="), rows("State"));
    }

    @Test
    void secretsAreMasked() {
        exchange.query("token=t%20&page=2&pass%77ord=p&%3Ckey=k");
        exchange.header("Cookie", "c").header("authorization", "a").header("Referer", "http://h/?session=s&a=b");
        assertEquals(
                List.of("token=********", "page=2", "password=********", "<key=********"), rows("Query parameters"));
        assertEquals(
                "/shop/7?token=********&page=2&pass%77ord=********&%3Ckey=********",
                RequestFacts.of(request).target());
        assertEquals(
                List.of("X-A=1", "Cookie=********", "authorization=********", "Referer=http://h/?session=********&a=b"),
                rows("Headers"));
    }

    /** The path would tell what the table of parameters hides. */
    @Test
    void aSecretInThePathHidesThePath() {
        match("/{token}", "token");
        exchange.rootPath("/root");
        assertEquals("/root/{token}?a=1", RequestFacts.of(request).target());
        assertEquals(List.of("token=********"), rows("Path parameters"));
    }

    @Test
    void muchIsCut() {
        exchange.query("x=" + "y".repeat(5000) + "&a".repeat(2000));
        for (int i = 0; i < 200; i++) {
            exchange.header("X-" + i, "v".repeat(3000));
        }
        assertEquals(100, rows("Headers").size());
        assertEquals(
                "X-0=" + "v".repeat(2000) + "\u2026 (1000 characters more)",
                rows("Headers").get(1));
        assertEquals(100, rows("Query parameters").size());
        assertTrue(RequestFacts.of(request).target().length() < 2100);
    }

    /** It is not read either: who asks first consumes it. */
    @Test
    void theBodyIsNotShown() {
        exchange.body("card=1234".getBytes(UTF_8));
        assertFalse(RequestFacts.of(request).toString().contains("1234"));
        assertEquals("card=1234", request.text());
    }
}
