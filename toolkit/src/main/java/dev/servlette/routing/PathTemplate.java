package dev.servlette.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The path of a route as it was written, taken apart but not yet tied to convertors: those are a router's, which the
 * route does not know.
 *
 * @param owner {@code Route}, {@code WebSocketRoute}, {@code Mount} or {@code Host}, for messages
 * @param text the path as it was declared
 * @param segments its segments, each a list of parts
 * @param place where in the program it was declared, {@code Hello.java:12}
 */
record PathTemplate(String owner, String text, List<List<Part>> segments, String place) {
    private static final Set<String> OWN = Set.of(
            PathTemplate.class.getName(),
            Route.class.getName(),
            WebSocketRoute.class.getName(),
            Mount.class.getName(),
            Host.class.getName(),
            "dev.servlette.applications.Servlette$Builder");

    /**
     * A literal piece of a segment, or a parameter.
     *
     * @param text the literal text, or the parameter's name
     * @param convertor the name of the parameter's convertor; {@code null} for a literal
     */
    record Part(String text, @Nullable String convertor) {}

    static PathTemplate parse(String owner, String text) {
        if (!text.isEmpty() && !text.startsWith("/")) {
            throw new IllegalArgumentException(
                    owner + " \"" + text + "\" does not start with a slash. A path is \"\" or"
                            + " starts with \"/\"; write \"/" + text + "\".");
        }
        List<List<Part>> segments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int start = 1; start <= text.length(); ) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 ? text.length() : slash;
            segments.add(parts(owner, text, text.substring(start, end), names));
            start = end + 1;
        }
        return new PathTemplate(owner, text, List.copyOf(segments), caller());
    }

    /** A host as one segment; its port is not a part of it. */
    static PathTemplate parseHost(String text) {
        String host = text.substring(0, portStart(text)).toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "Host \"" + text + "\" is no host. It is a name with or without a port, and"
                            + " has no slash; write \"api.example.org\" or \"{sub}.example.org\".");
        }
        return new PathTemplate("Host", text, List.of(parts("Host", text, host, new HashSet<>())), caller());
    }

    /** Where the port of a host begins, its colon included; the end of the text when it has none. */
    static int portStart(String host) {
        int colon = host.lastIndexOf(':');
        boolean isPort = colon > host.lastIndexOf('}') && colon > host.lastIndexOf(']');
        return isPort ? colon : host.length();
    }

    private static List<Part> parts(String owner, String path, String segment, Set<String> names) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < segment.length()) {
            int open = segment.indexOf('{', at);
            if (open < 0) {
                break;
            }
            if (open > at) {
                parts.add(new Part(segment.substring(at, open), null));
            }
            int close = segment.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException(owner + " \"" + path + "\" opens a parameter that it does not close."
                        + " Write {name} or {name:convertor}.");
            }
            parts.add(parameter(owner, path, segment.substring(open + 1, close), names));
            at = close + 1;
        }
        if (at < segment.length() || parts.isEmpty()) {
            parts.add(new Part(segment.substring(at), null));
        }
        return List.copyOf(parts);
    }

    private static Part parameter(String owner, String path, String text, Set<String> names) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    owner + " \"" + path + "\" has the parameter \"" + name + "\". A name is made"
                            + " of letters, digits and _, and does not start with a digit; write {name} or {name:convertor}.");
        }
        if (!names.add(name)) {
            throw new IllegalArgumentException(owner + " \"" + path + "\" repeats the parameter \"" + name
                    + "\". A name may" + " be used once in a path; rename one of them.");
        }
        return new Part(name, colon < 0 ? "str" : text.substring(colon + 1));
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            boolean digit = c >= '0' && c <= '9' && i > 0;
            if (!letter && !digit) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** The line of the program that declares the route, so that two in conflict can be found. */
    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !OWN.contains(frame.getClassName()))
                        .findFirst())
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("an unknown place");
    }

    @Override
    public String toString() {
        return owner + " \"" + text + "\" (" + place + ")";
    }
}
