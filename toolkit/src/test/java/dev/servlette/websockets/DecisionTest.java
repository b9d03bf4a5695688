package dev.servlette.websockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.servlette.responses.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private final List<String> events = new ArrayList<>();

    /** However often it is waited for. */
    @Test
    void theHandlerBeginsOnceAndWhenItIsWaitedFor() throws Exception {
        Response response = new Response(204);
        Decision decision = new Decision(() -> events.add("begun"));
        decision.complete(response);
        assertEquals(List.of(), events);
        assertSame(response, decision.get());
        decision.whenComplete((known, failure) -> events.add(known + " " + failure));
        assertEquals(List.of("begun", response + " null"), events);
    }
}
