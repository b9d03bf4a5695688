package dev.servlette.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.json.JsonLookup.Adapter;
import dev.servlette.json.jackson.JacksonJson;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLookupTest {
    private static final String JACKSON = "com.fasterxml.jackson.databind.ObjectMapper";
    private static final Adapter NO_LIBRARY = new Adapter("no.such.Adapter", "no.such.Library");

    /** An adapter whose library lacks a module. */
    public static final class Halved implements Json {
        public Halved() {
            throw new NoClassDefFoundError("com/example/Module");
        }

        @Override
        public String write(@Nullable Object value) {
            throw new AssertionError();
        }

        @Override
        public <T> T read(String text, Class<T> type) {
            throw new AssertionError();
        }
    }

    /** Finds every class but those of a library of which it has a part. */
    private static final class Part extends ClassLoader {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("com.example.")) {
                throw new NoClassDefFoundError("com/example/Part");
            }
            throw new ClassNotFoundException(name);
        }
    }

    private static Json found(Adapter... adapters) {
        return new JsonLookup(List.of(adapters), Json.class.getClassLoader()).json();
    }

    @Test
    void theFirstAdapterWhoseLibraryIsThereIsTaken() {
        Adapter jackson = new Adapter("dev.servlette.json.jackson.JacksonJson", JACKSON);
        assertInstanceOf(JacksonJson.class, found(NO_LIBRARY, jackson));
        assertInstanceOf(JacksonJson.class, Json.standard());
        assertSame(Json.builtIn(), found(NO_LIBRARY));
    }

    @Test
    void aLibraryThatIsThereInPartIsAnError() {
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> found(new Adapter(Halved.class.getName(), JACKSON)));
        assertEquals(
                "com.fasterxml.jackson.databind.ObjectMapper is there, and dev.servlette.json.JsonLookupTest$Halved cannot"
                        + " use it: java.lang.NoClassDefFoundError: com/example/Module. Bring the whole library, its"
                        + " modules included, in one version, or pass a Json to the builder.",
                e.getMessage());
        assertInstanceOf(NoClassDefFoundError.class, e.getCause());
    }

    @Test
    void anAdapterThatIsMissingBesideItsLibraryIsAnError() {
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> found(new Adapter("no.such.Adapter", JACKSON)));
        assertInstanceOf(ClassNotFoundException.class, e.getCause());
    }

    @Test
    void aLibraryThatCannotBeLoadedIsThere() {
        JsonLookup lookup = new JsonLookup(List.of(new Adapter("no.such.Adapter", "com.example.Mapper")), new Part());
        assertThrows(IllegalStateException.class, lookup::json);
    }

    /** The toolkit alone, and of Jackson the name of one class. */
    private static final class Halves extends URLClassLoader {
        Halves() {
            super(
                    new URL[] {Json.class.getProtectionDomain().getCodeSource().getLocation()},
                    ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(JACKSON)) {
                throw new NoClassDefFoundError("com/fasterxml/jackson/core/ObjectCodec");
            }
            return super.findClass(name);
        }
    }

    @Test
    void everyoneWhoAsksIsToldWhatIsMissing() throws Exception {
        try (Halves halves = new Halves()) {
            Method standard = halves.loadClass("dev.servlette.json.Json").getMethod("standard");
            for (int i = 0; i < 2; i++) {
                Throwable e = assertThrows(InvocationTargetException.class, () -> standard.invoke(null))
                        .getCause();
                assertInstanceOf(IllegalStateException.class, e);
                assertTrue(e.getMessage().startsWith(JACKSON + " is there, and "), e.getMessage());
            }
        }
    }

    @Test
    void withoutJacksonTheBuiltInWriterStandsIn() throws Exception {
        try (URLClassLoader alone = new URLClassLoader(
                new URL[] {Json.class.getProtectionDomain().getCodeSource().getLocation()},
                ClassLoader.getPlatformClassLoader())) {
            Class<?> json = alone.loadClass("dev.servlette.json.Json");
            Object standard = json.getMethod("standard").invoke(null);
            assertEquals("[1]", json.getMethod("write", Object.class).invoke(standard, List.of(1)));
        }
    }
}
