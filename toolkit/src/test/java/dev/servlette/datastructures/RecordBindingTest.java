package dev.servlette.datastructures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordBindingTest {
    private static final Map<String, Throwable> FAILURES = Map.of(
            "state", new IllegalStateException("broken"),
            "error", new AssertionError("broken"),
            "checked", new IOException("broken"));

    private record Page(int number, @Nullable Integer size) {}

    private record Filter(
            @Nullable String q,
            @Nullable TimeUnit unit,
            @Nullable LocalDate from,
            List<String> tags,
            List<UUID> ids) {}

    private record Wrong(Object thing) {}

    private record Nested(List<List<String>> lists) {}

    @SuppressWarnings("rawtypes")
    private record Raw(List list) {}

    private record Nothing() {}

    private record Refusing(String text) {
        Refusing {
            RecordBindingTest.<RuntimeException>fail(FAILURES.get(text));
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void fail(Throwable failure) throws X {
        throw (X) failure;
    }

    private static <T extends Record> T as(String query, Class<T> type) {
        return QueryParams.parse(query).as(type);
    }

    private static String refused(String query, Class<? extends Record> type) {
        return assertThrows(InvalidValueException.class, () -> as(query, type)).getMessage();
    }

    private static String mistaken(Class<? extends Record> type) {
        return assertThrows(IllegalArgumentException.class, () -> as("", type)).getMessage();
    }

    /** RQ5: the last value wins, as for get. */
    @Test
    void componentsAreBoundByName() {
        assertEquals(new Page(3, 20), as("size=20&number=2&number=3&other=x", Page.class));
        assertEquals(new Nothing(), as("a=1", Nothing.class));
    }

    @Test
    void whatIsAbsentIsNullAndAListEmpty() {
        assertEquals(new Page(1, null), as("number=1", Page.class));
        assertEquals(new Filter(null, null, null, List.of(), List.of()), as("", Filter.class));
    }

    @Test
    void aListHasAllValues() {
        Filter filter =
                as("tags=a&tags=&ids=ec38df32-ceda-4cfa-9b4a-1aeb94ad551a&q=&unit=DAYS&from=2026-01-31", Filter.class);
        UUID id = UUID.fromString("ec38df32-ceda-4cfa-9b4a-1aeb94ad551a");
        assertEquals(new Filter("", TimeUnit.DAYS, LocalDate.of(2026, 1, 31), List.of("a", ""), List.of(id)), filter);
        assertThrows(UnsupportedOperationException.class, () -> filter.tags().add("b"));
    }

    @Test
    void aTextThatIsNoValueIsTheClientsMistake() {
        assertEquals("The query parameter \"number\" must be a whole number.", refused("number=x", Page.class));
        assertEquals("The query parameter \"size\" must be a whole number.", refused("number=1&size=", Page.class));
        assertEquals("The query parameter \"ids\" must be a UUID.", refused("ids=x", Filter.class));
        assertEquals("The query parameter \"from\" must be ISO 8601 (LocalDate).", refused("from=now", Filter.class));
    }

    @Test
    void anAbsentPrimitiveIsTheClientsMistake() {
        assertEquals("The query parameter \"number\" is missing.", refused("size=1", Page.class));
    }

    @Test
    void anotherTypeIsAMistakeOfTheProgram() {
        String rule = ". It takes texts, numbers, booleans, enums, UUID, java.time types and lists of those; use one of"
                + " them.";
        assertEquals("Record Wrong has the component \"thing\" of type java.lang.Object" + rule, mistaken(Wrong.class));
        assertEquals(
                "Record Nested has the component \"lists\" of type java.util.List<java.util.List<java.lang.String>>"
                        + rule,
                mistaken(Nested.class));
        assertEquals("Record Raw has the component \"list\" of type java.util.List" + rule, mistaken(Raw.class));
    }

    @Test
    void whatTheConstructorThrowsComesOutUnchanged() {
        assertSame(FAILURES.get("state"), assertThrows(IllegalStateException.class, () -> refusing("state")));
        assertSame(FAILURES.get("error"), assertThrows(AssertionError.class, () -> refusing("error")));
        UndeclaredThrowableException e = assertThrows(UndeclaredThrowableException.class, () -> refusing("checked"));
        assertSame(FAILURES.get("checked"), e.getCause());
    }

    private static void refusing(String failure) {
        as("text=" + failure, Refusing.class);
    }

    @Test
    void aRecordOfAModuleThatDoesNotOpenItIsNamed(@TempDir Path directory) throws Exception {
        assertEquals(
                "Record Closed cannot be made: its constructor is not accessible. Open its package: opens shut to"
                        + " dev.servlette;",
                mistaken(closed(directory)));
    }

    private static Class<? extends Record> closed(Path directory) throws Exception {
        Path module = Files.writeString(directory.resolve("module-info.java"), "module shut {}");
        Path type = Files.writeString(directory.resolve("Closed.java"), "package shut; record Closed() {}");
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertEquals(0, javac.run(System.out, System.err, "-d", directory + "/out", module + "", type + ""));
        ModuleFinder modules = ModuleFinder.of(directory.resolve("out"));
        Configuration resolved = ModuleLayer.boot().configuration().resolve(modules, ModuleFinder.of(), Set.of("shut"));
        ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(resolved, null);
        return Class.forName(layer.modules().iterator().next(), "shut.Closed").asSubclass(Record.class);
    }
}
