package dev.servlette.concurrency;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** What JDK 21 has and JDK 17 has not, called by its name. */
final class VirtualThreads {
    private static final int SINCE = 21;

    private VirtualThreads() {}

    static boolean arePresent() {
        return Runtime.version().feature() >= SINCE;
    }

    /** Makes pools of virtual threads where the JDK has them, and others elsewhere. */
    static Function<String, ExecutorService> orElse(Function<String, ExecutorService> others) {
        return arePresent() ? VirtualThreads::pool : others;
    }

    /** An executor that starts a virtual thread for each task, named with a number after the prefix. */
    static ExecutorService pool(String prefix) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle builder = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
            MethodHandle name =
                    lookup.findVirtual(ofVirtual, "name", MethodType.methodType(ofVirtual, String.class, long.class));
            MethodHandle factory = lookup.findVirtual(ofVirtual, "factory", MethodType.methodType(ThreadFactory.class));
            MethodHandle executor = lookup.findStatic(
                    Executors.class,
                    "newThreadPerTaskExecutor",
                    MethodType.methodType(ExecutorService.class, ThreadFactory.class));
            return (ExecutorService) executor.invoke(factory.invoke(name.invoke(builder.invoke(), prefix, 1L)));
        } catch (Throwable e) {
            throw new IllegalStateException("This JDK has no virtual threads; they came with JDK 21.", e);
        }
    }
}
