package dev.servlette.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.servlette.applications.Servlette;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The toolkit works as a Java module, with all of its optional modules and with none. */
class ModulePathTest {
    private static final List<Class<?>> NEEDED = List.of(Servlette.class, HttpServlet.class);
    private static final List<Class<?>> ALL = List.of(
            Servlette.class,
            HttpServlet.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonProperty.class,
            Session.class,
            ServerEndpoint.class,
            NullMarked.class);

    @TempDir
    private Path temp;

    /** What is not linked here are the adapters to Jackson and to Jakarta WebSocket; nothing else names an optional module. */
    @Test
    void theServletApiIsAllThatItNeeds() throws Exception {
        List<String> said = new ModularProgram(temp).compile(NEEDED).run(NEEDED);
        assertEquals(
                List.of(
                        "module dev.servlette among [dev.servlette, jakarta.servlet, probe]",
                        "{\"title\":\"Emma\",\"year\":1815}",
                        "\"request.json(Book.class) found no JSON library. Add Jackson (com.fasterxml.jackson.core:jackson-databind)"
                                + " or pass a Json to the builder. The library must lie in the same class loader as the toolkit;"
                                + " in a WAR, both in WEB-INF/lib.\"",
                        "7",
                        "a resource of the module",
                        "more than 100 classes",
                        "not linked: dev.servlette.json.jackson.FiniteNumbers",
                        "not linked: dev.servlette.json.jackson.FromText",
                        "not linked: dev.servlette.json.jackson.JacksonJson",
                        "not linked: dev.servlette.json.jackson.UnwrittenSecrets",
                        "not linked: dev.servlette.websockets.jakarta.JakartaUpgrade",
                        "not linked: dev.servlette.websockets.jakarta.JakartaUpgrade$OneSocket",
                        "not linked: dev.servlette.websockets.jakarta.SessionChannel",
                        "not linked: dev.servlette.websockets.jakarta.SocketEndpoint"),
                said);
    }

    /** What a module requires statically is there only if the program or its launch names it too. */
    @Test
    void itUsesTheOptionalModulesThatAreThere() throws Exception {
        List<String> said = new ModularProgram(temp).compile(ALL).run(ALL, "--add-modules", "ALL-MODULE-PATH");
        assertEquals(
                List.of(
                        "module dev.servlette among [com.fasterxml.jackson.annotation, com.fasterxml.jackson.core,"
                                + " com.fasterxml.jackson.databind, dev.servlette, jakarta.servlet, jakarta.websocket,"
                                + " jakarta.websocket.client, org.jspecify, probe]",
                        "{\"title\":\"Emma\",\"year\":1815}",
                        "{\"title\":\"Emma\",\"year\":1815}",
                        "7",
                        "a resource of the module",
                        "more than 100 classes"),
                said);
    }
}
