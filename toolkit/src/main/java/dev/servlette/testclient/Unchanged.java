package dev.servlette.testclient;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Throws what an app threw into the test as it is, the same object, checked or not: the compiler is not told. */
final class Unchanged {
    private Unchanged() {}

    /** The result of a task; what the task throws comes out as it is. */
    @SuppressWarnings("unchecked") // X is not there at run time: that is the trick
    static <T extends @Nullable Object, X extends Throwable> T result(Callable<T> task) throws X {
        try {
            return task.call();
        } catch (Throwable e) {
            throw (X) e;
        }
    }

    /** Throws a failure, if there is one. */
    @SuppressWarnings("unchecked") // as above
    static <X extends Throwable> void throwIfAny(@Nullable Throwable failure) throws X {
        if (failure != null) {
            throw (X) failure;
        }
    }
}
