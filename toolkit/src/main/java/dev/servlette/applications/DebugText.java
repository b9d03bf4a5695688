package dev.servlette.applications;

import java.util.List;

/** The debug page for terminals: the request in two lines, then each exception with the frames that are the app's. */
final class DebugText {
    private static final int MAX_MESSAGE = 2000;

    private final StringBuilder text = new StringBuilder();

    private DebugText() {}

    static String of(List<Failure> chain, RequestFacts request) {
        DebugText page = new DebugText();
        page.text
                .append("500 Internal Server Error\n")
                .append(request.method())
                .append(' ')
                .append(oneLine(request.target()))
                .append('\n')
                .append("Route: ")
                .append(request.route().isEmpty() ? "none matched" : oneLine(request.route()))
                .append('\n');
        chain.forEach(page::add);
        return page.text.toString();
    }

    private void add(Failure failure) {
        text.append('\n')
                .append(failure.relation().isEmpty() ? "" : failure.relation() + ": ")
                .append(failure.type())
                .append(failure.message().isEmpty() ? "" : ": " + Shown.text(failure.message(), MAX_MESSAGE))
                .append('\n');
        int hidden = 0;
        for (int i = 0; i < failure.frames().size(); i++) {
            Frame frame = failure.frames().get(i);
            boolean isShown = frame.isApp() || i == failure.first();
            hidden = isShown ? endOf(hidden) : hidden + 1;
            if (isShown) {
                add(frame);
            }
        }
        endOf(hidden);
        if (failure.omitted() > 0) {
            text.append("    ... ").append(failure.omitted()).append(" more\n");
        }
    }

    private int endOf(int hidden) {
        if (hidden > 0) {
            text.append("    ... ")
                    .append(hidden)
                    .append(hidden == 1 ? " frame" : " frames")
                    .append(" of libraries and the JDK\n");
        }
        return 0;
    }

    private void add(Frame frame) {
        text.append("    ").append(frame.line()).append('\n');
        Excerpt source = frame.source();
        if (source != null) {
            text.append("        > ").append(source.line()).append('\n');
        }
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }
}
