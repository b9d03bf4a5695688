package dev.servlette.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironTest {
    private final Environ environ = new Environ(Map.of("DEBUG", "true"));

    private static String refusal(Runnable change) {
        return assertThrows(IllegalStateException.class, change::run).getMessage();
    }

    @Test
    void aCopyOfThatOfTheProcessMayBeChanged() {
        Environ ofProcess = new Environ();
        ofProcess.set("SERVLETTE_TESTING", "1");
        assertEquals("1", new Config().environ(ofProcess).get("SERVLETTE_TESTING"));
        assertNull(System.getenv("SERVLETTE_TESTING"));
    }

    /** CF4. */
    @Test
    void whatWasNotReadMayBeSetAndRemoved() {
        environ.set("DEBUG", "false");
        environ.set("PORT", "1");
        environ.remove("PORT");
        environ.remove("NONE");
        assertEquals("false", environ.get("DEBUG"));
        assertNull(environ.get("PORT"));
    }

    /** CF4. */
    @Test
    void whatWasReadMayNot() {
        assertEquals("true", new Config().environ(environ).get("DEBUG"));
        assertEquals(
                "environ.set(\"DEBUG\") came after the value was read, and would not be seen. Do it before the app is made.",
                refusal(() -> environ.set("DEBUG", "false")));
        assertEquals(
                "environ.remove(\"DEBUG\") came after the value was read, and would not be seen. Do it before the app is"
                        + " made.",
                refusal(() -> environ.remove("DEBUG")));
        assertEquals("true", environ.get("DEBUG"));
    }

    /** CF4. */
    @Test
    void toAskForWhatIsAbsentIsToReadIt() {
        assertFalse(environ.contains("PORT"));
        assertTrue(environ.contains("DEBUG"));
        refusal(() -> environ.set("PORT", "1"));
    }
}
