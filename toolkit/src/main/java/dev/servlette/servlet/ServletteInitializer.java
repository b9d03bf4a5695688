package dev.servlette.servlet;

import dev.servlette.applications.Servlette;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.HandlesTypes;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts an app into a servlet context, under {@code /*}. Containers call it for every WAR; it finds the one class that
 * implements {@link ServletteApplication}, and does nothing where there is none.
 *
 * <p>The context parameter {@value #APPLICATION} names the class where there are several. The app starts with the
 * context: when it does not start, nothing of the WAR does. An embedded container, which scans no classes, is given an
 * initializer with its app.
 */
@HandlesTypes(ServletteApplication.class)
public final class ServletteInitializer implements ServletContainerInitializer {
    /** The context parameter that names the class of the app: {@value}. */
    public static final String APPLICATION = "dev.servlette.application";

    private static final String NAME = "servlette";

    private final @Nullable Servlette given;
    private volatile @Nullable HostedApp hosted;

    /** An initializer that looks for the app, as containers make it. */
    public ServletteInitializer() {
        this.given = null;
    }

    /** An initializer with its app, for {@code addServletContainerInitializer} of an embedded container. */
    public ServletteInitializer(Servlette app) {
        this.given = app;
    }

    /**
     * Adds the app and what starts and stops it.
     *
     * @param classes what the container found to implement {@link ServletteApplication}; {@code null} for none
     * @throws ServletException when there is more than one, when its class cannot be made, or when something else is
     *     mapped to {@code /*}
     */
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) throws ServletException {
        Servlette app = given != null ? given : find(classes == null ? Set.of() : classes, context);
        if (app != null) {
            HostedApp host = new HostedApp(app);
            register(host, context);
            hosted = host;
        }
    }

    /**
     * Tells the app that it is about to be stopped, so that streams and sockets end: for an embedded container that waits for
     * requests before it stops its contexts. Does nothing when the app is not running.
     */
    public void tellStop() {
        HostedApp known = hosted;
        if (known != null) {
            known.tellStop();
        }
    }

    private static void register(HostedApp host, ServletContext context) throws ServletException {
        ServletRegistration.Dynamic servlet = context.addServlet(NAME, new ServletteServlet(host));
        if (servlet == null) {
            throw new ServletException("A servlet of the name \"" + NAME
                    + "\" is there already. That name is taken for the" + " app; rename yours.");
        }
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        if (!servlet.addMapping("/*").isEmpty()) {
            throw new ServletException(
                    "The path \"/*\" is mapped to another servlet. An app takes all of its context; map"
                            + " yours to something else.");
        }
        context.addListener(host);
    }

    private static @Nullable Servlette find(Set<Class<?>> classes, ServletContext context) throws ServletException {
        String named = context.getInitParameter(APPLICATION);
        if (named != null) {
            return make(load(named, context)).app();
        }
        Set<String> names = new TreeSet<>();
        Class<?> found = null;
        for (Class<?> candidate : classes) {
            if (!candidate.isInterface() && !Modifier.isAbstract(candidate.getModifiers())) {
                names.add(candidate.getName());
                found = candidate;
            }
        }
        if (names.size() > 1) {
            throw new ServletException(
                    names.size() + " classes implement ServletteApplication: " + String.join(", ", names)
                            + ". A WAR has one; name it in the context parameter \"" + APPLICATION + "\".");
        }
        return found == null ? null : make(found).app();
    }

    private static Class<?> load(String name, ServletContext context) throws ServletException {
        try {
            return Class.forName(name, true, context.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ServletException(
                    "The context parameter \"" + APPLICATION + "\" names \"" + name
                            + "\", which is no class of this WAR. It takes the full name of a class that implements"
                            + " ServletteApplication.",
                    e);
        }
    }

    private static ServletteApplication make(Class<?> type) throws ServletException {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true); // the class need not be public
            if (constructor.newInstance() instanceof ServletteApplication application) {
                return application;
            }
        } catch (InvocationTargetException e) {
            throw new ServletException(
                    "The constructor of " + type.getName() + " failed: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new ServletException(
                    type.getName() + " cannot be made. A ServletteApplication is a class with a constructor"
                            + " without parameters.",
                    e);
        }
        throw new ServletException("The context parameter \"" + APPLICATION + "\" names \"" + type.getName()
                + "\", which does not implement ServletteApplication. It takes the full name of a class that does.");
    }
}
