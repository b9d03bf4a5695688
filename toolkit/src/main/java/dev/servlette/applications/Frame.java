package dev.servlette.applications;

import org.jspecify.annotations.Nullable;

/**
 * One line of a stack trace.
 *
 * @param element what Java knows of it
 * @param isApp whether the code is the app's, and not of a library, of Servlette or of the JDK
 * @param source the lines around it, when they are at hand
 */
record Frame(
        StackTraceElement element, boolean isApp, @Nullable Excerpt source) {
    private static final int MAX_CHARS = 200;
    private static final String LAMBDA = "lambda$";

    /** The package with its dot, {@code ""} without one. */
    String packageName() {
        String name = element.getClassName();
        return Shown.text(name.substring(0, name.lastIndexOf('.') + 1), MAX_CHARS);
    }

    /** The class and its method, in the words of a source file: {@code Shop.items, lambda}. */
    String code() {
        String name = element.getClassName();
        String type = name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
        return Shown.text(type, MAX_CHARS) + Shown.text(method(element.getMethodName()), MAX_CHARS);
    }

    private static String method(String name) {
        int end = name.lastIndexOf('$');
        if (name.startsWith(LAMBDA) && end > LAMBDA.length()) {
            return "." + name.substring(LAMBDA.length(), end) + ", lambda";
        }
        return switch (name) {
            case "<init>" -> ", constructor";
            case "<clinit>" -> ", static initializer";
            default -> "." + name;
        };
    }

    /** The file and the line; {@code ""} when they are not known. */
    String place() {
        String file = element.getFileName();
        if (file == null) {
            return "";
        }
        return Shown.text(file, MAX_CHARS) + (element.getLineNumber() > 0 ? ":" + element.getLineNumber() : "");
    }

    /** As Java prints it, so that what makes links of traces finds it. */
    String line() {
        return Shown.text("at " + element, 2 * MAX_CHARS);
    }
}
