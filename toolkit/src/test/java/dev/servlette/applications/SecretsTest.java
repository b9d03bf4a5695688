package dev.servlette.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {
    @Test
    void aNameTellsASecret() {
        for (String name : List.of(
                "Authorization",
                "Cookie",
                "Set-Cookie",
                "Proxy-Authorization",
                "X-Api-Key",
                "user_password",
                "passwd",
                "client-secret",
                "CSRF-Token",
                "sessionid",
                "JSESSIONID",
                "X-AUTH",
                "credentials",
                "X-Amz-Signature",
                "jwt")) {
            assertTrue(Secrets.isNamed(name), name);
        }
        for (String name : List.of("Accept", "Host", "id", "", "page", "User-Agent")) {
            assertFalse(Secrets.isNamed(name), name);
        }
    }

    @Test
    void aSecretIsMaskedWhateverItsLength() {
        assertEquals("********", Secrets.value("token", ""));
        assertEquals("********", Secrets.value("token", "x".repeat(99)));
        assertEquals("x", Secrets.value("page", "x"));
    }

    @Test
    void aQueryKeepsItsForm() {
        assertEquals("", Secrets.query(""));
        assertEquals("a=1&&b&token=********&c=2&", Secrets.query("a=1&&b&token=abc=d&c=2&"));
        assertEquals("pass%77ord=********&=x&key", Secrets.query("pass%77ord=x&=x&key"));
    }

    @Test
    void aPathKeepsItsForm() {
        assertEquals("/a;jsessionid=********/b;v=1", Secrets.path("/a;jsessionid=1/b;v=1"));
        assertEquals("/token/a=b/", Secrets.path("/token/a=b/"));
        assertEquals("*", Secrets.path("*"));
    }

    @Test
    void aHeaderMayHoldAQuery() {
        assertEquals("http://h/a?token=********&b=1", Secrets.address("http://h/a?token=x&b=1"));
        assertEquals("http://h/token=x", Secrets.address("http://h/token=x"));
    }
}
