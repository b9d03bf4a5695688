package dev.servlette.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.servlette.json.Json;
import dev.servlette.json.JsonException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final String REFUSED =
            "A Secret has no form in JSON. Leave it out, or write what reveal() gives if it may be seen.";

    record Settings(String name, Secret key) {}

    private final Secret secret = Secret.of("s3cret");

    /** DS-S. */
    @Test
    void onlyRevealGivesTheText() {
        assertEquals("s3cret", secret.reveal());
        assertEquals("Secret(**********)", secret.toString());
        assertEquals("Secret(**********)", Secret.of("").toString());
        assertEquals("Settings[name=shop, key=Secret(**********)]", new Settings("shop", secret).toString());
        assertFalse(String.format("%s %h", secret, secret).contains("s3cret"));
    }

    @Test
    void secretsOfOneTextAreEqual() {
        assertEquals(secret, Secret.of("s3cret"));
        assertEquals(secret.hashCode(), Secret.of("s3cret").hashCode());
        assertNotEquals(secret, Secret.of("s3creT"));
        assertNotEquals(secret, Secret.of("s3cret "));
        assertNotEquals(Secret.of("?"), Secret.of("\ud800")); // the same bytes in UTF-8
        assertFalse(secret.equals((Object) "s3cret"));
    }

    @Test
    void theHashTellsNothing() {
        assertEquals(secret.hashCode(), Secret.of("another").hashCode());
    }

    @Test
    void nullIsNoSecret() {
        Throwable e = assertThrows(NullPointerException.class, () -> Secret.of(null));
        assertEquals("Secret.of(null): a secret is a text.", e.getMessage());
    }

    @Test
    void aSecretHasNoFormInJson() {
        for (Json json : new Json[] {Json.standard(), Json.builtIn()}) {
            for (Object holder : new Object[] {secret, new Settings("shop", secret), Map.of("key", secret)}) {
                JsonException e = assertThrows(JsonException.class, () -> json.write(holder));
                assertTrue(e.getMessage().endsWith(REFUSED), e.getMessage());
            }
        }
    }

    /** JSON libraries that read fields leave transient ones out. */
    @Test
    void noFieldIsForReflection() {
        for (Field field : Secret.class.getDeclaredFields()) {
            assertTrue(field.isSynthetic() || Modifier.isTransient(field.getModifiers()), field.toString());
        }
    }
}
