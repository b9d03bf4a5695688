package dev.servlette.datastructures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateTest {
    private static final State.Key<List<String>> LOG = new State.Key<>("log");

    private final State state = new State();

    /** DS8, RQ14. */
    @Test
    void valuesAreFoundByClassAndByKey() {
        state.set(String.class, "a");
        state.set(LOG, List.of("b"));
        assertEquals("a", state.get(String.class));
        assertEquals(List.of("b"), state.get(LOG));
        assertTrue(state.contains(String.class) && state.contains(LOG));
    }

    @Test
    void aMissingValueIsNamed() {
        IllegalStateException byClass = assertThrows(IllegalStateException.class, () -> state.get(StateTest.class));
        IllegalStateException byKey = assertThrows(IllegalStateException.class, () -> state.get(LOG));
        assertEquals(
                "State has no StateTest. Set it in the lifespan or in middleware: state.set(StateTest.class, ...).",
                byClass.getMessage());
        assertEquals(
                "State has no \"log\". Set it in the lifespan or in middleware: state.set(key, ...).",
                byKey.getMessage());
        assertNull(state.find(String.class));
        assertNull(state.find(LOG));
        assertFalse(state.contains(String.class) || state.contains(LOG));
    }

    /** LF4: what a request sets does not leak, what it shares is shared. */
    @Test
    void aCopyIsShallow() {
        state.set(Integer.class, 0);
        state.set(LOG, new ArrayList<>());
        State copy = state.copy();
        copy.set(Integer.class, 1);
        copy.get(LOG).add("seen");
        assertEquals(0, state.get(Integer.class));
        assertEquals(1, copy.get(Integer.class));
        assertEquals(List.of("seen"), state.get(LOG));
        assertTrue(copy.contains(LOG));
    }
}
