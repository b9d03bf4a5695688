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
    void theNamesOfWhatIsSetAreToldWithoutTheValues() {
        assertEquals(List.of(), state.names());
        state.set(LOG, List.of("b"));
        state.set(String.class, "a");
        assertEquals(List.of("log", "java.lang.String"), state.names());
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

    /** LF7: how two apps that set one value are noticed. */
    @Test
    void whatWasReplacedIsNamed() {
        List<String> same = new ArrayList<>();
        state.set(String.class, "a");
        state.set(LOG, same);
        state.set(Integer.class, 1);
        State before = state.copy();
        state.set(LOG, same);
        state.set(Long.class, 1L);
        state.remove(Integer.class);
        assertEquals(List.of(), state.replacedSince(before));
        state.set(LOG, new ArrayList<>());
        state.set(String.class, "b");
        assertEquals(List.of("java.lang.String", "log"), state.replacedSince(before));
        assertEquals(List.of(), state.replacedSince(new State()));
    }

    /** LF4. */
    @Test
    void whatIsSetLaterIsNotSeenByTheOther() {
        state.set(Integer.class, 0);
        State copy = state.copy();
        state.set(String.class, "late");
        state.set(Integer.class, 2);
        copy.set(LOG, List.of());
        assertFalse(copy.contains(String.class));
        assertEquals(0, copy.get(Integer.class));
        assertFalse(state.contains(LOG));
    }

    /** RQ14. */
    @Test
    void aValueIsReplacedAndRemoved() {
        state.set(String.class, "a");
        state.set(LOG, List.of("b"));
        State copy = state.copy();
        state.set(String.class, "c");
        state.remove(LOG);
        assertEquals("c", state.get(String.class));
        assertFalse(state.contains(LOG));
        assertTrue(copy.contains(LOG));
        state.remove(String.class);
        state.remove(Integer.class);
        assertFalse(state.contains(String.class));
    }

    @Test
    void aValueThatStandsBeforeOthersIsRemovedAlone() {
        state.set(String.class, "a");
        state.set(Integer.class, 1);
        state.set(LOG, List.of("b"));
        state.remove(String.class);
        assertEquals(1, state.get(Integer.class));
        assertEquals(List.of("b"), state.get(LOG));
    }

    @Test
    void keysOfOneNameAreTheSame() {
        state.set(LOG, List.of("a"));
        assertEquals(List.of("a"), state.get(new State.Key<List<String>>("log")));
        assertFalse(state.contains(new State.Key<>("other")));
    }

    @Test
    void aPrimitiveClassIsAKeyToo() {
        state.set(int.class, 1);
        assertEquals(1, state.get(int.class));
    }

    @Test
    void nullIsNoValue() {
        NullPointerException e = assertThrows(NullPointerException.class, () -> state.set(String.class, null));
        assertEquals("A State was given null. It holds values; remove(...) takes one out.", e.getMessage());
    }

    /** No value is lost when several threads set theirs, and a copy taken meanwhile is whole. */
    @Test
    void threadsMaySetAtTheSameTime() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String prefix = i + "-";
            threads.add(new Thread(() -> setMany(prefix)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < 4 * 200; i++) {
            String name = i % 4 + "-" + i / 4;
            assertEquals(name, state.get(new State.Key<String>(name)));
        }
    }

    private void setMany(String prefix) {
        for (int i = 0; i < 200; i++) {
            State.Key<String> key = new State.Key<>(prefix + i);
            state.set(key, prefix + i);
            assertEquals(prefix + i, state.copy().get(key));
        }
    }
}
