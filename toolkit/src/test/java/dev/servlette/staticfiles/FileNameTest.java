package dev.servlette.staticfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "app.js",
                "a b",
                "\u00e4.txt",
                "a~",
                "~a",
                "a~b",
                "...a",
                "console.log",
                "com",
                "COM10.txt",
                "lpt.css",
                "auxiliary",
                "null",
                "a$",
                "\ud83d\ude00",
                "com\u00e9"
            })
    void aNameIsOneFile(String name) {
        assertTrue(FileName.isOne(name), name);
    }

    /** ST2: what leads elsewhere on some system is no name on any. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.",
                "a ",
                "a/b",
                "a\\b",
                "C:",
                "C:a",
                "a::$DATA",
                "a\0",
                "a\n",
                "a\u007f",
                "a*",
                "a?",
                "a<",
                "a>",
                "a|",
                "a\"",
                "GIT~1",
                "a~1.txt",
                "con",
                "CON",
                "Con.txt",
                "nul.tar.gz",
                "aux .js",
                "prn",
                "com1",
                "LPT9.css",
                "COM\u00b9",
                "conin$",
                "CONOUT$.x"
            })
    void aNameThatMeansSomethingElseIsNone(String name) {
        assertFalse(FileName.isOne(name), name);
    }

    @Test
    void aNameWithADotInFrontIsHidden() {
        assertTrue(FileName.isHidden(".env"));
        assertFalse(FileName.isHidden("a.env"));
    }

    @ParameterizedTest
    @CsvSource({
        "app.3f2a9c1b.js,true",
        "app-3f2a9c1b.js,true",
        "assets/app.0123456789abcdef0123.css,true",
        "index-BdW4Zx_1.css,true",
        "chunk-X5PQM7RG.js,true",
        "app.js,false",
        "app,false",
        "3f2a9c1b.js,false",
        "app.3f2a9c1.js,false",
        "app.deadbeef.js,false",
        "report-20261124.pdf,false",
        "app-version2.js,false",
        "jquery-documentation.js,false",
        "app-MyComponent.js,false",
        "app.3f2a9c1b,false",
        "price-1$20000A.html,false",
        "menu-Café2026.html,false",
        "3f2a9c1b/app.js,false"
    })
    void aHashIsSeen(String name, boolean isHashed) {
        assertEquals(isHashed, StaticFiles.isHashed(name));
    }
}
