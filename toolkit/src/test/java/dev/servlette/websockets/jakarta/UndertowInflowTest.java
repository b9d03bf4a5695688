package dev.servlette.websockets.jakarta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.undertow.fake.UndertowChannel;
import io.undertow.fake.UndertowSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UndertowInflowTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void itIsToldByItsOwnMeans() {
        UndertowInflow inflow =
                Objects.requireNonNull(UndertowInflow.of(new UndertowSession(new UndertowChannel(calls))));
        inflow.pause();
        inflow.resume();
        inflow.resume(); // which fails there
        assertEquals(List.of("suspend", "resume"), calls);
    }

    /** Then its thread waits, as in other containers. */
    @Test
    void anUndertowWithoutThemIsNotTold() {
        assertNull(UndertowInflow.of(new UndertowSession("another")));
    }

    @Test
    void otherContainersHaveNone() {
        assertNull(UndertowInflow.of("another"));
    }
}
