package dev.servlette.datastructures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
    /** FR2. */
    @ParameterizedTest
    @CsvSource({
        "index.html,text/html",
        "a.b.CSS,text/css",
        "app.js,text/javascript",
        "app.mjs,text/javascript",
        "app.js.map,application/json",
        "data.json,application/json",
        "site.webmanifest,application/manifest+json",
        "code.wasm,application/wasm",
        "image.svg,image/svg+xml",
        "image.webp,image/webp",
        "image.avif,image/avif",
        "favicon.ico,image/vnd.microsoft.icon",
        "font.woff2,font/woff2",
        "readme.txt,text/plain",
        "book.pdf,application/pdf",
        "archive.tar.gz,application/gzip",
        "film.mp4,video/mp4",
        ".html,text/html"
    })
    void theEndOfANameSaysTheType(String name, String type) {
        assertEquals(type, MediaType.ofFile(name));
        assertEquals(type, MediaType.ofFile(name, MediaType.UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "html", "a.", "a.html.", "a.no-such-end", ".gitignore", "a.b/c"})
    void otherNamesDoNotTell(String name) {
        assertNull(MediaType.ofFile(name));
        assertEquals("a/b", MediaType.ofFile(name, "a/b"));
    }

    /** In Turkish, a small {@code I} is another letter. */
    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        assertEquals("image/vnd.microsoft.icon", MediaType.ofFile("A.ICO"));
    }
}
