package dev.servlette.applications;

import dev.servlette.exceptions.Fatal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One exception of those that belong together, read once, so that nothing that its own code does can spoil a page.
 *
 * @param relation why it is there: {@code Caused by} or {@code Suppressed}; {@code ""} of the first
 * @param type the name of its class
 * @param message its message, {@code ""} without one
 * @param frames its frames, the newest first
 * @param omitted how many more frames there are, which stand in the exception that this one belongs to, or are too many
 */
record Failure(String relation, String type, String message, List<Frame> frames, int omitted) {
    private static final int MAX_FAILURES = 20;
    private static final int MAX_FRAMES = 400;
    private static final int MAX_TYPE = 500;
    private static final int MAX_MESSAGE = 10_000;

    /** An exception and what caused it or was suppressed by it, each once, in the order in which Java prints them. */
    static List<Failure> chain(Throwable thrown, SourceFiles sources) {
        List<Failure> chain = new ArrayList<>();
        new Reader(sources, chain).read(thrown, "", new StackTraceElement[0]);
        return chain;
    }

    /** The name of the class without its package. */
    String simpleType() {
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** The package with its dot, {@code ""} without one. */
    String packageName() {
        return type.substring(0, type.lastIndexOf('.') + 1);
    }

    /** The frame that is looked at first: the newest of the app, else the newest; {@code -1} when there is none. */
    int first() {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).isApp()) {
                return i;
            }
        }
        return frames.isEmpty() ? -1 : 0;
    }

    /** The exception as Java prints it in one line. */
    String line(int max) {
        return message.isEmpty() ? type : type + ": " + Shown.line(message, max);
    }

    private static final class Reader {
        private final SourceFiles sources;
        private final List<Failure> found;
        private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        private int framesLeft = MAX_FRAMES;

        Reader(SourceFiles sources, List<Failure> found) {
            this.sources = sources;
            this.found = found;
        }

        void read(Throwable thrown, String relation, StackTraceElement[] outer) {
            if (found.size() == MAX_FAILURES || !seen.add(thrown)) {
                return;
            }
            StackTraceElement[] trace = trace(thrown);
            List<Frame> frames = frames(trace, trace.length - common(trace, outer));
            found.add(new Failure(
                    relation,
                    Shown.text(thrown.getClass().getName(), MAX_TYPE),
                    message(thrown),
                    frames,
                    trace.length - frames.size()));
            for (Throwable suppressed : thrown.getSuppressed()) {
                read(suppressed, "Suppressed", trace);
            }
            for (Throwable cause : causes(thrown)) {
                read(cause, "Caused by", trace);
            }
        }

        /** Takes at most half of what is left, or an endless recursion would leave nothing to what caused it. */
        private List<Frame> frames(StackTraceElement[] trace, int own) {
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < Math.min(own, framesLeft / 2); i++) {
                frames.add(sources.frame(trace[i]));
            }
            framesLeft -= frames.size();
            return frames;
        }

        private static int common(StackTraceElement[] trace, StackTraceElement[] outer) {
            int common = 0;
            while (common < Math.min(trace.length, outer.length)
                    && trace[trace.length - 1 - common].equals(outer[outer.length - 1 - common])) {
                common++;
            }
            return common;
        }

        private static String message(Throwable thrown) {
            String none = "(its message cannot be read)";
            String message = orElse(() -> Objects.requireNonNullElse(thrown.getLocalizedMessage(), ""), none);
            return Shown.text(message.replace("\r\n", "\n"), MAX_MESSAGE);
        }

        private static StackTraceElement[] trace(Throwable thrown) {
            return orElse(() -> List.of(thrown.getStackTrace()), List.<StackTraceElement>of())
                    .toArray(new StackTraceElement[0]);
        }

        private static List<Throwable> causes(Throwable thrown) {
            return orElse(() -> Stream.ofNullable(thrown.getCause()).toList(), List.of());
        }

        /** What an exception says of itself is code of the app, which may fail like any other. */
        private static <T> T orElse(Supplier<T> read, T other) {
            try {
                return read.get();
            } catch (Throwable e) {
                Fatal.rethrow(e);
                return other;
            }
        }
    }
}
