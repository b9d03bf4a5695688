package dev.servlette.contract;

import org.jspecify.annotations.Nullable;

/** What hangs on a thread, as the MDC of a logging library does, and the decorator that carries it. */
final class Context {
    private static final ThreadLocal<@Nullable String> VALUE = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable Integer> DEPTH = new ThreadLocal<>();

    private Context() {}

    /** What hangs here; {@code none} for nothing, and a mark when decorators run within each other. */
    static String seen() {
        Integer depth = DEPTH.get();
        return VALUE.get() + (depth == null || depth < 2 ? "" : " decorated " + depth + " times");
    }

    static boolean isDecorated() {
        return DEPTH.get() != null;
    }

    static void set(@Nullable String value) {
        VALUE.set(value);
    }

    static Runnable carrying(Runnable task) {
        String kept = VALUE.get();
        return () -> runWith(kept, task);
    }

    private static void runWith(@Nullable String kept, Runnable task) {
        String found = VALUE.get();
        Integer depth = DEPTH.get();
        VALUE.set(kept);
        DEPTH.set(depth == null ? 1 : depth + 1);
        try {
            task.run();
        } finally {
            VALUE.set(found);
            DEPTH.set(depth);
        }
    }
}
