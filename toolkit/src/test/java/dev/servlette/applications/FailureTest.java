package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static List<Failure> chain(Throwable e) {
        return Failure.chain(e, new SourceFiles(ClassLoader.getSystemClassLoader(), Path.of("")));
    }

    private static List<String> lines(Throwable e) {
        List<String> lines = new ArrayList<>();
        chain(e).forEach(failure -> lines.add(failure.relation() + "|" + failure.line(100)));
        return lines;
    }

    private static StackTraceElement[] trace(int depth, int line) {
        StackTraceElement[] trace = new StackTraceElement[depth];
        for (int i = 0; i < depth; i++) {
            trace[i] = new StackTraceElement("shop.Shop", "order", "Shop.java", line + i);
        }
        return trace;
    }

    @Test
    void theChainStandsInTheOrderInWhichJavaPrintsIt() {
        Exception e = new IllegalStateException("outer", new IOException("cause", new AssertionError()));
        e.addSuppressed(new IllegalArgumentException("closing\nfailed", new IOException("disk")));
        assertEquals(
                List.of(
                        "|java.lang.IllegalStateException: outer",
                        "Suppressed|java.lang.IllegalArgumentException: closing \u2026",
                        "Caused by|java.io.IOException: disk",
                        "Caused by|java.io.IOException: cause",
                        "Caused by|java.lang.AssertionError"),
                lines(e));
    }

    @Test
    void aCycleEnds() {
        Exception outer = new Exception("outer");
        Exception inner = new Exception("inner", outer);
        outer.initCause(inner);
        inner.addSuppressed(outer);
        assertEquals(List.of("|java.lang.Exception: outer", "Caused by|java.lang.Exception: inner"), lines(outer));
    }

    @Test
    void aDeepChainIsCut() {
        Throwable e = new Exception("0");
        for (int i = 1; i < 50; i++) {
            e = new Exception(String.valueOf(i), e);
        }
        assertEquals(20, chain(e).size());
        assertEquals("30", chain(e).get(19).message());
    }

    /** So that the one cause of an endless recursion has frames too. */
    @Test
    void framesAreCut() {
        Exception e = new Exception("cause");
        e.setStackTrace(trace(1024, 5000));
        Exception outer = new Exception("outer", e);
        outer.setStackTrace(trace(1024, 1));
        assertEquals(200, chain(outer).get(0).frames().size());
        assertEquals(824, chain(outer).get(0).omitted());
        assertEquals(100, chain(outer).get(1).frames().size());
    }

    @Test
    void framesThatStandAboveAreLeftOut() {
        Exception e = new Exception("cause");
        e.setStackTrace(new StackTraceElement[] {trace(1, 70)[0], trace(1, 2)[0]});
        Exception outer = new Exception("outer", e);
        outer.setStackTrace(trace(2, 1));
        assertEquals(2, chain(outer).get(0).frames().size());
        assertEquals(0, chain(outer).get(0).omitted());
        assertEquals(1, chain(outer).get(1).frames().size());
        assertEquals(1, chain(outer).get(1).omitted());
    }

    @Test
    void allFramesMayStandAbove() {
        Exception e = new Exception("cause");
        e.setStackTrace(trace(1, 2));
        Exception outer = new Exception("outer", e);
        outer.setStackTrace(trace(2, 1));
        assertEquals(List.of(), chain(outer).get(1).frames());
        assertEquals(-1, chain(outer).get(1).first());
    }

    /** ER3: the first frame of the app; where there is none, the first. */
    @Test
    void theFirstFrameIsTheApps() {
        Exception e = new Exception("e");
        StackTraceElement library = new StackTraceElement(null, "java.base", null, "java.A", "a", "A.java", 1);
        e.setStackTrace(new StackTraceElement[] {library, trace(1, 1)[0], trace(1, 2)[0]});
        assertEquals(1, chain(e).get(0).first());
        e.setStackTrace(new StackTraceElement[] {library, library});
        assertEquals(0, chain(e).get(0).first());
    }

    @Test
    void aTypeIsNamedInTwoParts() {
        Failure inner = chain(new Inner()).get(0);
        assertEquals("dev.servlette.applications.", inner.packageName());
        assertEquals("FailureTest.Inner", inner.simpleType());
    }

    private static final class Inner extends Exception {
        private static final long serialVersionUID = 1;
    }

    @Test
    void aMessageOfMegabytesIsCut() {
        Failure failure = chain(new Exception("x".repeat(3_000_000))).get(0);
        assertEquals("x".repeat(10_000) + "\u2026 (2990000 characters more)", failure.message());
    }

    @Test
    void linesOfAMessageEndAlike() {
        assertEquals("a\nb", chain(new Exception("a\r\nb")).get(0).message());
    }

    /** Fails at all that it is asked. */
    private static final class Hostile extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Runnable failing;

        Hostile(Runnable failing) {
            this.failing = failing;
        }

        @Override
        public String getMessage() {
            failing.run();
            return "none";
        }

        @Override
        public synchronized Throwable getCause() {
            failing.run();
            return this;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            failing.run();
            return new StackTraceElement[] {null};
        }

        @Override
        public String toString() {
            failing.run();
            return "none";
        }
    }

    private static void recurse() {
        recurse();
    }

    private static void fail() {
        throw new AssertionError("message");
    }

    @Test
    void whatAnExceptionFailsAtIsLeftOut() {
        for (Runnable failing : List.<Runnable>of(FailureTest::fail, FailureTest::recurse)) {
            assertEquals(
                    List.of("|" + Hostile.class.getName() + ": (its message cannot be read)"),
                    lines(new Hostile(failing)));
            assertEquals(List.of(), chain(new Hostile(failing)).get(0).frames());
        }
        assertEquals(List.of(), chain(new Hostile(() -> {})).get(0).frames());
    }

    @Test
    void anErrorOfTheVirtualMachineIsTheHosts() {
        OutOfMemoryError error = new OutOfMemoryError("test");
        Hostile hostile = new Hostile(() -> {
            throw error;
        });
        assertSame(error, assertThrows(OutOfMemoryError.class, () -> chain(hostile)));
    }
}
