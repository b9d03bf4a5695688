package dev.servlette.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.requests.RecordingExchange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeTest {
    private final Sent sent = new Sent();
    private final List<Body.UpgradeEnd> ends = new ArrayList<>();
    private final RecordingExchange exchange = new RecordingExchange("GET", "/a");

    private void send(Response response) {
        sent.send(exchange, response);
    }

    private Response taking() {
        return Response.upgrading((wire, headers, end) -> ends.add(end)).withHeader("X-A", "1");
    }

    @Test
    void theConnectionIsHandedOverWithItsHeaders() {
        List<Object> given = new ArrayList<>();
        send(Response.upgrading((wire, headers, end) -> given.addAll(List.of(wire, headers)))
                .withHeader("X-A", "1"));
        assertSame(exchange, given.get(0));
        assertEquals("[X-A: 1]", given.get(1).toString());
        assertEquals(List.of(), exchange.calls());
    }

    /** Design, reply 10: the hooks, then the background tasks. */
    @Test
    void theEndOfAnAnswerIsThatOfTheConnection() {
        send(taking().withBackground(() -> {}));
        assertEquals(0, sent.completions.size());
        ends.get(0).ended(true, 7, null);
        assertEquals(101, sent.completions.get(0).status());
        assertEquals(7, sent.completions.get(0).bytes());
        assertNull(sent.completions.get(0).failure());
        assertEquals(1, sent.background.size());
        assertEquals(List.of("complete"), exchange.calls());
    }

    @Test
    void whatEndedItIsItsFailure() {
        IllegalStateException e = new IllegalStateException("e");
        send(taking());
        ends.get(0).ended(true, 0, e);
        assertSame(e, sent.completions.get(0).failure());
    }

    @Test
    void whatCannotBeUpgradedIsAnError() {
        send(taking());
        ends.get(0).ended(false, 0, new IllegalStateException("e"));
        assertEquals(Sent.ERROR, exchange.calls());
    }

    @Test
    void whatCannotBeginIsAnError() {
        send(Response.upgrading((wire, headers, end) -> {
            throw new IllegalStateException("e");
        }));
        assertEquals(Sent.ERROR, exchange.calls());
    }

    @Test
    void aBodyInItsPlaceIsAnError() {
        send(taking().withBody(Body.EMPTY));
        assertEquals(
                "A 101 lost its connection: middleware gave it a body. It may change the headers of a 101; to refuse the"
                        + " upgrade it answers with another response.",
                sent.errors.get(0).getMessage());
    }

    @Test
    void noOtherResponseHasItsStatus() {
        assertThrows(IllegalArgumentException.class, () -> new Response(101));
    }
}
