package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DebugTextTest {
    private static final RequestFacts REQUEST = new RequestFacts("GET", "/a\nb?c", "/{a}", List.of());

    private final List<Frame> frames = new ArrayList<>();

    private void frame(String type, boolean isApp, @Nullable Excerpt source) {
        frames.add(new Frame(new StackTraceElement(type, "run", "A.java", 7), isApp, source));
    }

    private static String of(RequestFacts request, Failure... chain) {
        return DebugText.of(List.of(chain), request);
    }

    /** ER2. */
    @Test
    void framesOfTheAppAreShownWithTheirLine() {
        frame("java.List", false, null);
        frame("shop.Shop", true, new Excerpt(6, List.of("{", "  fail();"), 7));
        frame("java.A", false, null);
        frame("java.B", false, null);
        frame("shop.Main", true, null);
        frame("java.Thread", false, null);
        assertEquals("""
                500 Internal Server Error
                GET /a b?c
                Route: /{a}

                java.io.IOException: no
                disk
                    ... 1 frame of libraries and the JDK
                    at shop.Shop.run(A.java:7)
                        > fail();
                    ... 2 frames of libraries and the JDK
                    at shop.Main.run(A.java:7)
                    ... 1 frame of libraries and the JDK
                """, of(REQUEST, new Failure("", "java.io.IOException", "no\ndisk", frames, 0)));
    }

    @Test
    void causesFollow() {
        frame("java.List", false, null);
        assertEquals(
                """
                500 Internal Server Error
                GET /
                Route: none matched

                A: a
                    ... 3 more

                Caused by: B
                    at java.List.run(A.java:7)
                """,
                of(
                        new RequestFacts("GET", "/", "", List.of()),
                        new Failure("", "A", "a", List.of(), 3),
                        new Failure("Caused by", "B", "", frames, 0)));
    }

    @Test
    void aLongMessageIsCut() {
        String text = of(REQUEST, new Failure("", "A", "x".repeat(2001), List.of(), 0));
        assertEquals("A: " + "x".repeat(2000) + "\u2026 (1 characters more)", text.split("\n")[4]);
    }
}
