package dev.servlette.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppFileTest {
    private static final String EMPTY = "static Servlette app() { return Servlette.of(); } ";

    @TempDir
    private Path directory;

    private AppFile compile(String... lines) throws IOException {
        Path file = directory.resolve("Demo.java");
        Files.writeString(file, "import dev.servlette.applications.Servlette;\n" + String.join("\n", lines));
        return AppFile.compile(file);
    }

    private void assertRefuses(String message, AppFile file, @Nullable String named) {
        CommandException e = assertThrows(CommandException.class, () -> file.app(named));
        assertEquals(message.replaceFirst("Demo.java", file.toString()), e.getMessage());
    }

    @Test
    void theAppIsFoundInAnyClass() throws Exception {
        AppFile file = compile("class A {} class B { interface Inner { " + EMPTY + "} }");
        assertEquals(0, file.app(null).routes().size());
    }

    @Test
    void aMethodThatOnlyLooksLikeItIsNotTheApp() throws Exception {
        AppFile file = compile(
                "class A { Servlette app() { return null; } static Servlette app(int i) { return null; } }",
                "class B { static String app() { return \"\"; } static Servlette other() { return null; } }");
        assertRefuses(
                "Demo.java has no app. Add \"static Servlette app()\" to one of its classes, or name another method of that"
                        + " kind with --app Class::method.",
                file,
                null);
    }

    @Test
    void ofSeveralAppsOneMustBeNamed() throws Exception {
        AppFile file = compile("class A { " + EMPTY + "} class B { " + EMPTY + "}");
        assertRefuses("Demo.java has 2 apps: A::app, B::app. Choose one with --app Class::method.", file, null);
        assertEquals(0, file.app("B::app").routes().size());
    }

    @Test
    void aClassIsNamedWithOrWithoutItsPackage() throws Exception {
        Path file = directory.resolve("Shop.java");
        Files.writeString(
                file,
                "package shop; class Shop { private static dev.servlette.applications.Servlette make()"
                        + " { return dev.servlette.applications.Servlette.of(); } }");
        assertEquals(0, AppFile.compile(file).app("Shop::make").routes().size());
        assertEquals(0, AppFile.compile(file).app("shop.Shop::make").routes().size());
    }

    @Test
    void aNameThatFitsNothingIsRefused() throws Exception {
        AppFile file = compile("class A { " + EMPTY + "}");
        assertRefuses("--app \"app\" names no method. Write it as Class::method.", file, "app");
        assertRefuses(
                "Demo.java has no method \"B::app\" that is static, has no parameters and returns a Servlette.",
                file,
                "B::app");
    }

    @Test
    void anAppThatCannotBeMadeSaysWhere() throws Exception {
        AppFile file =
                compile("class A { static Servlette app() {", "throw new IllegalStateException(\"no key\"); } }");
        assertRefuses("A::app of Demo.java failed: java.lang.IllegalStateException: no key (Demo.java:3)", file, null);
    }

    @Test
    void aClassThatCannotStartSaysWhere() throws Exception {
        AppFile file = compile("class A { static int x = Integer.parseInt(\"y\");", EMPTY + "}");
        assertRefuses(
                "A::app of Demo.java failed: java.lang.NumberFormatException: For input string: \"y\" (Demo.java:2)",
                file,
                null);
    }

    @Test
    void anAppMustBeThere() throws Exception {
        AppFile file = compile("class A { static Servlette app() { return null; } }");
        assertRefuses("A::app of Demo.java returned null. It must return a Servlette.", file, null);
    }

    @Test
    void aFailureFromElsewhereIsToldWithoutAPlace() throws Exception {
        AppFile file = compile("class A {}");
        assertEquals("java.io.IOException: no disk", file.describe(new IOException("no disk")));
        assertEquals("no port", file.describe(new IllegalStateException("no port")));
    }

    @Test
    void anotherKindOfFileIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("app.txt"));
        CommandException e = assertThrows(CommandException.class, () -> AppFile.compile(file));
        assertEquals("\"" + file + "\" is no Java source file; the name of one ends in .java.", e.getMessage());
    }

    @Test
    void aJavaWithoutACompilerIsNamed() {
        Path file = Path.of("Demo.java");
        CommandException e = assertThrows(CommandException.class, () -> MemoryClasses.compile(file, null));
        assertEquals(
                "This Java has no compiler, which Demo.java needs. Run the command with a JDK: "
                        + System.getProperty("java.home") + " is a bare runtime.",
                e.getMessage());
    }

    @Test
    void nothingIsWrittenBesideTheFile() throws IOException {
        compile("class A { " + EMPTY + "}");
        try (var files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void otherClassesComeFromTheClassPath() throws Exception {
        AppFile file = compile("class A {}");
        assertEquals(String.class, file.classes().loadClass("java.lang.String"));
        assertThrows(ClassNotFoundException.class, () -> file.classes().loadClass("Nothing"));
        assertFalse(file.classes().getResources("A.class").hasMoreElements());
    }

    private static String resource(AppFile file, String name) throws IOException {
        try (InputStream resource = file.classes().getResourceAsStream(name)) {
            return resource == null ? "none" : new String(resource.readAllBytes(), UTF_8);
        }
    }

    /** The debug page looks for it there. */
    @Test
    void theSourceIsAResourceAsItWasCompiled() throws Exception {
        Path path = directory.resolve("Shop.java");
        Files.writeString(path, "package shop; class Goods {}");
        AppFile file = AppFile.compile(path);
        Files.writeString(path, "changed");
        assertEquals("package shop; class Goods {}", resource(file, "shop/Shop.java"));
        assertEquals("none", resource(file, "Shop.java"));
    }

    @Test
    void theSourceMayHaveNoPackageOrNoClass() throws Exception {
        assertTrue(resource(compile("class A {}"), "Demo.java").endsWith("class A {}"));
        assertTrue(resource(compile(""), "Demo.java").startsWith("import "));
    }
}
