package dev.servlette.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.servlette.applications.Servlette;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServletteInitializerTest {
    private static final Servlette APP = Servlette.of();

    private final Fake registration = new Fake().noted("setAsyncSupported", "setLoadOnStartup");
    private final Fake context = new Fake();

    ServletteInitializerTest() {
        context.value("getInitParameter", null)
                .value("getClassLoader", getClass().getClassLoader());
        context.on("addServlet", arguments -> {
            context.note("addServlet", arguments[0], arguments[1].getClass().getSimpleName());
            return registration.as(ServletRegistration.Dynamic.class);
        });
        context.on(
                "addListener",
                arguments -> context.note("addListener", arguments[0].getClass().getSimpleName()));
        registration.on("addMapping", patterns -> {
            registration.note("addMapping", (Object[]) patterns[0]);
            return Set.of();
        });
    }

    static class First implements ServletteApplication {
        @Override
        public Servlette app() {
            return APP;
        }
    }

    static final class Second extends First {}

    abstract static class Base implements ServletteApplication {}

    static final class Failing extends First {
        Failing() {
            throw new IllegalStateException("no configuration");
        }
    }

    static final class Demanding extends First {
        Demanding(String what) {
            assertEquals("", what);
        }
    }

    private void start(@Nullable Set<Class<?>> classes) throws ServletException {
        new ServletteInitializer().onStartup(classes, context.as(ServletContext.class));
    }

    private ServletException failure(Set<Class<?>> classes) {
        return assertThrows(ServletException.class, () -> start(classes));
    }

    private void assertRegistered() {
        assertEquals(List.of("addServlet[servlette, ServletteServlet]", "addListener[HostedApp]"), context.calls);
        assertEquals(List.of("setAsyncSupported[true]", "setLoadOnStartup[1]", "addMapping[/*]"), registration.calls);
    }

    @Test
    void containersFindIt() {
        assertInstanceOf(
                ServletteInitializer.class,
                ServiceLoader.load(ServletContainerInitializer.class)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void aContextWithoutAnAppIsLeftAlone() throws Exception {
        start(null);
        start(Set.of(Base.class, ServletteApplication.class));
        assertEquals(List.of(), context.calls);
    }

    @Test
    void theOneClassIsTheApp() throws Exception {
        start(Set.of(Base.class, First.class));
        assertRegistered();
    }

    @Test
    void anEmbeddedContainerGivesTheApp() throws Exception {
        new ServletteInitializer(APP).onStartup(null, context.as(ServletContext.class));
        assertRegistered();
    }

    @Test
    void severalClassesAreTooMany() {
        String name = getClass().getName();
        assertEquals(
                "2 classes implement ServletteApplication: " + name + "$First, " + name
                        + "$Second. A WAR has one; name it in"
                        + " the context parameter \"dev.servlette.application\".",
                failure(Set.of(First.class, Second.class)).getMessage());
    }

    @Test
    void aContextParameterChoosesTheClass() throws Exception {
        context.value("getInitParameter", Second.class.getName());
        start(Set.of(First.class, Second.class));
        assertRegistered();
    }

    @Test
    void aContextParameterMustNameAClass() {
        context.value("getInitParameter", "demo.Nothing");
        assertEquals(
                "The context parameter \"dev.servlette.application\" names \"demo.Nothing\", which is no class of this WAR."
                        + " It takes the full name of a class that implements ServletteApplication.",
                failure(Set.of()).getMessage());
    }

    @Test
    void aContextParameterMustNameAnApplication() {
        context.value("getInitParameter", "java.lang.Object");
        assertEquals(
                "The context parameter \"dev.servlette.application\" names \"java.lang.Object\", which does not implement"
                        + " ServletteApplication. It takes the full name of a class that does.",
                failure(Set.of()).getMessage());
    }

    @Test
    void aConstructorThatFailsIsNamed() {
        ServletException e = failure(Set.of(Failing.class));
        assertEquals(
                "The constructor of " + Failing.class.getName()
                        + " failed: java.lang.IllegalStateException: no configuration",
                e.getMessage());
        assertInstanceOf(IllegalStateException.class, e.getCause());
    }

    @Test
    void aConstructorHasNoParameters() {
        assertEquals(
                Demanding.class.getName()
                        + " cannot be made. A ServletteApplication is a class with a constructor without"
                        + " parameters.",
                failure(Set.of(Demanding.class)).getMessage());
    }

    @Test
    void aServletOfTheSameNameIsNoticed() {
        context.value("addServlet", null);
        assertEquals(
                "A servlet of the name \"servlette\" is there already. That name is taken for the app; rename yours.",
                failure(Set.of(First.class)).getMessage());
    }

    @Test
    void aServletInTheSamePlaceIsNoticed() {
        registration.value("addMapping", Set.of("/*"));
        assertEquals(
                "The path \"/*\" is mapped to another servlet. An app takes all of its context; map yours to something else.",
                failure(Set.of(First.class)).getMessage());
    }

    /** An embedded container that waits for requests before it stops its contexts. */
    @Test
    void theAppIsToldOfAStopWhileItRuns() throws Exception {
        List<String> told = new ArrayList<>();
        HostedApp[] listener = new HostedApp[1];
        context.on("addListener", arguments -> listener[0] = (HostedApp) arguments[0]);
        ServletteInitializer initializer = new ServletteInitializer(APP);
        initializer.tellStop();
        initializer.onStartup(null, context.as(ServletContext.class));
        initializer.tellStop();
        listener[0].contextInitialized(null);
        listener[0].app().lifetime().onStop(() -> told.add("told"));
        initializer.tellStop();
        listener[0].stop();
        assertEquals(List.of("told"), told);
    }
}
