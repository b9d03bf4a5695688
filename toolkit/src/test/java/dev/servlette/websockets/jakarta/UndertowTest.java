package dev.servlette.websockets.jakarta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.undertow.fake.UndertowChannel;
import io.undertow.fake.UndertowSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UndertowTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void itIsToldByItsOwnMeans() {
        Undertow undertow = Objects.requireNonNull(Undertow.of(new UndertowSession(new UndertowChannel(calls))));
        undertow.pause();
        undertow.resume();
        assertEquals(List.of("suspend", "resume"), calls);
        assertThrows(IllegalStateException.class, undertow::resume);
    }

    /** Then its thread waits, as in other containers. */
    @Test
    void anUndertowWithoutThemIsNotTold() {
        assertNull(Undertow.of(new UndertowSession("another")));
    }

    @Test
    void otherContainersHaveNone() {
        assertNull(Undertow.of("another"));
    }
}
