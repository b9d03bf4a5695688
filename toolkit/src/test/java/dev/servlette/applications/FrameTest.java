package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static Frame frame(String type, String method, @Nullable String file, int line) {
        return new Frame(new StackTraceElement(type, method, file, line), true, null);
    }

    private static String code(String type, String method) {
        return frame(type, method, "A.java", 1).packageName() + "|"
                + frame(type, method, "A.java", 1).code();
    }

    @Test
    void codeIsNamedAsInASource() {
        assertEquals("shop.books.|Shop.order", code("shop.books.Shop", "order"));
        assertEquals("|Shop.Items.all", code("Shop$Items", "all"));
        assertEquals("|Shop, constructor", code("Shop", "<init>"));
        assertEquals("|Shop, static initializer", code("Shop", "<clinit>"));
        assertEquals("|Shop.app, lambda", code("Shop", "lambda$app$0"));
        assertEquals("|Shop.lambda$0", code("Shop", "lambda$0"));
        assertEquals("|Shop.a$b", code("Shop", "a$b"));
    }

    @Test
    void thePlaceIsToldAsFarAsItIsKnown() {
        assertEquals("A.java:7", frame("A", "a", "A.java", 7).place());
        assertEquals("A.java", frame("A", "a", "A.java", -1).place());
        assertEquals("", frame("A", "a", null, 7).place());
    }

    @Test
    void aLineIsAsJavaPrintsIt() {
        assertEquals("at a.A.a(A.java:7)", frame("a.A", "a", "A.java", 7).line());
        assertEquals("at a.A.a(Native Method)", frame("a.A", "a", null, -2).line());
    }
}
