package dev.servlette.convertors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PathParamsTest {
    private static PathParams with(PathParams outer, List<String> names, List<String> convertors, String... texts) {
        List<Convertor<?>> found = new ArrayList<>();
        for (String convertor : convertors) {
            found.add(Objects.requireNonNull(Convertors.standard().find(convertor)));
        }
        return outer.with(names, found, texts);
    }

    private static final PathParams OUTER =
            with(PathParams.empty(), List.of("id", "shop"), List.of("int", "str"), "1", "north");
    private static final PathParams PARAMS =
            with(OUTER, List.of("id", "x"), List.of("int", "float"), "4294967296", "2.5");

    /** RT10. */
    @Test
    void innerParametersHideOuterOnes() {
        assertEquals("4294967296", PARAMS.get("id"));
        assertEquals("north", PARAMS.get("shop"));
        assertEquals(Map.of("id", 4294967296L, "shop", "north", "x", 2.5), PARAMS.toMap());
        assertEquals("{id=4294967296, shop=north, x=2.5}", PARAMS.toString());
        assertTrue(PARAMS.contains("shop"));
        assertFalse(PARAMS.contains("y"));
    }

    @Test
    void eachNameIsToldOnce() {
        assertEquals(List.of("id", "shop", "x"), List.copyOf(PARAMS.names()));
    }

    @Test
    void aValueComesAsItsConvertorReadsItOrAsText() {
        assertEquals(4294967296L, PARAMS.find("id", Long.class));
        assertEquals(4294967296L, PARAMS.find("id", long.class));
        assertEquals("4294967296", PARAMS.find("id", String.class));
        assertEquals(2.5, PARAMS.find("x", Double.class));
        assertEquals(2.5, PARAMS.find("x", double.class));
        assertEquals(4294967296L, PARAMS.find("id", Number.class));
    }

    @Test
    void aNumberIsNarrowedWhenItFits() {
        assertEquals(1, OUTER.find("id", Integer.class));
        assertEquals(1, OUTER.find("id", int.class));
        assertNull(PARAMS.find("id", Integer.class));
        assertNull(PARAMS.find("id", int.class));
        assertEquals((short) 1, OUTER.find("id", Short.class));
        assertEquals((short) 1, OUTER.find("id", short.class));
        assertNull(PARAMS.find("id", Short.class));
    }

    @Test
    void aFractionIsNarrowedWhenItFits() {
        assertEquals(2.5f, PARAMS.find("x", Float.class));
        assertEquals(2.5f, PARAMS.find("x", float.class));
        PathParams large = with(PathParams.empty(), List.of("x"), List.of("float"), "9".repeat(300));
        assertNull(large.find("x", float.class));
    }

    @Test
    void anotherTypeIsAMistakeOfTheProgram() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> PARAMS.find("id", java.util.UUID.class));
        assertEquals(
                "Path parameter \"id\" was asked for as UUID. Its convertor gives Long; ask for that, or for String.",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> PARAMS.find("x", Integer.class));
        assertThrows(IllegalArgumentException.class, () -> PARAMS.find("id", Float.class));
        assertThrows(IllegalArgumentException.class, () -> PARAMS.find("shop", int.class));
    }

    @Test
    void anUnknownNameIsAMistakeOfTheProgram() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> PARAMS.get("ident"));
        assertEquals(
                "Path parameter \"ident\" was asked for. The route has [id, shop, x]; use one of those, or add {ident} to its"
                        + " path.",
                e.getMessage());
    }
}
